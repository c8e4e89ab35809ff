import type { Dictionary } from './dictionary.ts';
import { createNumbers } from './numbers.ts';
import { createPages, type Pages } from './pages.ts';

/** Counts different actors; one costs a byte beside its place in the dictionary. */
export interface Actors {
  see(id: string): void;
  count(): number;
}

/** Makes a count of none. */
export function createActors(dictionary: Dictionary, pages: Pages = createPages()): Actors {
  const seen = createNumbers(pages, 8);
  let count = 0;
  return {
    see(id) {
      const number = dictionary.single(id);
      if (seen.get(number) === 1) return;
      seen.set(number, 1);
      count++;
    },
    count: () => count,
  };
}
