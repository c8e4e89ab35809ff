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
  const { aliases } = window;
  const { dictionary } = table;
  const groupings = groupingsOf(window);
  const ways = groupings.length;
  const tuples = createTupleDictionary(store);
  // A byte by row, since an event is asked for its keys more than once.
  const crowded = store.column(8);
  let cut = 0;
  const fieldOf = (name: string, rule: string | undefined): string =>
    rule === undefined ? name : (aliases.get(name)?.get(rule) ?? name);
  const readers = new Map<string | undefined, readonly Reader[]>();
  const readersOf = (judgedAs: string | undefined): readonly Reader[] => {
    const rule = aliases.size === 0 ? undefined : judgedAs;
    const known = readers.get(rule);
    if (known) return known;
    const made = groupings.map((names): Reader => {
      const columns = names.map((name) => table.column(fieldOf(name, rule)));
      return (row) => columns.map((column) => dictionary.members(column(row)));
    });
    readers.set(rule, made);
    return made;
  };
  const combine = (values: readonly (readonly number[])[], row: Row): readonly number[] => {
    const keys = tuples.combine(values, maxMembers);
    if (keys.length === maxMembers && crowded.get(row) === 0 && isCut(values)) {
      crowded.set(row, 1);
      cut++;
    }
    return keys;
  };
  return {
    of(row, rule) {
      const ownReaders = readersOf(rule);
      const [only] = ownReaders as readonly [Reader];
      if (ways === 1) return combine(only(row), row);
      return ownReaders.flatMap((reader, way) =>
        combine(reader(row), row).map((tuple) => tuple * ways + way),
      );
    },
    groupingOf: (key) => (key < 0 ? 0 : key % ways),
    parts(row, rule, key) {
      const way = key < 0 ? 0 : key % ways;
      const values = (readersOf(rule)[way] as Reader)(row);
      // Combinations come in one order, so the place of the key tells what it is made of.
      const tuple = ways === 1 ? key : (key - way) / ways;
      let place = tuples.combine(values, maxMembers).indexOf(tuple);
      if (place < 0) return undefined;
      const parts: string[] = [];
      for (const list of values.toReversed()) {
        parts.unshift(dictionary.text(list[place % list.length] as number));
        place = Math.floor(place / list.length);
      }
      return parts;
    },
    get cut() {
      return cut;
    },
  };
}

/** Reads the values of an event's fields, for one grouping. */
type Reader = (row: Row) => readonly (readonly number[])[];

/** Whether a field has as many values as are kept, or there are more combinations of them. */
function isCut(values: readonly (readonly number[])[]): boolean {
  const combinations = values.reduce((product, list) => product * list.length, 1);
  return combinations > maxMembers || values.some((list) => list.length >= maxMembers);
}
