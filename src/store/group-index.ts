import { type BlockView, emptyView, type IntColumn, type IntView, viewOf } from './column.ts';
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
 * on. A few are grouped on the heap; of more the numbers are in pages, and of many keys these are as well, which
 * takes some thirty bytes. Keys that are given as they are first met (numbers of texts, of combinations) keep each
 * group near its neighbours.
 */
export function* createGroupIndex(
  visit: (add: Add) => Work,
  store: Store = createStore(),
): Work<GroupIndex> {
  const few = createGroupsAtHand(store.atHand(mostGrouped), store);
  let many: Groups | undefined;
  // What there was no room for waits for the next pause, since moving takes pauses of its own.
  const waiting: number[] = [];
  const work = visit((key, value) => {
    if (many) many.add(key, value);
    else if (waiting.length > 0 || !few.add(key, value)) waiting.push(key, value);
  });
  for (let isDone = false; !isDone; ) {
    isDone = work.next().done === true;
    if (waiting.length > 0) {
      many = createGroupsInPages(store);
      yield* few.moveTo(many.add);
      for (let at = 0; at < waiting.length; at += 2) {
        many.add(waiting[at] as number, waiting[at + 1] as number);
      }
      waiting.length = 0;
    }
    if (!isDone) yield;
  }
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
  moveTo(add: Add): Work;
}

function createGroupsAtHand(most: number, store: Store): GroupsAtHand {
  // By key, the place of its group plus one.
  let places = new Int32Array(leastAtHand);
  const keys: number[] = [];
  const sizes: number[] = [];
  const added = createAdded(most, store);
  const placeOf = (key: number): number => {
    const index = key - leastKey;
    return index < places.length ? (places[index] as number) - 1 : -1;
  };
  return {
    add(key, value) {
      const index = key - leastKey;
      if (index >= most * sparse) return false;
      if (index >= places.length) places = grownNumbers(places, index + 1);
      let place = (places[index] as number) - 1;
      if (place < 0) {
        if (keys.length >= most) return false;
        place = keys.push(key) - 1;
        sizes.push(0);
        places[index] = place + 1;
      }
      sizes[place] = (sizes[place] as number) + 1;
      added.push(place, value);
      return true;
    },
    moveTo: (add) => added.each((place, value) => add(keys[place] as number, value)),
    *close() {
      const starts = startsOf(sizes);
      const sorted = yield* added.sorted(starts);
      return {
        keys: () => keys,
        of(key) {
          const place = placeOf(key);
          if (place < 0) return emptyView;
          const start = starts[place] as number;
          return sorted(start, (starts[place + 1] as number) - start);
        },
      };
    },
  };
}

/** Gives so many of the sorted numbers, from a place on. */
type Slices = (start: number, length: number) => IntView;

/** Numbers in the order of adding, each with the place of its group: the first so many on the heap, others in pages. */
function createAdded(most: number, store: Store) {
  let [order, values] = [new Int32Array(leastAtHand), new Int32Array(leastAtHand)];
  let count = 0;
  let later: { readonly order: IntColumn; readonly values: IntColumn } | undefined;
  const each = function* (visit: (place: number, value: number) => void): Work {
    const held = Math.min(count, most);
    for (let at = 0; at < held; at++) visit(order[at] as number, values[at] as number);
    yield;
    const [places, own] = [new Int32Array(atOnce), new Int32Array(atOnce)];
    for (let start = 0; later && start < later.order.length; start += atOnce) {
      later.order.read(start, places);
      later.values.read(start, own);
      const length = Math.min(atOnce, later.order.length - start);
      for (let at = 0; at < length; at++) visit(places[at] as number, own[at] as number);
      yield;
    }
  };
  return {
    push(place: number, value: number): void {
      if (count >= most) {
        later ??= { order: store.column(32), values: store.column(32) };
        later.order.push(place);
        later.values.push(value);
      } else {
        if (count === order.length) {
          order = grownNumbers(order, count + 1);
          values = grownNumbers(values, count + 1);
        }
        order[count] = place;
        values[count] = value;
      }
      count++;
    },
    each,
    *sorted(starts: Int32Array): Work<Slices> {
      yield;
      if (!later) {
        const sorted = sortedByPlace(order.subarray(0, count), values, starts);
        return (start, length) => viewOf(sorted.subarray(start, start + length));
      }
      const [next, sorted] = [starts.slice(), store.column(32)];
      yield* each((place, value) => {
        const to = next[place] as number;
        sorted.set(to, value);
        next[place] = to + 1;
      });
      later.order.free();
      later.values.free();
      return (start, length) => sliceOf(sorted, start, length);
    },
  };
}

/** So many numbers are looked at between two pauses. */
const atOnce = 1_024;

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

function sliceOf(sorted: BlockView, start: number, length: number): IntView {
  if (length > mostAtHand) return { length, get: (index) => sorted.get(start + index) };
  const numbers = new Int32Array(length);
  sorted.read(start, numbers);
  return viewOf(numbers);
}
