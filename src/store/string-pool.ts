import type { IntColumn } from './column.ts';
import { createHashIndex } from './hash-index.ts';
import { createKeyedHash } from './keyed-hash.ts';
import type { Store } from './store.ts';

/** Numbers for texts, from 0 in order of arrival. */
export interface StringPool {
  /** The number of a text; a new one if it was never met. */
  number(text: string): number;
  text(number: number): string;
  readonly size: number;
}

/** What an entry of the heap's tables costs beside its letters, in bytes. */
const entryBytes = 180;

/**
 * Makes an empty table. The first texts, among them those that come over and over, stay on the heap,
 * `heapBytes` of them; the others go to pages and are found by their hash, and compared in full.
 */
export function createStringPool(store: Store, heapBytes: number): StringPool {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  let left = heapBytes;
  let later: StringPool | undefined;
  return {
    number(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const cost = text.length * 2 + entryBytes;
      if (!later && left >= cost) {
        left -= cost;
        store.charge(cost);
        numbers.set(text, words.length);
        return words.push(text) - 1;
      }
      later ??= createLater(store, words.length, heapBytes / 8);
      return later.number(text);
    },
    text: (number) => words[number] ?? later?.text(number) ?? '',
    get size() {
      return later?.size ?? words.length;
    },
  };
}

/** Texts from number `first` on. */
function createLater(store: Store, first: number, heapBytes: number): StringPool {
  const texts = createTexts(store);
  const lookup = createHashIndex(store);
  const hash = createKeyedHash(store.seed);
  const recent = createRecent(heapBytes);
  let wanted = '';
  const is = (index: number): boolean => texts.is(index, wanted);
  return {
    number(text) {
      const met = recent.get(text);
      if (met !== undefined) return met;
      wanted = text;
      const key = hash.text(text);
      let index = lookup.find(key, is);
      if (index === undefined) {
        index = texts.push(text);
        lookup.add(key, index);
      }
      recent.set(text, first + index);
      return first + index;
    },
    text: (number) => texts.get(number - first),
    get size() {
      return first + texts.length;
    },
  };
}

/** What was asked for of late, in two generations of bounded size. */
function createRecent(heapBytes: number) {
  let young = new Map<string, number>();
  let old = young;
  let left = heapBytes / 2;
  const recent = {
    get(text: string): number | undefined {
      const known = young.get(text);
      if (known !== undefined) return known;
      const older = old.get(text);
      if (older !== undefined) recent.set(text, older);
      return older;
    },
    set(text: string, number: number): void {
      left -= text.length * 2 + entryBytes;
      if (left < 0) {
        old = young;
        young = new Map();
        left = heapBytes / 2;
      }
      young.set(text, number);
    },
  };
  return recent;
}

/** Texts one after the other: a byte a letter if all letters are Latin-1, else two. */
function createTexts(store: Store) {
  const bytes = createBytes(store);
  const starts = store.wideColumn();
  /** The twice told place of a text: odd if its letters are wide. */
  const read = (index: number) => {
    const place = starts.get(index);
    const step = place % 2 === 1 ? 2 : 1;
    const start = (place - step + 1) / 2;
    const next = starts.get(index + 1);
    const end = index + 1 === starts.length ? bytes.length : (next - (next % 2)) / 2;
    return { start, step, letters: (end - start) / step };
  };
  const letterAt = (place: number, step: number): number =>
    step === 2 ? bytes.get(place) | (bytes.get(place + 1) << 8) : bytes.get(place);
  return {
    push(text: string): number {
      const isWide = !isLatin(text);
      starts.push(bytes.length * 2 + (isWide ? 1 : 0));
      for (let letter = 0; letter < text.length; letter++) {
        const code = text.charCodeAt(letter);
        bytes.push(code & 0xff);
        if (isWide) bytes.push(code >>> 8);
      }
      return starts.length - 1;
    },
    get(index: number): string {
      if (index < 0 || index >= starts.length) return '';
      const { start, step, letters } = read(index);
      const codes: number[] = [];
      let text = '';
      for (let letter = 0; letter < letters; letter++) {
        codes.push(letterAt(start + letter * step, step));
        if (codes.length === 4096) text += String.fromCharCode(...codes.splice(0));
      }
      return text + String.fromCharCode(...codes);
    },
    is(index: number, text: string): boolean {
      const { start, step, letters } = read(index);
      if (letters !== text.length) return false;
      for (let letter = 0; letter < letters; letter++) {
        if (letterAt(start + letter * step, step) !== text.charCodeAt(letter)) return false;
      }
      return true;
    },
    get length(): number {
      return starts.length;
    },
  };
}

/** Bytes of one part: places in a column have 32 bits. */
const partBytes = 2 ** 30;

/** Bytes one after the other, without end. */
function createBytes(store: Store) {
  const parts: IntColumn[] = [];
  const bytes = {
    length: 0,
    push(byte: number): void {
      if (bytes.length % partBytes === 0) parts.push(store.column(8));
      (parts.at(-1) as IntColumn).push(byte);
      bytes.length++;
    },
    get: (place: number): number =>
      (parts[Math.floor(place / partBytes)] as IntColumn).get(place % partBytes),
  };
  return bytes;
}

function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}
