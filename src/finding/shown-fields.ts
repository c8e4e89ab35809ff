import type { EventTable, Row } from '../window/event-table.ts';
import { displayedFields } from './displayed-fields.ts';

/** A field that every finding shows, by its short name. */
export type ShownField = keyof typeof displayedFields;

/** The fields that findings show of remembered events. */
export interface ShownFields {
  /** The number of what an event has in a field, in the table's dictionary. */
  number(row: Row, field: ShownField): number;
  /** The texts that such a number stands for. */
  textsOf(number: number): readonly string[];
  texts(row: Row, field: ShownField): readonly string[];
  /** The first text of a field; null if it has none. */
  first(row: Row, field: ShownField): string | null;
  /** The identifier of an event: those of a window come again with the next finding. */
  uuid(row: Row): string;
}

/** So many events have their identifier at hand, each where the end of its number says; only usual ones, of which it is known how long they are. */
const uuidsAtHand = 8_192;
const longestUuid = 36;

const known = new WeakMap<EventTable, ShownFields>();

/** The shown fields of a table's events, which must keep all of them. */
export function shownFields(table: EventTable): ShownFields {
  const made = known.get(table) ?? createShownFields(table);
  known.set(table, made);
  return made;
}

function createShownFields({ column, dictionary, uuid }: EventTable): ShownFields {
  const columns = Object.fromEntries(
    Object.entries(displayedFields).map(([field, path]) => [field, column(path)]),
  ) as Record<ShownField, (row: Row) => number>;
  const texts: ShownFields['texts'] = (row, field) => dictionary.texts(columns[field](row));
  return {
    number: (row, field) => columns[field](row),
    textsOf: dictionary.texts,
    texts,
    first: (row, field) => texts(row, field)[0] ?? null,
    uuid: createUuids(uuid),
  };
}

function createUuids(of: (row: Row) => string): ShownFields['uuid'] {
  const rows = new Int32Array(uuidsAtHand).fill(-1);
  const uuids: string[] = [];
  return (row) => {
    const place = row % uuidsAtHand;
    if (rows[place] === row) return uuids[place] as string;
    const uuid = of(row);
    if (uuid.length <= longestUuid) {
      rows[place] = row;
      uuids[place] = uuid;
    }
    return uuid;
  };
}
