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

const leastPlaces = 1_024;

/** Numbers of pairs take half as much room again when there is none: memory counts for more than time. */
export const growth = 1.5;

/** Makes an empty index; the seed keys its hashes, so that nobody can choose pairs that meet. */
export function createPairIndex(seed = 0): PairIndex {
  const hash = createPairHash(seed);
  let mask = leastPlaces - 1;
  // Open addressing, at most three quarters full: the number of the pair at each place, plus one.
  let places = new Int32Array(leastPlaces);
  let [firsts, seconds] = [new Int32Array(leastPlaces), new Int32Array(leastPlaces)];
  // What has more bits than 32, such as hours in the year 200,000, is cut to them, or it would be new each time.
  const placeOf = (one: number, other: number): number => {
    const [first, second] = [one | 0, other | 0];
    let place = hash(first, second) & mask;
    for (;;) {
      const number = (places[place] as number) - 1;
      if (number < 0 || (firsts[number] === first && seconds[number] === second)) return place;
      place = (place + 1) & mask;
    }
  };
  const widen = (): void => {
    mask = mask * 2 + 1;
    places = new Int32Array(mask + 1);
    for (let number = 0; number < index.size; number++) {
      const place = placeOf(firsts[number] as number, seconds[number] as number);
      places[place] = number + 1;
    }
  };
  const index = {
    size: 0,
    number(first: number, second: number): number {
      let place = placeOf(first, second);
      const known = (places[place] as number) - 1;
      if (known >= 0) return known;
      if (index.size === firsts.length) {
        firsts = grownNumbers(firsts, 0, growth);
        seconds = grownNumbers(seconds, 0, growth);
      }
      if ((index.size + 1) * 4 > places.length * 3) {
        widen();
        place = placeOf(first, second);
      }
      firsts[index.size] = first;
      seconds[index.size] = second;
      places[place] = ++index.size;
      return index.size - 1;
    },
    find(first: number, second: number): number | undefined {
      const number = (places[placeOf(first, second)] as number) - 1;
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
