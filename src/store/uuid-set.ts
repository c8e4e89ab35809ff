import type { ColumnSnapshot } from './column.ts';
import { createHashIndex } from './hash-index.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { createStore, type Store } from './store.ts';
import { createStringPool, type PoolSnapshot } from './string-pool.ts';

const noDigit = 16;

/** What each letter of a UUID is worth, by its code. */
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? noDigit : digit;
});

const hyphen = '-'.charCodeAt(0);
const hyphens = [8, 13, 18, 23] as const;

/** The four 32-bit words of a UUID in its usual form (RFC 9562, section 4), or undefined. */
export function wordsOf(uuid: string): readonly [number, number, number, number] | undefined {
  if (uuid.length !== 36) return undefined;
  for (const at of hyphens) if (uuid.charCodeAt(at) !== hyphen) return undefined;
  seen = 0;
  const a = numberOf(uuid, 0, 8);
  const b = (numberOf(uuid, 9, 13) << 16) | numberOf(uuid, 14, 18);
  const c = (numberOf(uuid, 19, 23) << 16) | numberOf(uuid, 24, 28);
  const d = numberOf(uuid, 28, 36);
  return seen < noDigit ? [a >>> 0, b >>> 0, c >>> 0, d >>> 0] : undefined;
}

/** All bits of all digits that were read. */
let seen = 0;

function numberOf(uuid: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = uuid.charCodeAt(at);
    const digit = code < 128 ? (digits[code] as number) : noDigit;
    seen |= digit;
    number = (number << 4) | digit;
  }
  return number;
}

/** The letters of a UUID by their codes, of which only the digits change, and where the digits of each byte begin. */
const letters: number[] = Array.from({ length: 36 }, () => hyphen);
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;
const codes = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** The UUID of four words, in lower case; in one piece, since it is mostly hashed or written out. */
export function uuidOf(words: ArrayLike<number>): string {
  for (let byte = 0; byte < places.length; byte++) {
    const bits = (words[byte >> 2] as number) >>> (24 - 8 * (byte & 3));
    const place = places[byte] as number;
    letters[place] = codes[(bits >>> 4) & 15] as number;
    letters[place + 1] = codes[bits & 15] as number;
  }
  return String.fromCharCode.apply(undefined, letters);
}

/** Remembers identifiers, exactly; a UUID costs 30 to 45 bytes in pages, whatever else its text. */
export interface UuidSet {
  /** Whether the identifier is new; it is known from then on. */
  add(uuid: string): boolean;
}

/** Numbers identifiers from 0 in the order in which they are first met. */
export interface UuidIndex {
  /** The number of an identifier, which is `size` if it is new; it is known from then on. */
  number(uuid: string): number;
  readonly size: number;
  /** The identifiers as they are, in a store that was frozen just now. */
  snapshot(): UuidsSnapshot;
}

/** Numbered identifiers as plain data. */
export interface UuidsSnapshot {
  readonly size: number;
  readonly words: ColumnSnapshot;
  readonly isText: ColumnSnapshot;
  readonly others: PoolSnapshot;
}

/** Identifiers by number, to read. */
export interface NumberedUuids {
  readonly size: number;
  /** In lower case, if it is a UUID. */
  uuid(number: number): string;
}

/** Opens identifiers that others numbered. */
export function openUuids(from: UuidsSnapshot, store: Store): NumberedUuids {
  const words = store.column(32, from.words);
  const isText = store.column(8, from.isText);
  const others = createStringPool(store, store.heapRoom / 16, from.others);
  const parts = [0, 0, 0, 0];
  return {
    size: from.size,
    uuid(number) {
      if (isText.get(number) === 1) return others.text(words.get(number * 4));
      for (let part = 0; part < 4; part++) parts[part] = words.get(number * 4 + part);
      return uuidOf(parts);
    },
  };
}

/** Makes an empty set. */
export function createUuidSet(store: Store = createStore()): UuidSet {
  const index = createUuidIndex(store);
  return { add: (uuid) => index.size < index.number(uuid) + 1 };
}

/** Makes an empty index. */
export function createUuidIndex(store: Store = createStore()): UuidIndex {
  const words = store.column(32);
  const lookup = createHashIndex(store);
  const hash = createKeyedHash(store.seed);
  const others = createStringPool(store, store.heapRoom / 16);
  // Numbers of other texts stand in the first word, and are no UUID.
  const isText = store.column(8);
  let [a, b, c, d, text] = [0, 0, 0, 0, 0];
  const is = (number: number): boolean => {
    const at = number * 4;
    return (
      words.get(at) === a &&
      words.get(at + 1) === b &&
      words.get(at + 2) === c &&
      words.get(at + 3) === d &&
      isText.get(number) === text
    );
  };
  const index = {
    size: 0,
    number(uuid: string) {
      const parts = wordsOf(uuid);
      text = parts ? 0 : 1;
      [a, b, c, d] = parts
        ? [parts[0] | 0, parts[1] | 0, parts[2] | 0, parts[3] | 0]
        : [others.number(uuid), 0, 0, 0];
      const key = hash.words(a, b, c, d);
      const known = lookup.find(key, is);
      if (known !== undefined) return known;
      const number = index.size++;
      lookup.add(key, number);
      for (const word of [a, b, c, d]) words.push(word);
      if (text === 1) isText.set(number, 1);
      return number;
    },
    snapshot: () => ({
      size: index.size,
      words: words.snapshot(),
      isText: isText.snapshot(),
      others: others.snapshot(),
    }),
  };
  return index;
}
