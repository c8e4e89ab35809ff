import { groupingsOf, type Window } from '../rule/window/window.ts';
import type { Store } from '../store/store.ts';
import { createTupleDictionary } from '../store/tuple-dictionary.ts';
import { maxMembers } from './dictionary.ts';
import type { EventTable, Row } from './event-table.ts';

/** What makes the keys of a window. */
export type KeyedWindow = Pick<Window, 'groupBy' | 'groupByAny' | 'aliases' | 'itself'>;

/**
 * The keys by which windows find neighbours. Equal values have equal keys, whatever field they stand
 * in, but only by the same grouping.
 */
export interface RowKeys {
  /**
   * The keys of an event as one that matches a rule, by the rule's name; without one each name is a
   * field. One key for a grouping, several if a field has several values, none if one is absent.
   */
  of(row: Row, rule: string | undefined): readonly number[];
  /** The only key of such an event, or {@link noKey}; undefined if there may be several. */
  only(row: Row, rule: string | undefined): number | undefined;
  /** Writes the keys of such an event if there are two at most, and gives how many; -1 if there may be more. */
  few(row: Row, rule: string | undefined, keys: Int32Array): number;
  /** By which of the window's groupings a key is made, by its place; 0 for what is no key. */
  groupingOf(key: number): number;
  /** The values that a key of such an event is made of, one for each name of its grouping. */
  parts(row: Row, rule: string | undefined, key: number): readonly string[] | undefined;
  /** Whether every event is by itself, and its row is its key. */
  readonly byItself: boolean;
  /** No grouping gives an event more keys than this. */
  readonly limit: number;
  /** Whether such an event would have more. */
  isCut(row: Row, rule: string | undefined): boolean;
}

/** The keys of one window. */
export interface PartitionKeys extends Omit<RowKeys, 'isCut' | 'limit'> {
  /** Whether an event that was asked for has had more keys than are looked at. */
  isCounted(row: Row): boolean;
  /** How many such events there were. */
  readonly cut: number;
}

/**
 * Counts for one window the events that have too many keys. `gathered` are the keys by which its
 * members were found, so that each of them counts once.
 */
export function createPartitionKeys(
  keys: RowKeys,
  store: Store,
  gathered?: PartitionKeys,
): PartitionKeys {
  // A byte by row, since an event is asked for its keys more than once.
  const crowded = store.column(8);
  let own = 0;
  const isCounted = (row: Row): boolean =>
    crowded.get(row) === 1 || gathered?.isCounted(row) === true;
  return {
    groupingOf: keys.groupingOf,
    parts: keys.parts,
    only: keys.only,
    few: keys.few,
    byItself: keys.byItself,
    isCounted,
    of(row, rule) {
      const found = keys.of(row, rule);
      if (found.length >= keys.limit && keys.isCut(row, rule) && !isCounted(row)) {
        crowded.set(row, 1);
        own++;
      }
      return found;
    },
    get cut() {
      return own + (gathered?.cut ?? 0);
    },
  };
}

/** The keys of an event were not looked for yet; there are none, or more than two; others are the first one and this more. */
const [unknown, noneAtAll, many, firstKey] = [0, 1, 2, 4];

/** Stands for the key of an event that lacks a part of it. */
export const noKey = -2;

/** Makes the keys of windows. */
export function createRowKeys(window: KeyedWindow, table: EventTable, store: Store): RowKeys {
  if (window.itself) return ownKeys;
  const { text } = table.dictionary;
  const ways = groupingsOf(window).length;
  const limit = keysPerGrouping(window);
  const readersOf = createReaders(window, table);
  const tuples = createTupleDictionary(store);
  const keysBy = ({ single, lists }: Reader, row: Row): readonly number[] => {
    const values = single(row);
    if (values === undefined) return tuples.combine(lists(row), limit);
    return values === none ? none : [tuples.only(values, values.length)];
  };
  const find = (row: Row, rule: string | undefined): readonly number[] => {
    const readers = readersOf(rule);
    if (ways === 1) return keysBy(readers[0] as Reader, row);
    const keys: number[] = [];
    for (let way = 0; way < ways; way++) {
      for (const tuple of keysBy(readers[way] as Reader, row)) keys.push(tuple * ways + way);
    }
    return keys;
  };
  const isAlike = window.aliases.size === 0 && limit > 1;
  const found = isAlike
    ? rememberingKeys((row) => find(row, undefined), store)
    : { of: find, only: () => undefined, few: () => -1 };
  const groupingOf = (key: number): number => (key < 0 ? 0 : key % ways);
  return {
    ...found,
    byItself: false,
    limit,
    groupingOf,
    parts(row, rule, key) {
      const way = groupingOf(key);
      const values = (readersOf(rule)[way] as Reader).lists(row);
      // Combinations come in one order, so the place of the key tells what it is made of.
      let place = tuples.combine(values, limit).indexOf(ways === 1 ? key : (key - way) / ways);
      if (place < 0) return undefined;
      const parts: string[] = [];
      for (const list of values.toReversed()) {
        parts.unshift(text(list[place % list.length] as number));
        place = Math.floor(place / list.length);
      }
      return parts;
    },
    isCut: (row, rule) =>
      readersOf(rule).some(({ lists }) => {
        const values = lists(row);
        return tuples.combine(values, limit).length === limit && isCut(values, limit);
      }),
  };
}

