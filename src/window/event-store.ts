import type { Field } from '../event/field.ts';
import type { MemoryBudget } from '../store/buffer-pool.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import { createStore, type Store } from '../store/store.ts';
import { absent } from './dictionary.ts';
import { type ConflictBook, type Copies, createCopies } from './event-copies.ts';
import { createEventTable, type EventTable, type Row } from './event-table.ts';
import { type ActorCount, createActorCount } from './log/actor-count.ts';
import { createSessionStarts, type SessionStarts, sessionFields } from './log/session-starts.ts';

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

/** Lets go of the rows of copies whose place others took; gives whether there are any. */
export function dropSuperseded({ table, copies }: EventStore): boolean {
  if (!copies.hasSuperseded) return false;
  for (const row of table.rows()) {
    if (copies.isSuperseded(table.uuid(row), row)) table.drop(row);
  }
  return true;
}

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
  const [rows, numbers] = [from.store.column(32), from.store.column(32)];
  const translate = (number: number): number => {
    if (number === absent) return absent;
    const known = numbers.get(number);
    if (known !== 0) return known;
    const own = left.table.dictionary.intern(table.dictionary.texts(number));
    numbers.set(number, own);
    return own;
  };
  // An earlier start tells nothing any more: what came between it and the cut is forgotten.
  const begins = (number: number): boolean =>
    sessionFields.some((path) => (from.sessions.startOf(path, number) ?? cut - 1) >= cut);
  for (const row of table.rows()) {
    if (isTime(1)) yield;
    if (table.time(row) < cut) continue;
    rows.set(row, left.table.adopt(table, row, translate) + 1);
    left.copies.adopt(from.copies, table.uuid(row));
  }
  for (let number = 1; number < table.dictionary.size; number++) {
    if (isTime(1)) yield;
    if (begins(number)) left.sessions.adopt(from.sessions, number, translate(number));
    const own = numbers.get(number);
    if (own !== 0 && from.actors.has(number)) left.actors.adopt(own);
  }
  return {
    left,
    rowOf(row) {
      const own = rows.get(row);
      return own === 0 ? undefined : own - 1;
    },
  };
}
