import { textOfValue } from '../detection/matcher.ts';
import type { Json } from '../event/json.ts';
import type { ColumnSnapshot } from '../store/column.ts';
import { createStore, type Store } from '../store/store.ts';
import { createStringPool, type PoolSnapshot } from '../store/string-pool.ts';

/** Stands for "no value": the field is absent, null, or an empty array. */
export const absent = 0;

/** Of one field in one event, no more values than this are kept. */
export const maxMembers = 32;

/** Placeholders that Okta writes where there is nothing; as keys and counted values they are absent. */
const placeholders: ReadonlySet<string> = new Set(['unknown', 'null', '-', '']);

/** No placeholder has more letters. */
const longestPlaceholder = 7;

/** Whether a text only fills the place of a value. */
export function isPlaceholder(text: string): boolean {
  const { length } = text;
  if (length > longestPlaceholder) return false;
  // Of short texts most are told by how they begin, in either case, which spares making another text.
  const first = length > 2 ? text.charCodeAt(0) | 0x20 : 0;
  if (first !== 0 && first !== firstOfUnknown && first !== firstOfNull) return false;
  return placeholders.has(text.toLowerCase());
}

const firstOfUnknown = 'u'.charCodeAt(0);
const firstOfNull = 'n'.charCodeAt(0);

/** Numbers for texts, so that remembering a value costs a number. */
export interface Dictionary {
  /** The number of a field's values (see `Field.read`); {@link absent} for none. */
  intern(values: readonly Json[]): number;
  /** Numbers below this one are given. */
  readonly size: number;
  /** The number of a single text. */
  single(text: string): number;
  /** The numbers of the single values that a number stands for, placeholders left out. */
  members(id: number): readonly number[];
  /** The texts that a number stands for; those that were asked for of late are at hand. */
  texts(id: number): readonly string[];
  /** The text of a single value. */
  text(id: number): string;
  /** The dictionary as it is, in a store that was frozen just now. */
  snapshot(): DictionarySnapshot;
}

/** A dictionary as plain data. */
export interface DictionarySnapshot {
  readonly keys: PoolSnapshot;
  /** The members of the first numbers, where they are not the number itself. */
  readonly counted: readonly (readonly number[] | undefined)[];
  readonly isSingle: ColumnSnapshot;
}

const nothing: readonly number[] = [];

/**
 * Begins the text that stands for several values, their numbers behind it; a value that begins so
 * itself gets it twice.
 */
const mark = '\0';

/** Members of so many numbers stay at hand. */
const membersKept = 65_536;

/** So many letters of texts that were asked for stay at hand, each list counted as some more than it has. */
const lettersAtHand = 1_000_000;
const entryLetters = 100;

/** A longer list stays nowhere but in its pages: it would take the place of all others. */
const longestAtHand = 1_000;

/** Reads lists of texts, those that come again once: reading one puts it together letter by letter. */
function createTextsAtHand(
  read: (id: number) => readonly string[],
): (id: number) => readonly string[] {
  const atHand = new Map<number, readonly string[]>();
  let left = lettersAtHand;
  return (id) => {
    const met = atHand.get(id);
    if (met) return met;
    const texts = read(id);
    const cost = texts.reduce((sum, { length }) => sum + length, entryLetters);
    if (cost > longestAtHand) return texts;
    left -= cost;
    if (left < 0) {
      atHand.clear();
      left = lettersAtHand;
    }
    atHand.set(id, texts);
    return texts;
  };
}

/**
 * The numbers behind the {@link mark}, with commas between. `Number` gives V8's objects for numbers of any size; what is worked
 * out of one of these is such an object again, and whatever reads by it is compiled anew.
 */
function numbersIn(key: string): readonly number[] {
  const numbers: number[] = [];
  let number = 0;
  for (let at = mark.length; at <= key.length; at++) {
    const digit = key.charCodeAt(at) - zero;
    if (digit >= 0) {
      number = number * 10 + digit;
    } else {
      numbers.push(number);
      number = 0;
    }
  }
  return numbers;
}

const zero = '0'.charCodeAt(0);

/** The numbers that a key stands for; undefined if it stands for a single value. */
function listOf(key: string): readonly number[] | undefined {
  return key.startsWith(mark) && key[1] !== mark ? numbersIn(key) : undefined;
}

/** The single value that a key stands for. */
function textOf(key: string): string {
  return key.startsWith(mark) ? key.slice(1) : key;
}

function isOnly(members: readonly number[], id: number): boolean {
  return members.length === 1 && members[0] === id;
}

/**
 * Makes an empty dictionary, or opens one. Numbers are given in order of arrival and mean nothing outside it.
 */
export function createDictionary(
  store: Store = createStore(),
  from?: DictionarySnapshot,
): Dictionary {
  const keys = createStringPool(store, store.heapRoom, from?.keys);
  const counted = from?.counted.map((members, id) => members ?? [id]) ?? [nothing];
  // Of later numbers it is known whether they are a single value, which spares reading their texts.
  const isSingle = store.column(8, from?.isSingle);
  let next = keys.size + 1;

  const number = (key: string): number => {
    const id = keys.number(key) + 1;
    if (id === next) {
      next++;
      if (id < membersKept) counted.push(membersOf(id, key));
      else isSingle.push(listOf(key) || isPlaceholder(textOf(key)) ? 0 : 1);
    }
    return id;
  };
  const single = (text: string): number => number(text.startsWith(mark) ? mark + text : text);
  const keyOf = (id: number): string => (id === absent ? '' : keys.text(id - 1));
  const membersOf = (id: number, key: string): readonly number[] => {
    const list = listOf(key);
    if (!list) return isPlaceholder(textOf(key)) ? nothing : [id];
    const held = list.filter((member) => members(member).length > 0);
    return held.length === list.length ? list : held;
  };
  const members = (id: number): readonly number[] =>
    counted[id] ?? (isSingle.get(id - membersKept) === 1 ? [id] : membersOf(id, keys.text(id - 1)));
  return {
    intern(values) {
      if (values.length === 1) {
        const text = textOfValue(values[0] as Json);
        return text === undefined ? absent : single(text);
      }
      const texts = new Set(values.map(textOfValue).filter((text) => text !== undefined));
      if (texts.size === 0) return absent;
      if (texts.size === 1) return single([...texts][0] as string);
      return number(mark + [...texts].slice(0, maxMembers).map(single).join(','));
    },
    get size() {
      return keys.size + 1;
    },
    single,
    members,
    texts: createTextsAtHand((id) => {
      if (id === absent) return [];
      const key = keyOf(id);
      return listOf(key)?.map((member) => textOf(keyOf(member))) ?? [textOf(key)];
    }),
    text(id) {
      const key = keyOf(id);
      return listOf(key) ? '' : textOf(key);
    },
    snapshot: () => ({
      ...{ keys: keys.snapshot(), isSingle: isSingle.snapshot() },
      counted: counted.map((members, id) => (isOnly(members, id) ? undefined : members)),
    }),
  };
}
