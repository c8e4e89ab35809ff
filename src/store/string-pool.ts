import { createHashIndex, type HashSnapshot } from './hash-index.ts';
import { createKeyedHash } from './keyed-hash.ts';
import type { Store } from './store.ts';
import { createTextColumn, type TextSnapshot } from './text-column.ts';

/** Numbers for texts, from 0 in order of arrival. */
export interface StringPool {
  /** The number of a text; a new one if it was never met. */
  number(text: string): number;
  text(number: number): string;
  readonly size: number;
  /** The table as it is, in a store that was frozen just now. */
  snapshot(): PoolSnapshot;
}

/** A table as plain data: the texts on the heap, and those in pages if there are any. */
export interface PoolSnapshot {
  readonly words: readonly string[];
  readonly later: LaterSnapshot | undefined;
}

interface LaterSnapshot {
  readonly texts: TextSnapshot;
  readonly lookup: HashSnapshot;
}

/** What an entry of the heap's tables costs beside its letters, in bytes. */
const entryBytes = 180;

/**
 * Makes an empty table, or opens one. The first texts, among them those that come over and over, stay on the heap,
 * `heapBytes` of them; the others go to pages and are found by their hash, and compared in full.
 */
export function createStringPool(store: Store, heapBytes: number, from?: PoolSnapshot): StringPool {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  let left = heapBytes;
  let later: Later | undefined;
  const hold = (text: string, cost: number): number => {
    left -= cost;
    store.charge(cost);
    numbers.set(text, words.length);
    return words.push(text) - 1;
  };
  for (const text of from?.words ?? []) hold(text, costOf(text));
  if (from?.later) later = createLater(store, words.length, heapBytes / 8, from.later);
  return {
    number(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const cost = costOf(text);
      if (!later && left >= cost) return hold(text, cost);
      later ??= createLater(store, words.length, heapBytes / 8);
      return later.number(text);
    },
    text: (number) => words[number] ?? later?.text(number) ?? '',
    get size() {
      return later?.size ?? words.length;
    },
    snapshot: () => ({ words: [...words], later: later?.snapshot() }),
  };
}

function costOf(text: string): number {
  return text.length * 2 + entryBytes;
}

/** Texts that are in pages. */
interface Later extends Omit<StringPool, 'snapshot'> {
  snapshot(): LaterSnapshot;
}

/** Texts from number `first` on. */
function createLater(store: Store, first: number, heapBytes: number, from?: LaterSnapshot): Later {
  const texts = createTextColumn(store, from?.texts);
  const lookup = createHashIndex(store, from?.lookup);
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
    snapshot: () => ({ texts: texts.snapshot(), lookup: lookup.snapshot() }),
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
      left -= costOf(text);
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
