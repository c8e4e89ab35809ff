import { describeTrial } from './trial-suite.ts';

/** Storylines in the manner of the older engine, and each in a log that it shares with few. */
describeTrial(
  'Classic Engine',
  { seed: 2, people: 40, engine: 'classic' },
  { attacks: 3, twins: 3 },
);
describeTrial(
  'few to a log',
  { seed: 3, people: 40, engine: 'identity' },
  { attacks: 6, twins: 6 },
);
