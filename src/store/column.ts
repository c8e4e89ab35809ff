import type { BufferPool, Frame, PageOwner } from './buffer-pool.ts';

/** Bits of a number: 8 and 16 hold what is not negative, 32 any signed number of that size. */
export type ColumnWidth = 8 | 16 | 32;

/** Numbers to read, by place from 0. */
export interface IntView {
  readonly length: number;
  get(index: number): number;
}

/** A row of numbers that grows; its pages live outside the JavaScript heap, or wait on disk. */
export interface IntColumn extends IntView {
  push(value: number): void;
  /** Writes a number anywhere; what lies between it and the old end is 0 and costs nothing. */
  set(index: number, value: number): void;
  /** Gives its pages back; it is empty then. */
  free(): void;
}

/**
 * Numbers as seen from inside. The length is a property like any other: an object with a getter of
 * its own has a shape of its own, and V8 would give up its fast paths for all of them.
 */
interface Growing extends IntColumn {
  length: number;
}

/** No numbers at all. */
export const emptyView: IntView = { length: 0, get: () => 0 };

/** The numbers, one after the other. */
export function* each(numbers: IntView): Generator<number> {
  for (let at = 0; at < numbers.length; at++) yield numbers.get(at);
}

/** The first place of an ascending row whose number is `value` or more. */
export function placeOf(sorted: IntView, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted.get(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a page costs in the tables of its row. */
const entryBytes = 24;

/**
 * Makes an empty row of numbers. It ends with the scope, if the pages are one.
 *
 * All pages are seen as words of 32 bits, out of which narrower numbers are cut: then one piece of
 * code serves every row, and the engine compiles it for one kind of array.
 */
export function createColumn(pages: BufferPool, width: ColumnWidth): IntColumn {
  const perWord = Math.log2(32 / width);
  const part = 32 / width - 1;
  const cut = width === 32 ? -1 : 2 ** width - 1;
  const widthShift = Math.log2(width);
  const shift = Math.log2((pages.pageBytes * 8) / width);
  const mask = pages.pageBytes / 4 - 1;
  let frames: (Frame | undefined)[] = [];
  let slots: (number | undefined)[] = [];
  // The page last turned to answers at once; most access is to the same page over and over.
  let current = -1;
  let frame = nowhere;
  let words = nowhere.words;

  const owner: PageOwner = {
    slotOf: (page) => slots[page],
    leave(page, slot) {
      slots[page] = slot;
      frames[page] = undefined;
      if (page === current) current = -1;
    },
  };
  const load = (page: number): Frame => {
    while (frames.length <= page) {
      frames.push(undefined);
      slots.push(undefined);
      pages.charge(entryBytes);
    }
    const loaded = pages.take(owner, page, slots[page]);
    frames[page] = loaded;
    return loaded;
  };
  const turn = (page: number): void => {
    frame = frames[page] ?? load(page);
    frame.used = true;
    words = frame.words;
    current = page;
  };
  const numbers: Growing = {
    length: 0,
    get(index) {
      if (index >= numbers.length) return 0;
      const page = index >>> shift;
      if (page !== current) {
        if (frames[page] === undefined && slots[page] === undefined) return 0;
        turn(page);
      }
      const word = words[(index >>> perWord) & mask] as number;
      return (word >> ((index & part) << widthShift)) & cut;
    },
    set(index, value) {
      const page = index >>> shift;
      if (page !== current) turn(page);
      frame.dirty = true;
      const at = (index >>> perWord) & mask;
      const by = (index & part) << widthShift;
      words[at] = ((words[at] as number) & ~(cut << by)) | ((value & cut) << by);
      if (index >= numbers.length) numbers.length = index + 1;
    },
    push: (value) => numbers.set(numbers.length, value),
    free() {
      for (const [page, frame] of frames.entries()) pages.release(frame, slots[page]);
      pages.charge(-entryBytes * frames.length);
      [frames, slots, current] = [[], [], -1];
      numbers.length = 0;
    },
  };
  pages.onFree?.(numbers.free);
  return numbers;
}

/**
 * Makes a row of bytes, all 0, of which it is known how many there will be: on the heap if they are
 * few for the budget, which is several times faster than pages.
 */
export function createByteColumn(
  pages: BufferPool,
  length: number,
): Pick<IntColumn, 'get' | 'set'> {
  if (length > Math.min(pages.room / heapShare, mostOnHeap)) return createColumn(pages, 8);
  const bytes = new Uint8Array(length);
  return {
    get: (index) => bytes[index] as number,
    set(index, value) {
      bytes[index] = value;
    },
  };
}

/** One row of bytes may take so small a part of the room, and not more than this in any case. */
const heapShare = 64;
const mostOnHeap = 16 * 1024 * 1024;

/**
 * Makes a row of words, all 0, of which it is known how many there will be: on the heap if they are few
 * for the budget.
 */
export function createWordColumn(
  pages: BufferPool,
  length: number,
): Pick<IntColumn, 'get' | 'set'> {
  if (length * 4 > Math.min(pages.room / heapShare, mostOnHeap)) return createColumn(pages, 32);
  const words = new Int32Array(length);
  return {
    get: (index) => words[index] as number,
    set(index, value) {
      words[index] = value;
    },
  };
}

/** Those of some numbers that are kept; all of them are the same row again. */
export function select(
  numbers: IntView,
  keeps: (number: number) => boolean,
  pages: BufferPool,
): IntView {
  let all = 0;
  while (all < numbers.length && keeps(numbers.get(all))) all++;
  if (all === numbers.length) return numbers;
  const kept =
    numbers.length > atHand(pages, mostSelected) ? createColumn(pages, 32) : createHeapNumbers();
  for (let at = 0; at < all; at++) kept.push(numbers.get(at));
  for (let at = all + 1; at < numbers.length; at++) {
    const number = numbers.get(at);
    if (keeps(number)) kept.push(number);
  }
  return kept;
}

/** How many numbers may stand on the heap together: `most`, or fewer if the budget is small. */
export function atHand(pages: BufferPool, most: number): number {
  return Math.min(most, Math.floor(pages.room / 512));
}

const mostSelected = 4_096;

function createHeapNumbers(): Pick<Growing, 'push' | 'get' | 'length'> {
  const held: number[] = [];
  const numbers: Pick<Growing, 'push' | 'get' | 'length'> = {
    length: 0,
    push: (value) => {
      numbers.length = held.push(value);
    },
    get: (index) => held[index] as number,
  };
  return numbers;
}

/** Before the first page is turned to. */
const nowhere: Frame = {
  words: new Int32Array(0),
  owner: undefined,
  page: 0,
  used: false,
  dirty: false,
};

/** A row of whole numbers as large as JavaScript has them, such as milliseconds; two words each. */
export function createWideColumn(pages: BufferPool): IntColumn {
  const words = createColumn(pages, 32);
  const numbers: Growing = {
    length: 0,
    get: (index) => words.get(index * 2) * 2 ** 32 + (words.get(index * 2 + 1) >>> 0),
    set(index, value) {
      words.set(index * 2, Math.floor(value / 2 ** 32));
      words.set(index * 2 + 1, value | 0);
      if (index >= numbers.length) numbers.length = index + 1;
    },
    push: (value) => numbers.set(numbers.length, value),
    free() {
      words.free();
      numbers.length = 0;
    },
  };
  return numbers;
}

/**
 * A row of small numbers that takes one byte each for as long as they fit, then two, then four. Most
 * fields of a log have few different values.
 */
export function createCompactColumn(pages: BufferPool): Pick<IntColumn, 'push' | 'get' | 'length'> {
  const bytes = createColumn(pages, 8);
  const halves = createColumn(pages, 16);
  const words = createColumn(pages, 32);
  // Each row goes on where the narrower one met a number that it cannot hold.
  let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const numbers: Pick<Growing, 'push' | 'get' | 'length'> = {
    length: 0,
    push(value) {
      const { length } = numbers;
      if (length < first && value > 0xff) first = length;
      if (length < second && value > 0xffff) second = length;
      if (length < first) bytes.push(value);
      else if (length < second) halves.push(value);
      else words.push(value);
      numbers.length++;
    },
    get(index) {
      if (index < first) return bytes.get(index);
      return index < second ? halves.get(index - first) : words.get(index - second);
    },
  };
  return numbers;
}
