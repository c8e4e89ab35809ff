import { isoTime } from '../event/time.ts';
import type { CoverageSummary } from '../finding/summary.ts';
import type { CoveredInterval } from '../window/log/time-coverage.ts';

/** The time asked for, in milliseconds. */
export interface RequestedTime {
  readonly since?: number;
  readonly until?: number;
}

/** What a log's stretches and the time asked for look like in a summary. */
export function describeCoverage(
  stretches: readonly CoveredInterval[],
  { since, until }: RequestedTime,
): CoverageSummary {
  return {
    first: iso(stretches[0]?.from),
    last: iso(stretches.at(-1)?.to),
    since: iso(since),
    until: iso(until),
    gaps: stretches.slice(1).map(({ from }, index) => ({
      from: iso(stretches[index]?.to) as string,
      to: iso(from) as string,
    })),
  };
}

function iso(time: number | undefined): string | null {
  return time === undefined ? null : isoTime(time);
}
