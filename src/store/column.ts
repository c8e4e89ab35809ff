import type { BufferPool, Frame, PageOwner } from './buffer-pool.ts';
import { grownNumbers } from './grown-numbers.ts';

/** Bits of a number: 8 and 16 hold what is not negative, 32 any signed number of that size. */
export type ColumnWidth = 8 | 16 | 32;

/** Numbers to read, by place from 0. */
export interface IntView {
  readonly length: number;
  get(index: number): number;
}

/** Numbers, many of which can be read at once: for going through them, that takes a fraction of the time. */
export interface BlockView extends IntView {
  /** Fills a block with the numbers from a place on; what is behind the end is 0. */
  read(start: number, block: NumberBlock): void;
}

/** Numbers on the heap, as many as are looked at between two pauses or fewer; each as wide as those that are read. */
export type NumberBlock = Int32Array | Uint16Array | Float64Array;

/** A column of a store that was frozen, as plain data: others can open it and read the same numbers. */
export interface ColumnSnapshot {
  readonly length: number;
  /** One more than the slot of each page; 0 for a page that nobody has written. */
  readonly slots: Int32Array;
}

/** A column of numbers that grows; its pages live outside the JavaScript heap, or wait on disk. */
export interface IntColumn extends BlockView {
  /** The column as it is, in a store that was frozen just now. */
  snapshot(): ColumnSnapshot;
  push(value: number): void;
  /** Writes a number anywhere; what lies between it and the old end is 0 and costs nothing. */
  set(index: number, value: number): void;
  /** Gives its pages back; it is empty then. */
  free(): void;
}

/** A column whose words of 32 bits can be read two at a time. */
export interface PairedColumn extends IntColumn {
  /** The number that the words from an even place on make, the high one first; the low one counts as not negative. */
  pair(place: number): number;
}

/** A column of numbers that only grows at its end. */
export interface AppendColumn extends Pick<IntColumn, 'push' | 'get' | 'length' | 'read'> {
  /** The column as it is, in a store that was frozen just now. */
  snapshot(): CompactSnapshot;
}

/** A compact column as plain data: its columns of each width, and from which place on numbers are in the wider ones. */
export interface CompactSnapshot {
  readonly columns: readonly [ColumnSnapshot, ColumnSnapshot, ColumnSnapshot];
  readonly first: number;
  readonly second: number;
}

/** A column of numbers of which it is known how many there will be. */
export type FixedColumn = Pick<IntColumn, 'get' | 'set'>;

/**
 * Numbers as seen from inside. The length is a property like any other: an object with a getter of
 * its own has a shape of its own, and V8 would give up its fast paths for all of them.
 */
interface Growing extends PairedColumn {
  length: number;
}

/** No numbers at all. */
export const emptyView: IntView = { length: 0, get: () => 0 };

/** Numbers on the heap. */
export function viewOf(numbers: ArrayLike<number>): IntView {
  return { length: numbers.length, get: (index) => numbers[index] as number };
}

/** The numbers of one, then those of another. */
export function joinedViews(a: IntView, b: IntView): IntView {
  const { length } = a;
  return {
    length: length + b.length,
    get: (index) => (index < length ? a.get(index) : b.get(index - length)),
  };
}

/** The numbers, one after the other. */
export function* each(numbers: IntView): Generator<number> {
  for (let at = 0; at < numbers.length; at++) yield numbers.get(at);
}

/**
 * Makes an empty column of numbers, or opens one.
 *
 * All pages are seen as words of 32 bits, out of which narrower numbers are cut: then one piece of
 * code serves every column, and the engine compiles it for one kind of array.
 */
