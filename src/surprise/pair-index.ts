import { grownNumbers } from '../store/grown-numbers.ts';

/** Numbers for pairs of numbers of 32 bits, from 0 in order of arrival; outside the JavaScript heap, 14 to 25 bytes each. */
export interface PairIndex {
  readonly size: number;
  /** The number of a pair, which is `size` if it is new; it is known from then on. */
  number(first: number, second: number): number;
  /** Undefined if the pair was never met. */
  find(first: number, second: number): number | undefined;
  first(number: number): number;
  second(number: number): number;
  /**
   * Begins anew in the room it has. Pairs that were there can still be read by their numbers, each until as many were added
   * anew: so they can be gone through in order, and some of them added.
   */
  restart(): void;
}

/** Pairs in the order of their numbers, as plain data. */
export interface PairsSnapshot {
  readonly firsts: Int32Array;
  readonly seconds: Int32Array;
}

/** All pairs of an index. */
export function pairsOf({
  size,
  first,
  second,
}: Pick<PairIndex, 'size' | 'first' | 'second'>): PairsSnapshot {
  const [firsts, seconds] = [new Int32Array(size), new Int32Array(size)];
  for (let number = 0; number < size; number++) {
    firsts[number] = first(number);
    seconds[number] = second(number);
  }
  return { firsts, seconds };
}

const leastPlaces = 1_024;

/** Up to so many pairs, the bits that their numbers leave in a place are of their hashes. */
const mostTagged = 2 ** 24 - 1;

/** Numbers of pairs take half as much room again when there is none: memory counts for more than time. */
export const growth = 1.5;

/**
 * Makes an empty index; the seed keys its hashes, so that nobody can choose pairs that meet. Up to `most` pairs, one less than a
 * power of two, are told apart by bits of their hashes.
 */
export function createPairIndex(seed = 0, most = mostTagged): PairIndex {
  const hash = createPairHash(seed);
  // Open addressing, at most three quarters full: in some bits of each place the number of its pair, plus one.
  let [places, numberBits] = [new Int32Array(leastPlaces), most];
  let [firsts, seconds] = [new Int32Array(leastPlaces), new Int32Array(leastPlaces)];
  const numberAt = (place: number): number => ((places[place] as number) & numberBits) - 1;
  // What has more bits than 32, such as hours in the year 200,000, is cut to them, or it would be new each time.
  const placeOf = (one: number, other: number): number => {
    const [first, second] = [one | 0, other | 0];
    const hashed = hash(first, second);
    let place = hashed & (places.length - 1);
    for (;;) {
      const found = places[place] as number;
      if (found === 0) return place;
      // The other bits of nearly all other pairs differ, which need not be looked at then: they are far away in memory.
      if (((found ^ hashed) & ~numberBits) === 0) {
        const number = (found & numberBits) - 1;
        if (firsts[number] === first && seconds[number] === second) return place;
      }
      place = (place + 1) & (places.length - 1);
    }
  };
  const hashAt = (number: number) => hash(firsts[number] as number, seconds[number] as number);
  /** Makes room for one more; gives whether pairs have other places now. */
  const makeRoom = (): boolean => {
    if (index.size === firsts.length) {
      firsts = grownNumbers(firsts, 0, growth);
      seconds = grownNumbers(seconds, 0, growth);
    }
    const width = (index.size + 1) * 4 > places.length * 3 ? places.length * 2 : places.length;
    if (width === places.length && index.size !== numberBits) return false;
    if (index.size === numberBits) numberBits = -1;
    places = filed(index.size, hashAt, width, numberBits);
    return true;
  };
  const index = {
    size: 0,
    number(first: number, second: number): number {
      let place = placeOf(first, second);
      const known = numberAt(place);
      if (known >= 0) return known;
      if (makeRoom()) place = placeOf(first, second);
      firsts[index.size] = first;
      seconds[index.size] = second;
      places[place] = tagged(hash(first | 0, second | 0), index.size, numberBits);
      return index.size++;
    },
    find(first: number, second: number): number | undefined {
      const number = numberAt(placeOf(first, second));
      return number < 0 ? undefined : number;
    },
    first: (number: number): number => firsts[number] as number,
    second: (number: number): number => seconds[number] as number,
    restart(): void {
      places.fill(0);
      index.size = 0;
    },
  };
  return index;
}

/** The number of a pair, plus one, in its bits; in the others, what its hash has there. */
function tagged(hash: number, number: number, numberBits: number): number {
  return (hash & ~numberBits) | (number + 1);
}

/** Pairs below a number in so many places, a power of two. */
function filed(
  size: number,
  hashOf: (number: number) => number,
  width: number,
  numberBits: number,
): Int32Array<ArrayBuffer> {
  const places = new Int32Array(width);
  for (let number = 0; number < size; number++) {
    const hash = hashOf(number);
    let place = hash & (width - 1);
    while (places[place] !== 0) place = (place + 1) & (width - 1);
    places[place] = tagged(hash, number, numberBits);
  }
  return places;
}

/** A hash of two factors that nobody knows who does not know the seed; five times as fast as one of texts. */
function createPairHash(seed: number): (first: number, second: number) => number {
  const one = Math.imul(seed ^ 0x2545f491, 0x9e3779b1) | 1;
  const other = Math.imul(seed ^ 0x6c62272e, 0x85ebca6b) | 1;
  return (first, second) => {
    const sum = Math.imul(first, one) + Math.imul(second, other);
    const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
    return mixed ^ (mixed >>> 13);
  };
}
