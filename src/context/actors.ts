import type { Dictionary } from './dictionary.ts';
import { createNumbers } from './numbers.ts';
import { createPages, type Pages } from './pages.ts';

/** Counts different actors; one costs a byte beside its place in the dictionary. */
export interface Actors {
  see(id: string): void;
  /** Whether the actor of this number in the dictionary was seen. */
  has(number: number): boolean;
  /** Takes one over that is counted already. */
  adopt(number: number): void;
  count(): number;
}

/** Makes a count of none, or of those that were counted before. */
export function createActors(
  dictionary: Dictionary,
  pages: Pages = createPages(),
  before = 0,
): Actors {
  const seen = createNumbers(pages, 8);
  let count = before;
  return {
    has: (number) => seen.get(number) === 1,
    adopt: (number) => seen.set(number, 1),
    see(id) {
      const number = dictionary.single(id);
      if (seen.get(number) === 1) return;
      seen.set(number, 1);
      count++;
    },
    count: () => count,
  };
}
