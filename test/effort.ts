/** Whether this is `npm run test:deep`. */
export const isDeep = process.env['TEST_DEPTH'] === 'deep';

/** How much a test does, in runs, events or bytes: `full` in a deep run, less in `npm test`. */
export function effort(full: number, fast = Math.ceil(full / 10)): number {
  return isDeep ? full : fast;
}

/** The {@link effort} of a property that asks a naive oracle; `ORACLE_RUNS` sets that of all of them. */
export function oracleRuns(full: number, fast?: number): number {
  return Number(process.env['ORACLE_RUNS'] ?? effort(full, fast));
}

/** The rows of a table that are tried: all in a deep run, every fourth, or so many, in `npm test`. */
export function sample<T>(rows: readonly T[], every = 4): readonly T[] {
  return rows.filter((_, at) => at % effort(1, every) === 0);
}
