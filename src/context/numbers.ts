import type { Frame, Owner, Pages, Scope } from './pages.ts';

/** No more kinds than four: beyond that V8 gives up its fast paths. */
type Typed = Uint8Array | Uint16Array | Int32Array | Float64Array;
interface Type {
  new (buffer: ArrayBuffer): Typed;
  readonly BYTES_PER_ELEMENT: number;
}

/** Numbers to read, by place from 0. */
export interface Slice {
  readonly length: number;
  get(index: number): number;
}

/** A row of numbers that grows; its pages live outside the JavaScript heap, or wait on disk. */
export interface Numbers extends Slice {
  push(value: number): void;
  /** Writes a number anywhere; what lies between it and the old end is 0 and costs nothing. */
  set(index: number, value: number): void;
  /** Gives its pages back; it is empty then. */
  free(): void;
}

/** The first place of an ascending row whose number is `value` or more. */
export function placeOf(sorted: Slice, value: number): number {
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

/** Makes an empty row of the array type's numbers. It ends with the scope, if the pages are one. */
export function createNumbers(pages: Pages | Scope, type: Type): Numbers {
  const size = pages.pageBytes / type.BYTES_PER_ELEMENT;
  const shift = Math.log2(size);
  const mask = size - 1;
  let views: (Typed | undefined)[] = [];
  let frames: (Frame | undefined)[] = [];
  let slots: (number | undefined)[] = [];
  let length = 0;
  // The page last turned to answers at once; most access is to the same page over and over.
  let current = -1;
  let view: Typed | undefined;
  let marked = false;

  const owner: Owner = {
    slotOf: (page) => slots[page],
    leave(page, slot) {
      slots[page] = slot;
      views[page] = undefined;
      frames[page] = undefined;
      if (page === current) current = -1;
    },
  };
  const load = (page: number): Typed => {
    while (views.length <= page) {
      views.push(undefined);
      frames.push(undefined);
      slots.push(undefined);
      pages.charge(entryBytes);
    }
    const frame = pages.take(owner, page, slots[page]);
    const loaded = new type(frame.buffer);
    frames[page] = frame;
    views[page] = loaded;
    return loaded;
  };
  const turn = (page: number): void => {
    const known = views[page];
    if (known) (frames[page] as Frame).used = true;
    view = known ?? load(page);
    current = page;
    marked = false;
  };
  const numbers: Numbers = {
    get(index) {
      if (index >= length) return 0;
      const page = index >>> shift;
      if (page !== current) {
        if (views[page] === undefined && slots[page] === undefined) return 0;
        turn(page);
      }
      return (view as Typed)[index & mask] as number;
    },
    set(index, value) {
      const page = index >>> shift;
      if (page !== current) turn(page);
      if (!marked) {
        (frames[page] as Frame).dirty = true;
        marked = true;
      }
      (view as Typed)[index & mask] = value;
      if (index >= length) length = index + 1;
    },
    push: (value) => numbers.set(length, value),
    get length() {
      return length;
    },
    free() {
      for (const [page, frame] of frames.entries()) pages.release(frame, slots[page]);
      pages.charge(-entryBytes * views.length);
      [views, frames, slots, length, current] = [[], [], [], 0, -1];
    },
  };
  if ('onFree' in pages) pages.onFree(numbers.free);
  return numbers;
}

/**
 * A row of small numbers that takes one byte each for as long as they fit, then two, then four. Most
 * fields of a log have few different values.
 */
export function createCompactNumbers(
  pages: Pages | Scope,
): Pick<Numbers, 'push' | 'get' | 'length'> {
  const [bytes, halves, words] = [Uint8Array, Uint16Array, Int32Array].map((type) =>
    createNumbers(pages, type),
  ) as [Numbers, Numbers, Numbers];
  // Each row goes on where the narrower one met a number that it cannot hold.
  let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let length = 0;
  return {
    push(value) {
      if (length < first && value > 0xff) first = length;
      if (length < second && value > 0xffff) second = length;
      if (length < first) bytes.push(value);
      else if (length < second) halves.push(value);
      else words.push(value);
      length++;
    },
    get(index) {
      if (index < first) return bytes.get(index);
      return index < second ? halves.get(index - first) : words.get(index - second);
    },
    get length() {
      return length;
    },
  };
}
