import { describeTrial } from './trial-suite.ts';

/**
 * Every storyline and every twin in a small organisation, all of a kind in one log; the deep tests have purer ones. What the bundled rules
 * cannot do yet stands in `missing.json`, exactly: `UPDATE_MISSING=1 npx vitest run test/organization` writes it anew.
 */
describeTrial(
  'Identity Engine',
  { seed: 1, people: 24, engine: 'identity', pace: 0.2 },
  { attacks: 1, twins: 1 },
);
