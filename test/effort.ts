/** Whether this is `npm run test:deep`. */
export const isDeep = process.env['TEST_DEPTH'] === 'deep';

/** The share of the full numbers that a deep run does; all unless `TEST_SHARE` says otherwise. */
const share = Number(process.env['TEST_SHARE'] ?? 1);

/**
 * How much a test does, in runs, events or bytes: `full` in a deep run, or `TEST_SHARE` of that, less in
 * `npm test`. A share is never less than `npm test` does.
 */
export function effort(full: number, fast = Math.ceil(full / 10)): number {
  return isDeep ? Math.max(Math.min(fast, full), Math.ceil(full * share)) : fast;
}

/** The {@link effort} of a property that asks a naive oracle; `ORACLE_RUNS` sets that of all of them. */
export function oracleRuns(full: number, fast?: number): number {
  return Number(process.env['ORACLE_RUNS'] ?? effort(full, fast));
}

/** The rows of a table that are tried: all in a deep run, every fourth, or so many, in `npm test`. */
export function sample<T>(rows: readonly T[], every = 4): readonly T[] {
  return rows.filter((_, at) => at % effort(1, every) === 0);
}
