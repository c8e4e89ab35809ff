import { emptyView, type IntView, viewOf } from './column.ts';
import { createPace, type Work } from './pausable-work.ts';
import { createStore, type Store } from './store.ts';

/** Numbers by key, each group in the order of adding. */
export interface GroupIndex {
  /** The keys, in the order in which they were first met. */
  keys(): Iterable<number>;
  /** The numbers of a key; empty for a key that has none. */
  of(key: number): IntView;
}

/** Keys from here on can be grouped: a negative key or two stand for no key at all. */
const leastKey = -2;

/** Adds a number to a key. */
export type Add = (key: number, value: number) => void;

/**
 * Groups what `visit` adds. Numbers are whole and not negative, so are keys, from {@link leastKey}
 * on. A key and a number cost some thirty bytes in pages; keys that are given as they are first met
 * (numbers of texts, of combinations) keep each group near its neighbours.
 */
export function* createGroupIndex(
  visit: (add: Add) => Work,
  store: Store = createStore(),
): Work<GroupIndex> {
  const isTime = createPace();
  const row = () => store.column(32);
  const [places, keys, starts, order, values] = [row(), row(), row(), row(), row()];
  yield* visit((key, value) => {
    let place = places.get(key - leastKey) - 1;
    if (place < 0) {
      place = keys.length;
      keys.push(key);
      places.set(key - leastKey, place + 1);
    }
    starts.set(place + 2, starts.get(place + 2) + 1);
    order.push(place);
    values.push(value);
  });
  // Counts become starts, one place further on; filling moves each start to where the next begins.
  for (let place = 2; place < keys.length + 2; place++) {
    starts.set(place, starts.get(place) + starts.get(place - 1));
    if (isTime(1)) yield;
  }
  const sorted = row();
  for (let index = 0; index < values.length; index++) {
    const place = order.get(index) + 1;
    const at = starts.get(place);
    sorted.set(at, values.get(index));
    starts.set(place, at + 1);
    if (isTime(1)) yield;
  }
  order.free();
  values.free();
  return {
    *keys() {
      for (let place = 0; place < keys.length; place++) yield keys.get(place);
    },
    of(key) {
      const place = places.get(key - leastKey) - 1;
      if (place < 0) return emptyView;
      const start = starts.get(place);
      return sliceOf(sorted, start, starts.get(place + 1) - start);
    },
  };
}

/** So many numbers of a group are read at once: they are asked for over and over. */
const mostAtHand = 4_096;

function sliceOf(sorted: IntView, start: number, length: number): IntView {
  if (length > mostAtHand) return { length, get: (index) => sorted.get(start + index) };
  const numbers: number[] = [];
  for (let index = 0; index < length; index++) numbers.push(sorted.get(start + index));
  return viewOf(numbers);
}
