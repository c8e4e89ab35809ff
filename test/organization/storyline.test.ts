import { describeTrial } from './trial-suite.ts';

/**
 * Every storyline and every twin in an organisation of twenty-six, several to a log. What the bundled rules
 * cannot do yet stands in `missing.json`, exactly: `UPDATE_MISSING=1 npx vitest run test/organization` writes it anew.
 */
describeTrial(
  'Identity Engine',
  { seed: 1, people: 26, engine: 'identity', pace: 0.3 },
  { attacks: 2, twins: 1 },
);
