import { lowerBound } from './lower-bound.ts';
import type { Memory, Row } from './memory.ts';

/** Remembered events in order of time; a rank is an event's place in it. */
export interface Timeline {
  readonly rows: Int32Array;
  readonly ranks: Int32Array;
  /** Time by rank, ascending. */
  readonly times: Float64Array;
  /** The first rank whose time is `time` or later. */
  firstAt(time: number): number;
}

/**
 * Sorts what a memory holds by time, and events of the same instant by uuid, so that the order does
 * not depend on how the log was split or delivered.
 */
export function createTimeline(memory: Memory): Timeline {
  const rows = Int32Array.from({ length: memory.size }, (_, row) => row);
  rows.sort((a, b) => memory.time(a) - memory.time(b) || compareUuids(memory, a, b));
  const ranks = new Int32Array(rows.length);
  for (const [rank, row] of rows.entries()) ranks[row] = rank;
  const times = Float64Array.from(rows, memory.time);
  return { rows, ranks, times, firstAt: (time) => lowerBound(times, time) };
}

function compareUuids(memory: Memory, a: Row, b: Row): number {
  const [first, second] = [memory.uuid(a), memory.uuid(b)];
  return first < second ? -1 : first > second ? 1 : a - b;
}