export function createColumn(pool: BufferPool, width: ColumnWidth, from?: ColumnSnapshot) {
  const { perWord, part, cut, widthShift, shift, mask } = layoutOf(width, pool.pageBytes);
  // The page last turned to answers at once; most access is to the same page over and over.
  let [current, frame, words] = [-1, nowhere, nowhere.words];
  const close = (page: number): void => {
    if (page === current) current = -1;
  };
  const table = createPageTable(pool, close, from?.slots);
  const turn = (page: number): true => {
    frame = table.frame(page);
    frame.used = true;
    words = frame.words;
    current = page;
    return true;
  };
  const reach = (page: number): boolean => table.has(page) && turn(page);
  const numbers: Growing = {
    length: from?.length ?? 0,
    get(index) {
      const page = index >>> shift;
      if (index >= numbers.length || (page !== current && !reach(page))) return 0;
      const word = words[(index >>> perWord) & mask] as number;
      return (word >> ((index & part) << widthShift)) & cut;
    },
    pair(index) {
      const page = index >>> shift;
      if (index >= numbers.length || (page !== current && !reach(page))) return 0;
      // A page has an even number of words, so both are on one.
      const at = index & mask;
      return (words[at] as number) * 2 ** 32 + ((words[at + 1] as number) >>> 0);
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
    read(start, block) {
      for (let at = 0; at < block.length; ) {
        const page = (start + at) >>> shift;
        const end = Math.min(block.length, ((page + 1) << shift) - start);
        if (page === current || reach(page))
          readWords(words, start, { at, end, perWord, mask, block });
        else block.fill(0, at, end);
        at = end;
      }
    },
    free() {
      table.free();
      current = -1;
      numbers.length = 0;
    },
    snapshot: () => ({ length: numbers.length, slots: table.slots() }),
  };
  return numbers satisfies PairedColumn;
}

/** How numbers of a width lie in the words of a page. */
function layoutOf(width: ColumnWidth, pageBytes: number) {
  return {
    perWord: Math.log2(32 / width),
    part: 32 / width - 1,
    cut: width === 32 ? -1 : 2 ** width - 1,
    widthShift: Math.log2(width),
    shift: Math.log2((pageBytes * 8) / width),
    mask: pageBytes / 4 - 1,
  };
}

interface PagePart {
  /** From one place of the block to another. */
  readonly at: number;
  readonly end: number;
  /** How numbers lie in the words of a page. */
  readonly perWord: number;
  readonly mask: number;
  readonly block: NumberBlock;
}

/** Fills a part of a block, that begins with the number at `start`, from the words of one page. */
function readWords(
  words: Int32Array,
  start: number,
  { at, end, perWord, mask, block }: PagePart,
): void {
  const part = (1 << perWord) - 1;
  const widthShift = 5 - perWord;
  const cut = perWord === 0 ? -1 : 2 ** (1 << widthShift) - 1;
  for (let place = at; place < end; place++) {
    const index = start + place;
    const word = words[(index >>> perWord) & mask] as number;
    block[place] = (word >> ((index & part) << widthShift)) & cut;
  }
}

/** What a page costs in the table of its column, in bytes: a reference and a number, and the room that is left for more. */
const entryBytes = 18;

const leastEntries = 4;

/** The pages of one column: each in a frame, in a slot, or not there yet. `close` hears of those that have to be turned to anew. */
export function createPageTable(
  pool: BufferPool,
  close: (page: number) => void,
  known: Int32Array = new Int32Array(0),
) {
  let frames: (Frame | undefined)[] = [];
  // One more than the number, since 0 is what nobody has written.
  let slots = new Int32Array(Math.max(leastEntries, known.length));
  slots.set(known);
  const slotOf = (page: number): number | undefined => {
    const slot = slots[page] ?? 0;
    return slot === 0 ? undefined : slot - 1;
  };
  const owner: PageOwner = {
    slotOf,
    close,
    leave(page, slot) {
      slots[page] = slot + 1;
      frames[page] = undefined;
      close(page);
    },
    keep(page, slot) {
      slots[page] = slot + 1;
    },
  };
  const load = (page: number): Frame => {
    for (; frames.length <= page; pool.charge(entryBytes)) frames.push(undefined);
    if (slots.length <= page) slots = grownNumbers(slots, page + 1, 1.5);
    const loaded = pool.take(owner, page, slotOf(page));
    frames[page] = loaded;
    return loaded;
  };
  return {
    has: (page: number): boolean => frames[page] !== undefined || slotOf(page) !== undefined,
    frame: (page: number): Frame => frames[page] ?? load(page),
    /** One more than the slot of each page; 0 for a page that has none. */
    slots: (): Int32Array => slots.slice(0, slots.findLastIndex((slot) => slot !== 0) + 1),
    free(): void {
      for (const [page, frame] of frames.entries()) pool.release(frame, slotOf(page));
      pool.charge(-entryBytes * frames.length);
      frames = [];
      slots = new Int32Array(leastEntries);
    },
  };
}

/** Before the first page is turned to. */
const nowhere: Frame = {
  words: new Int32Array(0),
  owner: undefined,
  page: 0,
  used: false,
  dirty: false,
};

/** A column of whole numbers as large as JavaScript has them, such as milliseconds; two words each, in `words`. */
export function createWideColumn(words: PairedColumn): IntColumn {
  const numbers: IntColumn & { length: number } = {
    length: words.length / 2,
    get: (index) => words.pair(index * 2),
    set(index, value) {
      words.set(index * 2, Math.floor(value / 2 ** 32));
      words.set(index * 2 + 1, value | 0);
      if (index >= numbers.length) numbers.length = index + 1;
    },
    push: (value) => numbers.set(numbers.length, value),
    read(start, block) {
      for (let at = 0; at < block.length; at++) block[at] = numbers.get(start + at);
    },
    free() {
      words.free();
      numbers.length = 0;
    },
    snapshot: words.snapshot,
  };
  return numbers;
}

/** Behind every place, and as small a number as places are: one that is not has code compiled anew that met only those. */
const nowhereYet = 2 ** 31 - 1;

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/**
 * A column of small numbers that takes one byte each for as long as they fit, then two, then four.
 */
export function createCompactColumn(
  column: (width: ColumnWidth, from?: ColumnSnapshot) => IntColumn,
  from?: CompactSnapshot,
): AppendColumn {
  const [ofBytes, ofHalves, ofWords] = from?.columns ?? [];
  const [bytes, halves, words] = [column(8, ofBytes), column(16, ofHalves), column(32, ofWords)];
  // Each column goes on where the narrower one met a number that it cannot hold.
  let [first, second] = [from?.first ?? nowhereYet, from?.second ?? nowhereYet];
  const numbers: AppendColumn & { length: number } = {
    length: bytes.length + halves.length + words.length,
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
    read(start, block) {
      const end = start + block.length;
      const [toHalves, toWords] = [clamp(first, start, end), clamp(second, start, end)];
      if (toHalves > start) bytes.read(start, block.subarray(0, toHalves - start));
      if (toWords > toHalves) {
        halves.read(toHalves - first, block.subarray(toHalves - start, toWords - start));
      }
      if (end > toWords) words.read(toWords - second, block.subarray(toWords - start));
    },
    snapshot: () => ({
      columns: [bytes.snapshot(), halves.snapshot(), words.snapshot()],
      first,
      second,
    }),
  };
  return numbers;
}
