import { isoTime } from '../event/time.ts';
import type { CoverageSummary } from '../finding/summary.ts';
import type { CoveredInterval } from '../window/log/time-coverage.ts';

/** The time asked for, in milliseconds. */
export interface RequestedTime {
  readonly since?: number;
  readonly until?: number;
}

/** What a log's covered intervals and the time asked for look like in a summary. */
export function describeCoverage(
  intervals: readonly CoveredInterval[],
  { since, until }: RequestedTime,
): CoverageSummary {
  return {
    first: iso(intervals[0]?.from),
    last: iso(intervals.at(-1)?.to),
    since: iso(since),
    until: iso(until),
    gaps: intervals.slice(1).map(({ from }, index) => ({
      from: iso(intervals[index]?.to) as string,
      to: iso(from) as string,
    })),
  };
}

function iso(time: number | undefined): string | null {
  return time === undefined ? null : isoTime(time);
}
