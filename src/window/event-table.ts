import type { Event } from '../event/event.ts';
import type { Field } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import { createByValue } from '../event/value-numbers.ts';
import { lowerBound } from '../store/binary-search.ts';
import type { AppendColumn, ColumnSnapshot, CompactSnapshot, IntView } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import { createStore, type Store } from '../store/store.ts';
import { uuidOf, wordsOf } from '../store/uuid-set.ts';
import {
  absent,
  createDictionary,
  type Dictionary,
  type DictionarySnapshot,
} from './dictionary.ts';
import { adoptRow, joinRows } from './joined-table.ts';

/** A remembered event, by number in order of arrival. */
export type Row = number;

/** A field, or what is worked out of one, as it is kept. */
export type KeptField = Pick<Field, 'path' | 'read' | 'numbers'>;

/** What is kept of events: their time, identifier, and the few fields that rules ask for. */
export interface EventTable {
  /** Keeps an event. */
  remember(event: Event): Row;
  /** Keeps further fields, each once, of an event that is remembered; lists that come again are cheaper. */
  annotate(row: Row, event: Event, fields: readonly KeptField[]): void;
  /** Keeps further values of an event that is remembered, under a name that no field has. */
  note(row: Row, name: string, values: readonly Json[]): void;
  /** Keeps a row of another table that keeps the same fields; `translate` turns its numbers into own. */
  adopt(other: EventTable, row: Row, translate: (number: number) => number): Row;
  /**
   * Keeps many rows of such a table at once, in the order given, each under the next number of this one; `rowOf` gives that
   * number for each of them, and none for others.
   */
  join(
    other: EventTable,
    rows: IntView,
    rowOf: (row: Row) => Row | undefined,
    translate: (number: number) => number,
  ): Work;
  /** What was kept of some events only, by path: their rows, ascending, and a number for each. */
  noted(): Iterable<readonly [path: string, rows: IntView, numbers: IntView]>;
  /** The numbers of the fields that {@link annotate} kept of a row, by path. */
  notes(row: Row): readonly (readonly [path: string, number: number])[];
  /** Lets a row stand for nothing any more; it keeps its number. */
  drop(row: Row): void;
  isDropped(row: Row): boolean;
  /** The rows that were not dropped, ascending. */
  rows(): Iterable<Row>;
  /** How many rows there are, those that were dropped as well. */
  readonly size: number;
  readonly dictionary: Dictionary;
  /** Where all of it is kept. */
  readonly store: Store;
  /** Reads the dictionary number of a field of remembered events; the field must be kept. */
  column(path: string): (row: Row) => number;
  /** The most values that an event has in a field, or more; the field must be kept. */
  mostValues(path: string): number;
  /** The texts of a field; none if it was not kept of this event. */
  texts(row: Row, path: string): readonly string[];
  time(row: Row): number;
  uuid(row: Row): string;
  /** The table as it is, in a store that was frozen just now. */
  snapshot(): TableSnapshot;
}

/** A table as plain data. */
export interface TableSnapshot {
  readonly dictionary: DictionarySnapshot;
  readonly most: ReadonlyMap<string, number>;
  readonly fields: ReadonlyMap<string, CompactSnapshot>;
  readonly identities: IdentitiesSnapshot;
  readonly dropped: ColumnSnapshot;
  readonly notes: ReadonlyMap<string, NotesSnapshot>;
}

/**
 * Makes a table that keeps the given fields of every event, each costing one to four bytes an event; or opens one
 * that keeps them.
 */
