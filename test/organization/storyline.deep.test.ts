import { describeTrial } from './trial-suite.ts';

/** Storylines in the manner of the older engine, and each in a log that it shares with few. */
describeTrial(
  'Classic Engine',
  { seed: 2, people: 40, engine: 'classic', pace: 0.4 },
  { attacks: 3, twins: 3 },
);
describeTrial(
  'few to a log',
  { seed: 3, people: 40, engine: 'identity', pace: 0.4 },
  { attacks: 5, twins: 3 },
);
