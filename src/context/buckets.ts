import type { Accumulator, Values } from './functions/accumulator.ts';
import { farOff } from './functions.ts';
import type { Slice } from './numbers.ts';

/** The newest bucket of a window, measured by those before it, for events in order of time. */
export interface Buckets {
  /**
   * How far off the newest bucket is; undefined if there are fewer than three. Events from `heard` on
   * are known (milliseconds); buckets that begin earlier do not count.
   */
  measure(rank: number, heard: number): number | undefined;
}

interface Bucketed {
  /** Milliseconds of a bucket, and how many a window has. */
  readonly every: number;
  readonly count: number;
  /** Milliseconds. */
  timeAt(rank: number): number;
  /** Ranks of the window's events, ascending, and what each contributes. */
  readonly members: Slice;
  valuesOf(rank: number): Values;
  create(): Accumulator;
}

/**
 * Cuts a window into buckets, counted back from the event: the newest holds the event and what lies
 * less than `every` before it. An event enters and leaves each bucket once.
 */
export function createBuckets(bucketed: Bucketed): Buckets {
  const { every, count, timeAt, members, valuesOf, create } = bucketed;
  const buckets = Array.from({ length: count }, () => ({
    accumulator: create(),
    first: 0,
    next: 0,
  }));
  const timeOf = (index: number): number => timeAt(members.get(index));
  return {
    measure(rank, heard) {
      const time = timeAt(rank);
      const sizes: number[] = [];
      for (const [age, bucket] of buckets.entries()) {
        const until = time - age * every;
        const { accumulator } = bucket;
        for (; bucket.next < members.length; bucket.next++) {
          const member = members.get(bucket.next);
          if (member > rank || timeOf(bucket.next) > until) break;
          accumulator.add(valuesOf(member), member);
        }
        for (
          ;
          bucket.first < bucket.next && timeOf(bucket.first) <= until - every;
          bucket.first++
        ) {
          accumulator.remove(valuesOf(members.get(bucket.first)));
        }
        if (until - every >= heard) sizes.push((accumulator.read([]) as number | undefined) ?? 0);
      }
      return sizes.length < 3 ? undefined : deviationOf(sizes);
    },
  };
}

/** By how many (population) standard deviations the first number differs from the mean of the others. */
function deviationOf([newest = 0, ...others]: readonly number[]): number {
  const mean = others.reduce((sum, size) => sum + size, 0) / others.length;
  const [one] = others;
  if (others.every((size) => size === one)) return Math.sign(newest - (one ?? 0)) * farOff;
  const squares = others.reduce((sum, size) => sum + (size - mean) ** 2, 0);
  const deviations = (newest - mean) / Math.sqrt(squares / others.length);
  return Math.max(-farOff, Math.min(farOff, deviations));
}
