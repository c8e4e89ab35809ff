import { day } from '../event/duration.ts';
import { isoTime } from '../event/time.ts';
import type { CoverageSummary } from '../finding/summary.ts';

/** The time in which a run could find something. */
export interface CoveredDays {
  /** How many days of 24 hours it is, not rounded. */
  readonly length: number;
  /** The UTC days (`2026-11-20`) of which it has a part, in order. */
  readonly dates: readonly string[];
}

/** The time that the log covers, without its gaps, within the time that was asked for. */
export function coveredDays({ first, last, since, until, gaps }: CoverageSummary): CoveredDays {
  if (first === null || last === null) return { length: 0, dates: [] };
  const starts = [first, ...gaps.map(({ to }) => to)].map((time) => Date.parse(time));
  const ends = [...gaps.map(({ from }) => from), last].map((time) => Date.parse(time));
  const [from, to] = [
    since === null ? Number.NEGATIVE_INFINITY : Date.parse(since),
    until === null ? Number.POSITIVE_INFINITY : Date.parse(until),
  ];
  const dates = new Set<string>();
  let length = 0;
  starts.forEach((given, index) => {
    const start = Math.max(given, from);
    const end = Math.min(ends[index] as number, to);
    if (start > end) return;
    length += (end - start) / day;
    // What was asked for ends before `until`.
    const latest = end === to ? end - 1 : end;
    for (let at = Math.floor(start / day) * day; at <= latest; at += day) {
      dates.add(isoTime(at).slice(0, 10));
    }
  });
  return { length, dates: [...dates] };
}
