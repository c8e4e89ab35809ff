/** A set of pairs of whole numbers from 0 up, outside the JavaScript heap; some 20 bytes each. */
export interface PairSet {
  readonly size: number;
  /** Whether the pair is new. */
  add(first: number, second: number): boolean;
  /** All pairs, in no order. */
  each(take: (first: number, second: number) => void): void;
}

const empty = -1;

/** Makes an empty set: a hash table with open addressing that is never more than half full. */
export function createPairSet(): PairSet {
  let mask = 2 ** 10 - 1;
  let [firsts, seconds] = [createSlots(mask), createSlots(mask)];
  const set = {
    size: 0,
    add(first: number, second: number): boolean {
      let place = mixed(first, second) & mask;
      for (;;) {
        const known = firsts[place];
        if (known === empty) break;
        if (known === first && seconds[place] === second) return false;
        place = (place + 1) & mask;
      }
      firsts[place] = first;
      seconds[place] = second;
      if (++set.size * 2 > mask) grow();
      return true;
    },
    each(take: (first: number, second: number) => void): void {
      for (const [place, first] of firsts.entries()) {
        if (first !== empty) take(first, seconds[place] as number);
      }
    },
  };
  const grow = (): void => {
    const [oldFirsts, oldSeconds] = [firsts, seconds];
    mask = mask * 2 + 1;
    [firsts, seconds] = [createSlots(mask), createSlots(mask)];
    set.size = 0;
    for (const [place, first] of oldFirsts.entries()) {
      if (first !== empty) set.add(first, oldSeconds[place] as number);
    }
  };
  return set;
}

function createSlots(mask: number): Int32Array {
  return new Int32Array(mask + 1).fill(empty);
}

function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
