import { emptyView, type IntView, viewOf } from './column.ts';
import { grownNumbers } from './grown-numbers.ts';
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
 * on. A few are grouped on the heap; of more a key and a number cost some thirty bytes in pages, and keys
 * that are given as they are first met (numbers of texts, of combinations) keep each group near its neighbours.
 */
export function* createGroupIndex(
  visit: (add: Add) => Work,
  store: Store = createStore(),
): Work<GroupIndex> {
  const few = createGroupsAtHand(store.atHand(mostGrouped));
  let many: Groups | undefined;
  yield* visit((key, value) => {
    if (!many && few.add(key, value)) return;
    if (!many) {
      many = createGroupsInPages(store);
      few.moveTo(many.add);
    }
    many.add(key, value);
  });
  return yield* (many ?? few).close();
}

/** Numbers by key while they are added. */
interface Groups {
  add: Add;
  /** Sorts what was added; nothing can be added from then on. */
  close(): Work<GroupIndex>;
}

/** So many numbers are grouped on the heap, if the budget is not small. */
const mostGrouped = 2 ** 17;

/** No key is so much greater than the number of numbers that are on the heap. */
const sparse = 8;

interface GroupsAtHand extends Omit<Groups, 'add'> {
  /** Gives false if there is no room for it. */
  add(key: number, value: number): boolean;
  moveTo(add: Add): void;
}

function createGroupsAtHand(most: number): GroupsAtHand {
  // By key, the place of its group plus one.
  let places = new Int32Array(leastAtHand);
  let [order, values] = [new Int32Array(leastAtHand), new Int32Array(leastAtHand)];
  let count = 0;
  const keys: number[] = [];
  const sizes: number[] = [];
  const placeOf = (key: number): number => {
    const index = key - leastKey;
    return index < places.length ? (places[index] as number) - 1 : -1;
  };
  return {
    add(key, value) {
      const index = key - leastKey;
      if (count >= most || index >= most * sparse) return false;
      if (index >= places.length) places = grownNumbers(places, index + 1);
      let place = (places[index] as number) - 1;
      if (place < 0) {
        place = keys.push(key) - 1;
        sizes.push(0);
        places[index] = place + 1;
      }
      if (count === order.length) {
        order = grownNumbers(order, count + 1);
        values = grownNumbers(values, count + 1);
      }
      sizes[place] = (sizes[place] as number) + 1;
      order[count] = place;
      values[count++] = value;
      return true;
    },
    moveTo(add) {
      for (let at = 0; at < count; at++) {
        add(keys[order[at] as number] as number, values[at] as number);
      }
    },
    *close() {
      yield;
      const starts = startsOf(sizes);
      const sorted = sortedByPlace(order.subarray(0, count), values, starts);
      return {
        keys: () => keys,
        of(key) {
          const place = placeOf(key);
          if (place < 0) return emptyView;
          return viewOf(sorted.subarray(starts[place], starts[place + 1]));
        },
      };
    },
  };
}

const leastAtHand = 64;

/** Where each group starts, and the last one ends. */
function startsOf(sizes: readonly number[]): Int32Array {
  const starts = new Int32Array(sizes.length + 1);
  for (let place = 0; place < sizes.length; place++) {
    starts[place + 1] = (starts[place] as number) + (sizes[place] as number);
  }
  return starts;
}

/** The values group by group, each in the order of adding. */
function sortedByPlace(places: Int32Array, values: Int32Array, starts: Int32Array): Int32Array {
  const next = starts.slice();
  const sorted = new Int32Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    const to = next[place] as number;
    sorted[to] = values[at] as number;
    next[place] = to + 1;
  }
  return sorted;
}

function createGroupsInPages(store: Store): Groups {
  const row = () => store.column(32);
  const [places, keys, starts, order, values] = [row(), row(), row(), row(), row()];
  return {
    add(key, value) {
      let place = places.get(key - leastKey) - 1;
      if (place < 0) {
        place = keys.length;
        keys.push(key);
        places.set(key - leastKey, place + 1);
      }
      starts.set(place + 2, starts.get(place + 2) + 1);
      order.push(place);
      values.push(value);
    },
    *close() {
      const isTime = createPace();
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
