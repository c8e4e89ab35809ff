import { createHashIndex } from './hash-index.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { createStore, type Store } from './store.ts';

/** Numbers for combinations of numbers. */
export interface TupleDictionary {
  /**
   * Every combination of one number from each list, as one number each: equal combinations have
   * equal numbers. None if a list is empty; at most `limit`.
   */
  combine(lists: readonly (readonly number[])[], limit: number): readonly number[];
  /** The only combination of the first so many numbers; the same number as {@link combine} gives it. */
  only(numbers: ArrayLike<number>, count: number): number;
}

const noTuple = -1;

/** Makes an empty table of combinations; a single list stands for itself and is not stored. */
export function createTupleDictionary(store: Store = createStore()): TupleDictionary {
  const pair = createPairs(store);
  return {
    combine(lists, limit) {
      if (lists.length === 0) return [noTuple];
      const [first, ...others] = lists as [readonly number[], ...(readonly number[])[]];
      let combined = first.length > limit ? first.slice(0, limit) : first;
      for (const list of others) {
        const [a, b] = [combined[0], list[0]];
        combined =
          combined.length === 1 && list.length === 1
            ? [pair(a as number, b as number)]
            : combined.flatMap((one) => list.map((other) => pair(one, other))).slice(0, limit);
      }
      return combined;
    },
    only(numbers, count) {
      if (count === 0) return noTuple;
      let combined = numbers[0] as number;
      for (let at = 1; at < count; at++) combined = pair(combined, numbers[at] as number);
      return combined;
    },
  };
}

/** So many pairs are at hand (a power of two), each at one place: the same ones come over and over. */
const mostAtHand = 1_024;

/** Spreads pairs over the places at hand; which of them meet there changes nothing but how long it takes. */
const spreading = 31;

/** Numbers for pairs, from 0 in order of arrival. */
function createPairs(store: Store): (a: number, b: number) => number {
  const find = createPairIndex(store);
  let held: Int32Array | undefined;
  return (a, b) => {
    held ??= new Int32Array(mostAtHand * 3);
    const place = (Math.imul(a, spreading) + b) & (mostAtHand - 1);
    const at = place * 3;
    // One more than the number, since 0 is what nobody has written.
    const known = held[at + 2] as number;
    if (known > 0 && held[at] === a && held[at + 1] === b) return known - 1;
    const number = find(a, b);
    held[at] = a;
    held[at + 1] = b;
    held[at + 2] = number + 1;
    return number;
  };
}

function createPairIndex(store: Store): (a: number, b: number) => number {
  const lookup = createHashIndex(store);
  const hash = createKeyedHash(store.seed);
  const parts = store.column(32);
  let [first, second] = [0, 0];
  const is = (number: number): boolean =>
    parts.get(number * 2) === first && parts.get(number * 2 + 1) === second;
  return (a, b) => {
    [first, second] = [a | 0, b | 0];
    const key = hash.words(first, second, 0, 0);
    const known = lookup.find(key, is);
    if (known !== undefined) return known;
    const number = parts.length / 2;
    lookup.add(key, number);
    parts.push(first);
    parts.push(second);
    return number;
  };
}
