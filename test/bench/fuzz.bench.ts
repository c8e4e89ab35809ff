import { bench, describe } from 'vitest';
import { fuzz } from '../input/fuzz.ts';

/** A long run over all formats; `FUZZ_RUNS` and `FUZZ_SEED` make it longer, and another one. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 20_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

describe(`${runs} damaged files of every format`, () => {
  bench('are read to their end', () => fuzz(runs, seed), {
    iterations: 1,
    warmupIterations: 0,
    time: 0,
    warmupTime: 0,
  });
});
