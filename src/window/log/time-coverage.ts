import { day } from '../../event/duration.ts';
import { lowerBound } from '../../store/binary-search.ts';
import { createStore, type Store } from '../../store/store.ts';

/** Silences longer than this count as parts of the log that may be missing. */
export const longestSilence = day;

/** A span of time in which the log has no long silence; milliseconds, both ends seen. */
export interface CoveredInterval {
  readonly from: number;
  readonly to: number;
  /** Whether the log spoke of the time before, but those events were forgotten. */
  readonly isCut?: boolean;
}

/** Gathers the time that a log speaks of, from events in any order. */
export interface TimeCoverage {
  see(time: number): void;
  /** Sees all that another one saw. */
  join(other: TimeCoverage): void;
  /** The first and the last time of each day that has any, in order. */
  days(): Iterable<readonly [first: number, last: number]>;
  /** The intervals, in order. */
  intervals(): readonly CoveredInterval[];
}

/** Days between the year 0, the first that can be written, and 1970; one more for its zones. */
const daysBefore1970 = 719_530;
/** Added to a time, so that 0 is none: more milliseconds than any date is before 1970. */
const shift = 2 ** 50;

/**
 * Makes an empty coverage. It keeps two numbers for each day that has an event, so one event dated
 * 1970 is an interval of its own and does not make the log reach back to it. Events of one day are
 * never a long silence apart. Years have four digits, so there are 3.7 million days at most.
 */
export function createTimeCoverage(store: Store = createStore()): TimeCoverage {
  const [first, last] = [store.wideColumn(), store.wideColumn()];
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const see = (time: number): void => {
    const place = Math.floor(time / day) + daysBefore1970;
    const shifted = time + shift;
    const known = first.get(place);
    if (known === 0 || shifted < known) first.set(place, shifted);
    if (shifted > last.get(place)) last.set(place, shifted);
    if (place < earliest) earliest = place;
    if (place > latest) latest = place;
  };
  const days: TimeCoverage['days'] = function* () {
    for (let place = earliest; place <= latest; place++) {
      const from = first.get(place) - shift;
      if (from !== -shift) yield [from, last.get(place) - shift];
    }
  };
  return {
    see,
    join(other) {
      for (const times of other.days()) for (const time of times) see(time);
    },
    days,
    intervals() {
      const joined: { from: number; to: number }[] = [];
      for (const [from, to] of days()) {
        const before = joined.at(-1);
        if (before && from - before.to <= longestSilence) before.to = to;
        else joined.push({ from, to });
      }
      return joined;
    },
  };
}

/** The intervals from a moment on; one that holds it begins with it. */
export function intervalsFrom(
  intervals: readonly CoveredInterval[],
  time: number,
): readonly CoveredInterval[] {
  return intervals.flatMap(({ from, to }) =>
    to < time ? [] : [from < time ? { from: time, to, isCut: true } : { from, to }],
  );
}

/** From which moment on two logs cover time differently; infinite if they do not. */
export function firstDifference(
  some: readonly CoveredInterval[],
  others: readonly CoveredInterval[],
): number {
  for (let at = 0; at < Math.max(some.length, others.length); at++) {
    const [a, b] = [some[at], others[at]];
    if (!a || !b || a.from !== b.from || a.isCut !== b.isCut) {
      return Math.min(...[a, b].map((one) => one?.from ?? Number.POSITIVE_INFINITY));
    }
    if (a.to !== b.to) return Math.min(a.to, b.to);
  }
  return Number.POSITIVE_INFINITY;
}

/** The interval that holds a moment; an empty one at that moment if none does. */
export function intervalAt(covered: readonly CoveredInterval[], time: number): CoveredInterval {
  // Most logs have one interval.
  const [first] = covered;
  if (first && time >= first.from && time <= first.to) return first;
  const ends = { length: covered.length, get: (at: number) => (covered[at] as CoveredInterval).to };
  const interval = covered[lowerBound(ends, time)];
  return interval && interval.from <= time ? interval : { from: time, to: time };
}
