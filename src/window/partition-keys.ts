import { groupingsOf, type Window } from '../rule/window/window.ts';
import type { Store } from '../store/store.ts';
import { createTupleDictionary } from '../store/tuple-dictionary.ts';
import { maxMembers } from './dictionary.ts';
import type { EventTable, Row } from './event-table.ts';

/**
 * The keys by which a window finds its neighbours. Equal values have equal keys, whatever field they stand
 * in, but only by the same grouping.
 */
export interface PartitionKeys {
  /**
   * The keys of an event as one that matches a rule, by the rule's name; without one each name is a
   * field. One key for a grouping, several if a field has several values, none if one is absent.
   */
  of(row: Row, rule: string | undefined): readonly number[];
  /** By which of the window's groupings a key is made, by its place; 0 for what is no key. */
  groupingOf(key: number): number;
  /** The values that a key of such an event is made of, one for each name of its grouping. */
  parts(row: Row, rule: string | undefined, key: number): readonly string[] | undefined;
  /** How many events have had more keys than are looked at. */
  readonly cut: number;
}

/** Makes the keys of one window. */
export function createPartitionKeys(
  window: Window,
  table: EventTable,
  store: Store,
): PartitionKeys {
  if (window.itself) return rowKeys;
  const { text } = table.dictionary;
  const ways = groupingsOf(window).length;
  const limit = keysPerGrouping(window);
  const readersOf = createReaders(window, table);
  const tuples = createTupleDictionary(store);
  // A byte by row, since an event is asked for its keys more than once.
  const crowded = store.column(8);
  let cut = 0;
  const combine = (values: readonly (readonly number[])[], row: Row): readonly number[] => {
    const keys = tuples.combine(values, limit);
    if (keys.length === limit && crowded.get(row) === 0 && isCut(values, limit)) {
      crowded.set(row, 1);
      cut++;
    }
    return keys;
  };
  const groupingOf = (key: number): number => (key < 0 ? 0 : key % ways);
  return {
    of(row, rule) {
      const readers = readersOf(rule);
      if (ways === 1) return combine((readers[0] as Reader)(row), row);
      return readers.flatMap((read, way) =>
        combine(read(row), row).map((tuple) => tuple * ways + way),
      );
    },
    groupingOf,
    parts(row, rule, key) {
      const way = groupingOf(key);
      const values = (readersOf(rule)[way] as Reader)(row);
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
    get cut() {
      return cut;
    },
  };
}

/** Every event by itself. */
const rowKeys: PartitionKeys = {
  of: (row) => [row],
  groupingOf: () => 0,
  parts: () => [],
  cut: 0,
};

/** How many keys of an event are looked at for each grouping: together no more than a field has values. */
export function keysPerGrouping(window: Window): number {
  return Math.floor(maxMembers / groupingsOf(window).length);
}

/** Reads the values of an event's fields, for one grouping. */
type Reader = (row: Row) => readonly (readonly number[])[];

/** Prepares the readers of each grouping for events that match a rule, by the rule's name. */
function createReaders(
  window: Window,
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
    const readers = groupings.map((names): Reader => {
      const columns = names.map((name) => column(fieldOf(name, rule)));
      return (row) => columns.map((read) => dictionary.members(read(row)));
    });
    made.set(rule, readers);
    return readers;
  };
}

/** Whether a field has as many values as are kept, or there are more combinations of them than are looked at. */
function isCut(values: readonly (readonly number[])[], limit: number): boolean {
  const combinations = values.reduce((product, list) => product * list.length, 1);
  return combinations > limit || values.some((list) => list.length >= maxMembers);
}
