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
 * Makes an empty table. The first texts, among them those that nearly every event has, stay on the
 * heap, `heapBytes` of them; the others go to pages and are found by their hash, and compared
 * in full.
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
  const log = createLog(store);
  const lookup = createHashIndex(store);
  const hash = createKeyedHash(store.seed);
  const recent = createRecent(heapBytes);
  let wanted = '';
  const is = (index: number): boolean => log.is(index, wanted);
  return {
    number(text) {
      const met = recent.get(text);
      if (met !== undefined) return met;
      wanted = text;
      const key = hash.text(text);
      let index = lookup.find(key, is);
      if (index === undefined) {
        index = log.push(text);
        lookup.add(key, index);
      }
      recent.set(text, first + index);
      return first + index;
    },
    text: (number) => log.get(number - first),
    get size() {
      return first + log.length;
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
interface Log {
  push(text: string): number;
  get(index: number): string;
  is(index: number, text: string): boolean;
  readonly length: number;
}

/** Bytes of one part of a log: places in a row of numbers have 32 bits. */
const partBytes = 2 ** 30;

function createLog(store: Store): Log {
  const starts = store.wideColumn();
  const parts: IntColumn[] = [];
  let [end, last] = [0, -1];
  const partOf = (place: number): IntColumn => parts[Math.floor(place / partBytes)] as IntColumn;
  /** The twice told place of a text: odd if its letters are wide. */
  const read = (index: number) => {
    const place = starts.get(index);
    const isWide = place % 2 === 1;
    const start = (place - (isWide ? 1 : 0)) / 2;
    const next = starts.get(index + 1);
    const bytes = (index === last ? end : (next - (next % 2)) / 2) - start;
    return { start, isWide, bytes };
  };
  return {
    push(text) {
      const isWide = !isLatin(text);
      const bytes = isWide ? text.length * 2 : text.length;
      starts.push(end * 2 + (isWide ? 1 : 0));
      let part = Math.floor(end / partBytes);
      let at = end % partBytes;
      const append = (byte: number): void => {
        if (part === parts.length) parts.push(store.column(8));
        (parts[part] as IntColumn).set(at, byte);
        at++;
        if (at === partBytes) [part, at] = [part + 1, 0];
      };
      for (let letter = 0; letter < text.length; letter++) {
        const code = text.charCodeAt(letter);
        append(code & 0xff);
        if (isWide) append(code >>> 8);
      }
      end += bytes;
      last = starts.length - 1;
      return last;
    },
    get(index) {
      if (index < 0 || index > last) return '';
      const { start, isWide, bytes } = read(index);
      const codes: number[] = [];
      let text = '';
      for (let at = start; at < start + bytes; at += isWide ? 2 : 1) {
        const low = partOf(at).get(at % partBytes);
        codes.push(isWide ? low | (partOf(at + 1).get((at + 1) % partBytes) << 8) : low);
        if (codes.length === 4096) text += String.fromCharCode(...codes.splice(0));
      }
      return text + String.fromCharCode(...codes);
    },
    is(index, text) {
      const { start, isWide, bytes } = read(index);
      if (bytes !== (isWide ? text.length * 2 : text.length)) return false;
      let at = start;
      for (let letter = 0; letter < text.length; letter++) {
        const low = partOf(at).get(at % partBytes);
        at++;
        const high = isWide ? partOf(at).get(at % partBytes) : 0;
        if (isWide) at++;
        if ((low | (high << 8)) !== text.charCodeAt(letter)) return false;
      }
      return true;
    },
    get length() {
      return last + 1;
    },
  };
}

function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}
