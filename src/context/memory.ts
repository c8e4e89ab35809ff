import type { Event } from '../event/event.ts';
import type { Field } from '../event/field.ts';
import { absent, createDictionary, type Dictionary } from './dictionary.ts';
import { createCompactRow, createGrowable } from './growable.ts';
import { lowerBound } from './lower-bound.ts';
import { uuidOf, wordsOf } from './uuids.ts';

/** A remembered event, by number in order of arrival. */
export type Row = number;

/** What a hunt keeps of events: their time, identifier, and the few fields that rules ask for. */
export interface Memory {
  /** Keeps an event. */
  remember(event: Event): Row;
  /** Keeps further fields of an event that is remembered; meant for few events. */
  annotate(row: Row, event: Event, fields: readonly Field[]): void;
  readonly size: number;
  readonly dictionary: Dictionary;
  /** Reads the dictionary number of a field of remembered events; the field must be kept. */
  column(path: string): (row: Row) => number;
  /** The texts of a field; none if it was not kept of this event. */
  texts(row: Row, path: string): readonly string[];
  time(row: Row): number;
  uuid(row: Row): string;
}

/** Makes a memory that keeps the given fields of every event, each costing one to four bytes an event. */
export function createMemory(kept: Iterable<Field>): Memory {
  const dictionary = createDictionary();
  const byPath = new Map([...kept].map((field) => [field.path, field]));
  const fields = [...byPath.values()].map((field) => ({ field, numbers: createCompactRow() }));
  const columns = new Map(fields.map(({ field, numbers }) => [field.path, numbers]));
  const times = createGrowable(Float64Array);
  const words = createGrowable(Uint32Array);
  const odd = new Map<Row, string>();
  const notes = new Map<string, Notes>();

  const column = (path: string): ((row: Row) => number) => {
    const numbers = columns.get(path);
    if (!numbers) throw new RangeError(`the field ${path} is not kept`);
    return numbers.get;
  };
  const numberAt = (row: Row, path: string): number =>
    columns.get(path)?.get(row) ?? notes.get(path)?.at(row) ?? absent;
  return {
    remember({ raw, time, uuid }) {
      const row = times.length;
      times.push(time);
      const parts = wordsOf(uuid);
      if (!parts) odd.set(row, uuid);
      for (const word of parts ?? [0, 0, 0, 0]) words.push(word);
      for (const { field, numbers } of fields) numbers.push(dictionary.intern(field.read(raw)));
      return row;
    },
    annotate(row, { raw }, further) {
      for (const { path, read } of further) {
        const number = columns.has(path) ? absent : dictionary.intern(read(raw));
        if (number === absent) continue;
        const known = notes.get(path) ?? createNotes();
        notes.set(path, known);
        known.set(row, number);
      }
    },
    get size() {
      return times.length;
    },
    dictionary,
    column,
    texts: (row, path) => dictionary.texts(numberAt(row, path)),
    time: times.get,
    uuid: (row) => odd.get(row) ?? uuidOf([0, 1, 2, 3].map((part) => words.get(row * 4 + part))),
  };
}

/** A field of some events; they come in ascending order, and one may come again at once. */
interface Notes {
  set(row: Row, number: number): void;
  at(row: Row): number | undefined;
}

function createNotes(): Notes {
  const rows = createGrowable(Int32Array);
  const numbers = createCompactRow();
  return {
    set(row, number) {
      if (rows.length > 0 && rows.get(rows.length - 1) === row) return;
      rows.push(row);
      numbers.push(number);
    },
    at(row) {
      const index = lowerBound(rows.view(), row);
      return index < rows.length && rows.get(index) === row ? numbers.get(index) : undefined;
    },
  };
}
