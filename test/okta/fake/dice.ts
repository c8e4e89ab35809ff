/** A seeded source of chance: the same seed gives the same numbers. */
export interface Dice {
  /** At least 0, less than 1. */
  readonly next: () => number;
  /** A whole number, at least 0, below `sides`. */
  readonly below: (sides: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Mulberry32: small, fast, good enough to schedule faults. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (sides: number): number => Math.floor(next() * sides);
  return { next, below, pick: (from) => from[below(from.length)] as (typeof from)[number] };
}
