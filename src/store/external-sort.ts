import type { IntColumn, IntView } from './column.ts';
import { createPace, type Work } from './pausable-work.ts';
import type { Store } from './store.ts';

/** Numbers from 0 in order of their keys. */
export interface SortedOrder extends IntView {
  /** The key of the number at a place. */
  keyAt(place: number): number;
  /** Whether the numbers were in order from the start, so that every number stands at its own place. */
  readonly isGiven: boolean;
}

/** Numbers that are sorted in one go, in memory. */
const leastRun = 1_024;
const greatestRun = 65_536;
/** What a number of a run costs while it is sorted: its key, itself, and a copy. */
const runBytes = 64;

/**
 * Sorts the numbers below `length` by key, equal keys by `compare`.
 *
 * What is sorted often is in order already, or in long runs that are. So a row in order is left alone,
 * and runs are merged one pair after the other, going through the pages in sequence.
 */
export function* sortByKey(
  store: Store,
  length: number,
  keyOf: (number: number) => number,
  compare: (a: number, b: number) => number,
): Work<SortedOrder> {
  const isTime = createPace();
  const before = (a: number, b: number): boolean => {
    const difference = keyOf(a) - keyOf(b);
    return difference === 0 ? compare(a, b) <= 0 : difference < 0;
  };
  let sorted = 1;
  for (; sorted < length && before(sorted - 1, sorted); sorted++) if (isTime(1)) yield;
  if (sorted >= length) return { length, get: (place) => place, keyAt: keyOf, isGiven: true };

  const size = Math.max(leastRun, Math.min(greatestRun, Math.floor(store.room / 8 / runBytes)));
  let pairs = createPairs(store);
  let ends: number[] = [];
  for (let start = 0; start < length; start += size) {
    const end = Math.min(start + size, length);
    yield* pushRun(pairs, start, end, keyOf, compare);
    ends.push(end);
  }
  while (ends.length > 1) {
    const merged = createPairs(store);
    ends = yield* mergeAll(pairs, merged, ends, compare);
    pairs.free();
    pairs = merged;
  }
  return { length, get: pairs.numbers.get, keyAt: pairs.keys.get, isGiven: false };
}

interface Pairs {
  readonly keys: IntColumn;
  readonly numbers: IntColumn;
  free(): void;
}

function createPairs(store: Store): Pairs {
  const keys = store.wideColumn();
  const numbers = store.column(32);
  return {
    keys,
    numbers,
    free() {
      keys.free();
      numbers.free();
    },
  };
}

/** Appends the numbers from `start` up to `end` in order. */
function* pushRun(
  { keys, numbers }: Pairs,
  start: number,
  end: number,
  keyOf: (number: number) => number,
  compare: (a: number, b: number) => number,
): Work {
  const isTime = createPace();
  const own = Float64Array.from({ length: end - start }, (_, index) => keyOf(start + index));
  const inOrder = (a: number, b: number): number =>
    (own[a] as number) - (own[b] as number) || compare(start + a, start + b);
  const order = yield* sortNumbers(
    Int32Array.from(own, (_, index) => index),
    inOrder,
  );
  for (const index of order) {
    keys.push(own[index] as number);
    numbers.push(start + index);
    if (isTime(1)) yield;
  }
}

/** Numbers that are sorted without a pause. */
const sortedAtOnce = 4_096;

/** Sorts numbers on the heap; equal ones stay as they are. The row given is of no use afterwards. */
export function* sortNumbers(
  numbers: Int32Array,
  compare: (a: number, b: number) => number,
): Work<Int32Array> {
  for (let at = 0; at < numbers.length; at += sortedAtOnce) {
    numbers.subarray(at, at + sortedAtOnce).sort(compare);
    yield;
  }
  let [from, into] = [numbers, numbers.length > sortedAtOnce ? numbers.slice() : numbers];
  for (let size = sortedAtOnce; size < numbers.length; size *= 2) {
    for (let at = 0; at < numbers.length; at += size * 2) {
      yield* mergeTwo(from, into, [at, at + size, at + size * 2], compare);
    }
    [from, into] = [into, from];
  }
  return from;
}

/** Merges the numbers from the first place up to the second with those up to the third. */
function* mergeTwo(
  from: Int32Array,
  into: Int32Array,
  [start, middle, end]: readonly [number, number, number],
  compare: (a: number, b: number) => number,
): Work {
  const isTime = createPace();
  const [half, last] = [Math.min(middle, from.length), Math.min(end, from.length)];
  let [a, b] = [start, half];
  for (let at = start; at < last; at++) {
    const takesA = b === last || (a < half && compare(from[a] as number, from[b] as number) <= 0);
    into[at] = from[takesA ? a++ : b++] as number;
    if (isTime(1)) yield;
  }
}

/** Merges neighbouring runs, given by their ends, two and two; gives the ends of the longer runs. */
function* mergeAll(
  from: Pairs,
  into: Pairs,
  ends: readonly number[],
  compare: (a: number, b: number) => number,
): Work<number[]> {
  const isTime = createPace();
  const merged: number[] = [];
  let start = 0;
  for (let at = 0; at < ends.length; at += 2) {
    const middle = ends[at] as number;
    const end = ends[at + 1] ?? middle;
    let [a, b] = [start, middle];
    while (a < middle || b < end) {
      const [keyA, keyB] = [from.keys.get(a), from.keys.get(b)];
      const takesA =
        b === end ||
        (a < middle &&
          (keyA < keyB ||
            (keyA === keyB && compare(from.numbers.get(a), from.numbers.get(b)) <= 0)));
      const taken = takesA ? a++ : b++;
      into.keys.push(takesA ? keyA : keyB);
      into.numbers.push(from.numbers.get(taken));
      if (isTime(1)) yield;
    }
    merged.push(end);
    start = end;
  }
  return merged;
}
