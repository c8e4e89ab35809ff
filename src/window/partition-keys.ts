import type { Window } from '../rule/window/window.ts';
import type { Store } from '../store/store.ts';
import { createTupleDictionary } from '../store/tuple-dictionary.ts';
import { maxMembers } from './dictionary.ts';
import type { EventTable, Row } from './event-table.ts';

/** The keys by which a window finds its neighbours. Equal values have equal keys, whatever field they stand in. */
export interface PartitionKeys {
  /**
   * The keys of an event as one that matches a rule, by the rule's name; without one each name is a
   * field. One key, several if a field has several values, none if one is absent.
   */
  of(row: Row, rule: string | undefined): readonly number[];
  /** The fields of a rule's events that the names of the key stand for. */
  fields(rule: string | undefined): readonly string[];
  /** The values that a key of such an event is made of, one for each name. */
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
  const { groupBy, aliases } = window;
  const { dictionary } = table;
  const tuples = createTupleDictionary(store);
  // A byte by row, since an event is asked for its keys more than once.
  const crowded = store.column(8);
  let cut = 0;
  const fields = (rule: string | undefined): readonly string[] =>
    groupBy.map((name) => (rule === undefined ? name : (aliases.get(name)?.get(rule) ?? name)));
  const readers = new Map<string | undefined, (row: Row) => (readonly number[])[]>();
  const readerOf = (rule: string | undefined): ((row: Row) => (readonly number[])[]) => {
    const known = readers.get(rule);
    if (known) return known;
    const columns = fields(rule).map(table.column);
    const reader = (row: Row) => columns.map((column) => dictionary.members(column(row)));
    readers.set(rule, reader);
    return reader;
  };
  const of: PartitionKeys['of'] = (row, rule) => {
    const values = readerOf(aliases.size === 0 ? undefined : rule)(row);
    const keys = tuples.combine(values, maxMembers);
    if (keys.length === maxMembers && crowded.get(row) === 0 && isCut(values)) {
      crowded.set(row, 1);
      cut++;
    }
    return keys;
  };
  return {
    of,
    fields,
    parts(row, rule, key) {
      const values = readerOf(aliases.size === 0 ? undefined : rule)(row);
      // Combinations come in one order, so the place of the key tells what it is made of.
      let place = tuples.combine(values, maxMembers).indexOf(key);
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

/** Whether a field has as many values as are kept, or there are more combinations of them. */
function isCut(values: readonly (readonly number[])[]): boolean {
  const combinations = values.reduce((product, list) => product * list.length, 1);
  return combinations > maxMembers || values.some((list) => list.length >= maxMembers);
}
