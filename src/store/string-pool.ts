import { createHashIndex } from './hash-index.ts';
import { createKeyedHash } from './keyed-hash.ts';
import type { Store } from './store.ts';
import { createTextColumn } from './text-column.ts';

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
  const texts = createTextColumn(store);
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
