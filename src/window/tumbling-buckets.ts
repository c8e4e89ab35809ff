import type { IntView } from '../store/column.ts';
import type { Accumulator, Values } from './aggregate/accumulator.ts';
import { farOff } from './aggregate/aggregates.ts';

/** The newest bucket of a window, measured by those before it, for events in order of time. */
export interface TumblingBuckets {
  /** How far off each size of the newest bucket is; undefined if there are fewer than three buckets. */
  deviations(asked: Asked): readonly (number | undefined)[];
  /** The one size that a bucket has as it is. */
  size(bucket: Accumulator): readonly number[];
}

interface Asked {
  readonly rank: number;
  /** The rank up to and without which events are in the newest bucket. */
  readonly end: number;
  /** Milliseconds; events from here on are known, and buckets that begin earlier do not count. */
  readonly heard: number;
  /** The sizes that the newest bucket has. */
  readonly read: (bucket: Accumulator) => readonly number[];
}

interface Bucketed {
  /** Milliseconds of a bucket, and how many a window has. */
  readonly every: number;
  readonly count: number;
  /** Milliseconds. */
  timeAt(rank: number): number;
  /** Ranks of the window's events, ascending, and what each contributes. */
  readonly members: IntView;
  valuesOf(rank: number): Values;
  create(): Accumulator;
}

/**
 * Cuts a window into buckets, counted back from the event: the newest holds the event and what lies
 * less than `every` before it. An event enters and leaves each bucket once.
 */
export function createTumblingBuckets(bucketed: Bucketed): TumblingBuckets {
  const { every, count, timeAt, members, valuesOf, create } = bucketed;
  const buckets = Array.from({ length: count }, () => ({
    accumulator: create(),
    first: 0,
    next: 0,
  }));
  const timeOf = (index: number): number => timeAt(members.get(index));
  const size: TumblingBuckets['size'] = (bucket) => [(bucket.read([]) as number | undefined) ?? 0];
  return {
    size,
    deviations({ rank, end, heard, read }) {
      const time = timeAt(rank);
      const sizes: number[] = [];
      let newest: readonly number[] = [];
      for (const [age, bucket] of buckets.entries()) {
        const until = time - age * every;
        const { accumulator } = bucket;
        for (; bucket.next < members.length; bucket.next++) {
          const member = members.get(bucket.next);
          if (member >= end || timeOf(bucket.next) > until) break;
          accumulator.add(valuesOf(member), member);
        }
        for (
          ;
          bucket.first < bucket.next && timeOf(bucket.first) <= until - every;
          bucket.first++
        ) {
          accumulator.remove(valuesOf(members.get(bucket.first)));
        }
        if (age === 0) newest = read(accumulator);
        if (until - every >= heard) sizes.push(size(accumulator)[0] as number);
      }
      const [, ...others] = sizes;
      return newest.map((size) => (others.length < 2 ? undefined : deviationOf(size, others)));
    },
  };
}

/** By how many (population) standard deviations the first number differs from the mean of the others. */
function deviationOf(newest: number, others: readonly number[]): number {
  const mean = others.reduce((sum, size) => sum + size, 0) / others.length;
  const [one] = others;
  if (others.every((size) => size === one)) return Math.sign(newest - (one ?? 0)) * farOff;
  const squares = others.reduce((sum, size) => sum + (size - mean) ** 2, 0);
  const deviations = (newest - mean) / Math.sqrt(squares / others.length);
  return Math.max(-farOff, Math.min(farOff, deviations));
}