export function createEventTable(
  kept: Iterable<Field>,
  store: Store = createStore(),
  from?: TableSnapshot,
): EventTable {
  const dictionary = createDictionary(store, from?.dictionary);
  const most = createMostValues(from?.most);
  const interning = createInterning(dictionary, most.note);
  const fields = createKeptFields(kept, store, interning, from?.fields);
  const identities = createIdentities(dictionary, store, from?.identities);
  const dropped = store.column(8, from?.dropped);
  const notes = createNotebook(store, from?.notes);
  const parts = { dictionary, most, fields, identities, dropped, notes };
  const annotate = createAnnotating(
    ({ path }) => fields.at(path) !== undefined,
    (field) => ({ numberOf: interning(field), notes: notes.under(field.path) }),
  );
  return {
    remember({ raw, time, uuid }) {
      const row = identities.push(time, uuid);
      fields.remember(row, raw);
      return row;
    },
    annotate,
    note: (row, name, values) => notes.note(row, name, dictionary.intern(values)),
    adopt: (other, row, translate) => adoptRow(parts, other, row, translate),
    join: (other, rows, rowOf, translate) => joinRows(parts, other, rows, rowOf, translate),
    noted: notes.all,
    drop: (row) => dropped.set(row, 1),
    isDropped: (row) => dropped.get(row) === 1,
    *rows() {
      const { times } = identities;
      for (let row = 0; row < times.length; row++) if (dropped.get(row) === 0) yield row;
    },
    notes: notes.of,
    get size() {
      return identities.times.length;
    },
    dictionary,
    store,
    column(path) {
      const numbers = fields.at(path);
      if (!numbers) throw new RangeError(`the field ${path} is not kept`);
      return numbers.get;
    },
    mostValues: most.of,
    texts: (row, path) =>
      dictionary.texts(fields.at(path)?.get(row) ?? notes.at(row, path) ?? absent),
    time: identities.times.get,
    uuid: identities.uuid,
    snapshot: () => snapshotOf(parts),
  };
}

/** What a table is made of, each as plain data. */
function snapshotOf(
  parts: {
    readonly [Part in keyof TableSnapshot]: { snapshot(): TableSnapshot[Part] };
  },
): TableSnapshot {
  const { dictionary, most, fields, identities, dropped, notes } = parts;
  return {
    dictionary: dictionary.snapshot(),
    most: most.snapshot(),
    fields: fields.snapshot(),
    identities: identities.snapshot(),
    dropped: dropped.snapshot(),
    notes: notes.snapshot(),
  };
}

/** The columns of the fields that are kept of every event. */
function createKeptFields(
  kept: Iterable<Field>,
  store: Store,
  interning: (field: KeptField) => Interning,
  from?: TableSnapshot['fields'],
) {
  const byPath = new Map([...kept].map((field) => [field.path, field]));
  const all = [...byPath.values()].map((field) => {
    const numbers = createSparse(store.compactColumn(from?.get(field.path)));
    return { path: field.path, numberOf: interning(field), numbers, walked: field.numbers.walked };
  });
  const columns = new Map(all.map(({ path, numbers }) => [path, numbers]));
  // Of most fields the walk over an event tells that it has nothing there.
  const walk = all.find(({ walked }) => walked)?.walked?.walk;
  const places = all.map(({ walked }) => (walked?.walk === walk ? (walked?.place ?? -1) : -1));
  return {
    all,
    at: (path: string) => columns.get(path),
    snapshot: (): TableSnapshot['fields'] =>
      new Map(all.map(({ path, numbers }) => [path, numbers.snapshot()])),
    remember(row: Row, raw: Json): void {
      const counts = walk?.counts(raw);
      for (let at = 0; at < all.length; at++) {
        const place = places[at] as number;
        if (place >= 0 && counts?.[place] === 0) continue;
        const { numberOf, numbers } = all[at] as (typeof all)[number];
        numbers.set(row, numberOf(raw));
      }
    },
  };
}

/** A column in ascending order of rows that has no page before a row has something in it. */
function createSparse(numbers: AppendColumn) {
  return {
    set(row: Row, number: number): void {
      if (number === absent) return;
      while (numbers.length < row) numbers.push(absent);
      numbers.push(number);
    },
    get: numbers.get,
    snapshot: numbers.snapshot,
  };
}

/** Prepares to number what events have in a field, once for each value; `see` hears how many values there are. */
function createInterning(
  { intern }: Dictionary,
  see: (path: string, count: number) => void,
): (field: KeptField) => Interning {
  return ({ path, numbers, read }) => {
    // Values that hardly ever come again, such as transactions, mostly do so in the next event.
    let last: Json | undefined;
    let number = absent;
    return createByValue(numbers, (raw) => {
      const values = read(raw);
      const only = values.length === 1 ? values[0] : undefined;
      if (only !== undefined && only === last) return number;
      see(path, values.length);
      number = intern(values);
      last = only;
      return number;
    });
  };
}

/** The most values that an event has in each field. */
function createMostValues(from?: TableSnapshot['most']) {
  const most = new Map(from);
  const of = (path: string): number => most.get(path) ?? 1;
  return {
    of,
    note(path: string, count: number): void {
      if (count > of(path)) most.set(path, count);
    },
    snapshot: (): TableSnapshot['most'] => new Map(most),
  };
}

/** Gives the dictionary's number of what an event has in a field. */
type Interning = (raw: Json) => number;

