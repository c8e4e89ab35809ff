import {
  type BufferPool,
  createBufferPool,
  type FrozenPages,
  type MemoryBudget,
} from './buffer-pool.ts';
import {
  type AppendColumn,
  type ColumnSnapshot,
  type ColumnWidth,
  type CompactSnapshot,
  createColumn,
  createCompactColumn,
  createWideColumn,
  type FixedColumn,
  type IntColumn,
  type PairedColumn,
} from './column.ts';
import { createWordRuns, type WordRuns } from './word-runs.ts';

/**
 * Where all that grows is kept: columns over the pages of one buffer pool. A column is empty, or opened from the snapshot of one
 * in the store whose spill this one reads.
 */
export interface Store extends Omit<BufferPool, 'pageBytes' | 'take' | 'release'> {
  /** A column of numbers. */
  column(width: ColumnWidth, from?: ColumnSnapshot): IntColumn;
  /** Words that are written and read many at a time. */
  runs(): WordRuns;
  /** A column of whole numbers as large as JavaScript has them, such as milliseconds. */
  wideColumn(from?: ColumnSnapshot): IntColumn;
  /** A column of numbers that are not negative and mostly small; they take as few bytes as they can. */
  compactColumn(from?: CompactSnapshot): AppendColumn;
  /**
   * So many bytes, all 0: on the heap if they are few for the budget, which is several times faster
   * than pages.
   */
  bytes(length: number): FixedColumn;
  /** So many words of 32 bits, all 0: on the heap if they are few for the budget. */
  words(length: number): FixedColumn;
  /** How many numbers may stand on the heap together: `most`, or fewer if the budget is small. */
  atHand(most: number): number;
  /** A store over the same pages, all of whose columns are freed with one call. */
  scratch(): Scratch;
}

export interface Scratch extends Store {
  free(): void;
}

/** Gives scratches one after the other; each frees the one before. */
export function createScratches(): (store: Pick<Store, 'scratch'>) => Scratch {
  let last: Scratch | undefined;
  return (store) => {
    last?.free();
    last = store.scratch();
    return last;
  };
}

/** One column may take so small a part of the room on the heap, and not more than this in any case. */
const heapShare = 64;
const mostOnHeap = 16 * 1024 * 1024;

/**
 * Makes an empty store, or one over what another store froze, whose seed it has then. Throws a RangeError if the
 * budget is no number.
 */
export function createStore(allowance?: MemoryBudget, frozen?: FrozenPages): Store {
  return storeOver(createBufferPool(allowance, frozen));
}

/** A store over a pool; what frees its columns is noted in `ends`. */
function storeOver(pool: BufferPool, ends?: (() => void)[]): Store {
  const { room } = pool;
  const isSmall = (bytes: number): boolean => bytes <= Math.min(room / heapShare, mostOnHeap);
  const columnOf = (width: ColumnWidth, from?: ColumnSnapshot): PairedColumn => {
    const made = createColumn(pool, width, from);
    ends?.push(made.free);
    return made;
  };
  const store: Store = {
    ...pool,
    column: columnOf,
    runs() {
      const made = createWordRuns(pool);
      ends?.push(made.free);
      return made;
    },
    wideColumn: (from) => createWideColumn(columnOf(32, from)),
    compactColumn: (from) => createCompactColumn(columnOf, from),
    bytes(length) {
      if (!isSmall(length)) return store.column(8);
      const bytes = new Uint8Array(length);
      return {
        get: (index) => bytes[index] as number,
        set(index, value) {
          bytes[index] = value;
        },
      };
    },
    words(length) {
      if (!isSmall(length * 4)) return store.column(32);
      const words = new Int32Array(length);
      return {
        get: (index) => words[index] as number,
        set(index, value) {
          words[index] = value;
        },
      };
    },
    atHand: (most) => Math.min(most, Math.floor(room / 512)),
    scratch() {
      const frees: (() => void)[] = [];
      const free = (): void => {
        for (const end of frees.splice(0)) end();
      };
      return { ...storeOver(pool, frees), free };
    },
  };
  return store;
}
