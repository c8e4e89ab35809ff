import type { BufferPool, Frame } from './buffer-pool.ts';
import { createPageTable } from './column.ts';

/** Words of 32 bits in pages, such as are written and read many at a time. */
export interface WordRuns {
  /** Writes words one after the other, the first of them at a place; words that nobody wrote are 0. */
  write(place: number, words: Int32Array): void;
  /** Fills `into` with the words from a place on. */
  read(place: number, into: Int32Array): void;
  /** Gives the pages back. */
  free(): void;
}

/** Makes a row of words that are all 0. */
export function createWordRuns(pool: BufferPool): WordRuns {
  const perPage = pool.pageBytes / 4;
  const table = createPageTable(pool, () => {});
  /** Goes through the pages that so many words from a place on lie in. */
  const visit = (
    place: number,
    count: number,
    use: (page: number, within: number, from: number, to: number) => void,
  ): void => {
    for (let from = 0; from < count; ) {
      const within = (place + from) % perPage;
      const to = Math.min(count, from + perPage - within);
      use((place + from - within) / perPage, within, from, to);
      from = to;
    }
  };
  const turn = (page: number): Frame => {
    const frame = table.frame(page);
    frame.used = true;
    return frame;
  };
  return {
    write(place, words) {
      visit(place, words.length, (page, within, from, to) => {
        const frame = turn(page);
        frame.dirty = true;
        frame.words.set(words.subarray(from, to), within);
      });
    },
    read(place, into) {
      visit(place, into.length, (page, within, from, to) => {
        if (!table.has(page)) into.fill(0, from, to);
        else into.set(turn(page).words.subarray(within, within + to - from), from);
      });
    },
    free: table.free,
  };
}