/** A field that is kept of some events. */
interface Annotation {
  readonly numberOf: Interning;
  readonly notes: Notes;
}

/** So many lists of fields are prepared. */
const mostAnnotations = 16_384;

/** Prepares to keep fields of some events, but for those that are kept of every event; lists of fields come again. */
function createAnnotating(
  isKept: (field: KeptField) => boolean,
  make: (field: KeptField) => Annotation,
): EventTable['annotate'] {
  const made = new Map<KeptField, Annotation>();
  const of = (field: KeptField): Annotation => {
    const annotation = made.get(field) ?? make(field);
    made.set(field, annotation);
    return annotation;
  };
  const prepared = new Map<readonly KeptField[], readonly Annotation[]>();
  return (row, { raw }, fields) => {
    let annotations = prepared.get(fields);
    if (!annotations) {
      if (prepared.size === mostAnnotations) prepared.clear();
      annotations = fields.filter((field) => !isKept(field)).map(of);
      prepared.set(fields, annotations);
    }
    for (const { numberOf, notes } of annotations) {
      const number = numberOf(raw);
      if (number !== absent) notes.set(row, number);
    }
  };
}

/** When each event was, and its identifier: a UUID as four words, any other text by its number. */
function createIdentities(dictionary: Dictionary, store: Store, from?: IdentitiesSnapshot) {
  const times = store.wideColumn(from?.times);
  const words = store.column(32, from?.words);
  const others = createNotes(store, from?.others);
  return {
    times,
    push(time: number, uuid: string): Row {
      const row = times.length;
      times.push(time);
      const parts = wordsOf(uuid);
      if (!parts) others.set(row, dictionary.single(uuid));
      for (const word of parts ?? [0, 0, 0, 0]) words.push(word);
      return row;
    },
    uuid(row: Row): string {
      const number = others.at(row);
      if (number !== undefined) return dictionary.text(number);
      return uuidOf([0, 1, 2, 3].map((part) => words.get(row * 4 + part) >>> 0));
    },
    snapshot: (): IdentitiesSnapshot => ({
      times: times.snapshot(),
      words: words.snapshot(),
      others: others.snapshot(),
    }),
  };
}

interface IdentitiesSnapshot {
  readonly times: ColumnSnapshot;
  readonly words: ColumnSnapshot;
  readonly others: NotesSnapshot;
}

/** A field of some events; they come in ascending order, and one may come again at once. */
type Notes = ReturnType<typeof createNotes>;

interface NotesSnapshot {
  readonly rows: ColumnSnapshot;
  readonly numbers: CompactSnapshot;
}

function createNotes(store: Store, from?: NotesSnapshot) {
  const rows = store.column(32, from?.rows);
  const numbers = store.compactColumn(from?.numbers);
  let last = rows.length === 0 ? -1 : rows.get(rows.length - 1);
  return {
    ...{ rows, numbers },
    set(row: Row, number: number): void {
      if (row === last) return;
      last = row;
      rows.push(row);
      numbers.push(number);
    },
    at(row: Row): number | undefined {
      const place = lowerBound(rows, row);
      return place < rows.length && rows.get(place) === row ? numbers.get(place) : undefined;
    },
    snapshot: (): NotesSnapshot => ({ rows: rows.snapshot(), numbers: numbers.snapshot() }),
  };
}

/** Fields of some events, by path. */
function createNotebook(store: Store, from: TableSnapshot['notes'] = new Map()) {
  const notes = new Map([...from].map(([path, known]) => [path, createNotes(store, known)]));
  const under = (path: string): Notes => {
    const known = notes.get(path) ?? createNotes(store);
    notes.set(path, known);
    return known;
  };
  return {
    under,
    note(row: Row, path: string, number: number): void {
      if (number !== absent) under(path).set(row, number);
    },
    *all(): Generator<readonly [path: string, rows: IntView, numbers: IntView]> {
      for (const [path, { rows, numbers }] of notes) yield [path, rows, numbers];
    },
    at: (row: Row, path: string): number | undefined => notes.get(path)?.at(row),
    of: (row: Row): readonly (readonly [path: string, number: number])[] =>
      [...notes].flatMap(([path, known]) => {
        const number = known.at(row);
        return number === undefined ? [] : [[path, number] as const];
      }),
    snapshot: (): TableSnapshot['notes'] =>
      new Map([...notes].map(([path, known]) => [path, known.snapshot()])),
  };
}
