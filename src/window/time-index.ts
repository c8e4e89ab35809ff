import { lowerBound } from '../store/binary-search.ts';
import { type IntView, viewOf } from '../store/column.ts';
import { sortByKey } from '../store/external-sort.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { EventTable, Row } from './event-table.ts';

/** Remembered events in order of time; a rank is an event's place in it. */
export interface TimeIndex {
  readonly length: number;
  rowAt(rank: number): Row;
  rankOf(row: Row): number;
  /** Milliseconds, ascending. */
  timeAt(rank: number): number;
  /** The first rank whose time is `time` or later. */
  firstAt(time: number): number;
}

/** One time of so many stays on the heap (a quarter of a byte an event), so that a search reads one page. */
const stride = 32;

/**
 * Sorts what an event table holds by time, and events of the same instant by uuid, so that the order does
 * not depend on how the log was split or delivered.
 */
export function* createTimeIndex(table: EventTable, store: Store = table.store): Work<TimeIndex> {
  const order = yield* sortByKey(store, table.size, table.time, (a, b) =>
    compareUuids(table, a, b),
  );
  const { length } = order;
  const times: IntView = { length, get: order.keyAt };
  const every = new Float64Array(Math.ceil(length / stride));
  const isTime = createPace();
  for (let at = 0; at < every.length; at++) {
    every[at] = order.keyAt(at * stride);
    if (isTime(1)) yield;
  }
  const fences = viewOf(every);
  return {
    length,
    rowAt: order.get,
    rankOf: order.isGiven ? order.get : yield* invert(order.get, length, store),
    timeAt: order.keyAt,
    firstAt(time) {
      const fence = lowerBound(fences, time);
      const low = Math.max(0, fence - 1) * stride;
      return lowerBound(times, time, low, Math.min(fence * stride, length));
    },
  };
}

function* invert(
  get: (place: number) => number,
  length: number,
  store: Store,
): Work<(number: number) => number> {
  const isTime = createPace();
  const places = store.column(32);
  for (let place = 0; place < length; place++) {
    places.set(get(place), place);
    if (isTime(1)) yield;
  }
  return places.get;
}

function compareUuids(table: EventTable, a: Row, b: Row): number {
  const [first, second] = [table.uuid(a), table.uuid(b)];
  return first < second ? -1 : first > second ? 1 : a - b;
}