/** Keeps the keys of each event that has two at most, since many windows ask for them, and groupings by either of two fields are common. */
function rememberingKeys(
  find: (row: Row) => readonly number[],
  store: Store,
): Pick<RowKeys, 'of' | 'only' | 'few'> {
  const [firsts, others] = [store.column(32), store.column(32)];
  const look = (row: Row): number => {
    const keys = find(row);
    const [first, other] = keys;
    let known = many;
    if (first === undefined) known = noneAtAll;
    else if (keys.length <= 2) known = first + firstKey;
    firsts.set(row, known);
    if (known !== many && other !== undefined) others.set(row, other + firstKey);
    return known;
  };
  return {
    of(row) {
      const known = firsts.get(row) || look(row);
      if (known === noneAtAll) return none;
      if (known === many) return find(row);
      const other = others.get(row);
      return other === unknown ? [known - firstKey] : [known - firstKey, other - firstKey];
    },
    only(row) {
      const known = firsts.get(row) || look(row);
      if (known === noneAtAll) return noKey;
      return known === many || others.get(row) !== unknown ? undefined : known - firstKey;
    },
    few(row, _, keys) {
      const known = firsts.get(row) || look(row);
      if (known === noneAtAll) return 0;
      if (known === many) return -1;
      keys[0] = known - firstKey;
      const other = others.get(row);
      if (other === unknown) return 1;
      keys[1] = other - firstKey;
      return 2;
    },
  };
}

const none: readonly number[] = [];

/** Every event by itself. */
const ownKeys: RowKeys = {
  of: (row) => [row],
  only: (row) => row,
  groupingOf: () => 0,
  parts: () => [],
  few(row, _, keys) {
    keys[0] = row;
    return 1;
  },
  byItself: true,
  limit: Number.POSITIVE_INFINITY,
  isCut: () => false,
};

/** How many keys of an event are looked at for each grouping: together no more than a field has values. */
export function keysPerGrouping(window: Pick<Window, 'groupBy' | 'groupByAny'>): number {
  return Math.floor(maxMembers / groupingsOf(window).length);
}

/** Whether any event may have more keys than are looked at. */
export function mayBeCut(
  window: KeyedWindow,
  { mostValues }: Pick<EventTable, 'mostValues'>,
): boolean {
  const limit = keysPerGrouping(window);
  const mostOf = (name: string): number => {
    // A rule without an entry reads the field of that name.
    const fields = [name, ...(window.aliases.get(name)?.values() ?? [])];
    return Math.max(...fields.map(mostValues));
  };
  return groupingsOf(window).some(
    (names) => names.reduce((product, name) => product * mostOf(name), 1) >= limit,
  );
}

/** Reads the values of an event's fields, for one grouping. */
interface Reader {
  lists(row: Row): readonly (readonly number[])[];
  /**
   * The value of each field, in a list that the next call writes over; empty and {@link none} if one has none,
   * undefined if one has several.
   */
  single(row: Row): readonly number[] | undefined;
}

/** Prepares the readers of each grouping for events that match a rule, by the rule's name. */
function createReaders(
  window: KeyedWindow,
  { column, dictionary }: EventTable,
): (rule: string | undefined) => readonly Reader[] {
  const { aliases } = window;
  const groupings = groupingsOf(window);
  const fieldOf = (name: string, rule: string | undefined): string =>
    rule === undefined ? name : (aliases.get(name)?.get(rule) ?? name);
  const made = new Map<string | undefined, readonly Reader[]>();
  return (name) => {
    const rule = aliases.size === 0 ? undefined : name;
    const known = made.get(rule);
    if (known) return known;
    const readers = groupings.map((names) =>
      createReader(
        names.map((name) => column(fieldOf(name, rule))),
        dictionary.members,
      ),
    );
    made.set(rule, readers);
    return readers;
  };
}

function createReader(
  columns: readonly ((row: Row) => number)[],
  members: (id: number) => readonly number[],
): Reader {
  const values: number[] = columns.map(() => 0);
  return {
    lists: (row) => columns.map((read) => members(read(row))),
    single(row) {
      let isSingle = true;
      for (let at = 0; at < columns.length; at++) {
        const own = members((columns[at] as (row: Row) => number)(row));
        if (own.length === 0) return none;
        if (own.length > 1) isSingle = false;
        values[at] = own[0] as number;
      }
      return isSingle ? values : undefined;
    },
  };
}

/** Whether a field has as many values as are kept, or there are more combinations of them than are looked at. */
function isCut(values: readonly (readonly number[])[], limit: number): boolean {
  const combinations = values.reduce((product, list) => product * list.length, 1);
  return combinations > limit || values.some((list) => list.length >= maxMembers);
}
