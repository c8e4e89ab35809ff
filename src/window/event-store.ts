import type { Field } from '../event/field.ts';
import type { MemoryBudget } from '../store/buffer-pool.ts';
import type { FixedColumn } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import { createStore, type Store } from '../store/store.ts';
import { absent } from './dictionary.ts';
import {
  type ConflictBook,
  type Copies,
  type CopiesSnapshot,
  createCopies,
  openCopies,
  type TakenCopies,
} from './event-copies.ts';
import { createEventTable, type EventTable, type Row, type TableSnapshot } from './event-table.ts';
import { type ActorCount, createActorCount } from './log/actor-count.ts';
import {
  createSessionStarts,
  type NotedStarts,
  type NotedStartsSnapshot,
  openNotedStarts,
  type SessionStarts,
  sessionFields,
} from './log/session-starts.ts';

/** All that grows with the events that were seen. */
export interface EventStore {
  readonly store: Store;
  readonly table: EventTable;
  readonly copies: Copies;
  /** Where events are noted of which copies differ. */
  readonly conflicts: ConflictBook;
  readonly sessions: SessionStarts;
  readonly actors: ActorCount;
}

/** Remembers nothing yet; of events it will keep these fields. */
export function createEventStore(
  kept: readonly Field[],
  allowance: MemoryBudget | undefined,
  conflicts: ConflictBook,
  actorsBefore = 0,
): EventStore {
  const store = createStore(allowance);
  const table = createEventTable(kept, store);
  const { dictionary } = table;
  return {
    store,
    table,
    copies: createCopies(conflicts, store),
    conflicts,
    sessions: createSessionStarts(dictionary, store),
    actors: createActorCount(dictionary, store, actorsBefore),
  };
}

/** An event store as plain data, so that what it holds can be joined to what another one does. */
export interface EventStoreSnapshot {
  readonly table: TableSnapshot;
  readonly copies: CopiesSnapshot;
  readonly starts: NotedStartsSnapshot;
}

/** What an event store holds, in a store that was frozen just now. */
export function snapshotOfStore({ table, copies, sessions }: EventStore): EventStoreSnapshot {
  const [own, starts] = [table.snapshot(), sessions.noteSnapshot()];
  return { table: own, copies: copies.snapshot(), starts };
}

/** What an event store held that is opened to be joined to another one. */
export interface OpenedEventStore {
  /** What its pages are read through; of use only while it is joined. */
  readonly store: Store;
  readonly table: EventTable;
  readonly copies: TakenCopies;
  readonly starts: NotedStarts;
}

/** Opens what an event store held that kept the same fields, over a store that reads its pages. */
export function openEventStore(
  { table, copies, starts }: EventStoreSnapshot,
  kept: readonly Field[],
  store: Store,
): OpenedEventStore {
  return {
    store,
    table: createEventTable(kept, store, table),
    copies: openCopies(copies, store),
    starts: openNotedStarts(starts, store),
  };
}

/** Lets go of the rows of copies whose place others took; gives whether there are any. */
export function dropSuperseded({ table, copies }: EventStore): boolean {
  if (!copies.hasSuperseded) return false;
  for (const row of table.rows()) {
    if (copies.isSuperseded(table.uuid(row), row)) table.drop(row);
  }
  return true;
}

/** Prepares the number that the values of a number of one table have in another one; those that were told stand in `known`. */
function translating(
  { dictionary }: EventTable,
  to: EventTable,
  known: FixedColumn,
): (number: number) => number {
  return (number) => {
    if (number === absent) return absent;
    const before = known.get(number);
    if (before !== 0) return before;
    const own = to.dictionary.intern(dictionary.texts(number));
    known.set(number, own);
    return own;
  };
}

/**
 * Joins to an event store what another one held of other records. `see` decides which of its copies are taken, by the numbers that
 * values have here. Gives the new row of each row that is.
 */
export function* joinStore(
  here: EventStore,
  other: OpenedEventStore,
  see: (numberOf: (value: number) => number) => Work<(uuid: string) => boolean>,
): Work<(row: Row) => Row | undefined> {
  const { table } = here;
  const { store } = other;
  const translate = translating(other.table, table, store.column(32));
  const isTaken = yield* see(translate);
  const { uuid } = other.table;
  return yield* takeRows(table, other.table, (row) => isTaken(uuid(row)), translate, store);
}

/** Keeps the rows of one table that are taken in another one; gives the new row of each. What that takes is kept in a store. */
function* takeRows(
  to: EventTable,
  from: EventTable,
  isTaken: (row: Row) => boolean,
  translate: (number: number) => number,
  store: Store,
): Work<(row: Row) => Row | undefined> {
  const isTime = createPace();
  const [taken, places] = [store.column(32), store.column(32)];
  const first = to.size;
  for (const row of from.rows()) {
    if (isTime(takingSteps)) yield;
    if (!isTaken(row)) continue;
    taken.push(row);
    places.set(row, taken.length);
  }
  const rowOf = (row: Row): Row | undefined => {
    const place = places.get(row);
    return place === 0 ? undefined : first + place - 1;
  };
  yield* to.join(from, taken, rowOf, translate);
  return rowOf;
}

/** To look an event up takes so many steps. */
const takingSteps = 8;

/** What is left of an event store, and the new row of each row that is. */
export interface Remainder {
  readonly left: EventStore;
  readonly rowOf: (row: Row) => Row | undefined;
}

/**
 * Copies what belongs to events from `cut` on, in milliseconds. What is forgotten is forgotten as
 * events, as identifiers (so a late duplicate is new again) and as starts of sessions.
 */
export function* forgetBefore(
  cut: number,
  from: EventStore,
  kept: readonly Field[],
  allowance: MemoryBudget | undefined,
): Work<Remainder> {
  const isTime = createPace();
  const { table } = from;
  const left = createEventStore(kept, allowance, from.conflicts, from.actors.count());
  const numbers = from.store.column(32);
  const translate = translating(table, left.table, numbers);
  // An earlier start tells nothing any more: what came between it and the cut is forgotten.
  const begins = (number: number): boolean =>
    sessionFields.some((path) => (from.sessions.startOf(path, number) ?? cut - 1) >= cut);
  const isKept = (row: Row): boolean => table.time(row) >= cut;
  const rowOf = yield* takeRows(left.table, table, isKept, translate, from.store);
  for (const row of table.rows()) {
    if (isTime(1)) yield;
    if (isKept(row)) left.copies.adopt(from.copies, table.uuid(row));
  }
  for (let number = 1; number < table.dictionary.size; number++) {
    if (isTime(1)) yield;
    if (begins(number)) left.sessions.adopt(from.sessions, number, translate(number));
    const own = numbers.get(number);
    if (own !== 0 && from.actors.has(number)) left.actors.adopt(own);
  }
  return { left, rowOf };
}
