import type { Event } from '../event/event.ts';
import type { Field, FieldOf } from '../event/field.ts';
import {
  createRecordCounts,
  type RecordCounts,
  type RecordFate,
} from '../finding/record-counts.ts';
import type { State, Summary } from '../finding/summary.ts';
import type { MemoryBudget } from '../store/buffer-pool.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { type ConflictBook, type CopySighted, createConflictBook } from '../window/event-copies.ts';
import {
  createEventStore,
  dropSuperseded,
  type EventStore,
  forgetBefore,
  joinStore,
  openEventStore,
  snapshotOfStore,
} from '../window/event-store.ts';
import type { Row } from '../window/event-table.ts';
import { createSightings, type Sightings } from '../window/log/log-traits.ts';
import {
  type CoveredInterval,
  intervalsFrom,
  longestSilence,
} from '../window/log/time-coverage.ts';
import type { TimeIndex } from '../window/time-index.ts';
import type { RememberedSegment } from './log-segment.ts';

/** A time, in milliseconds since 1970 UTC. */
export interface CoveredTime {
  /** The beginning; milliseconds since 1970 UTC. */
  readonly from: number;
  /** The end; milliseconds since 1970 UTC. */
  readonly to: number;
}

export interface EventLogSetup {
  /** Fields to keep of every remembered event. */
  readonly kept: readonly Field[];
  readonly fieldOf: FieldOf;
  readonly budget: MemoryBudget | undefined;
  /** Whether an event of a time is to be evaluated; others are context only. */
  readonly isAsked: (time: number) => boolean;
}

/** The log as far as it was read: what is remembered of it, what was counted, which time it covers. */
export interface EventLog {
  readonly counts: RecordCounts;
  /** What is remembered at the moment. */
  readonly store: EventStore;
  /** Takes an event; false if it is a copy that adds nothing. */
  take(event: Event): boolean;
  /** Takes what another log took of other records, its pages opened in `pages`; gives the new rows of its events. */
  join(segment: RememberedSegment, pages: Store): Work<(row: Row) => Row | undefined>;
  /** What is remembered and counted, in a store that was frozen just now. */
  snapshot(): Pick<RememberedSegment, 'store' | 'formats' | 'duplicates'>;
  /** Whether more cannot be remembered unless some is forgotten. */
  isFull(): boolean;
  /** Notes that everything of a time was read, also where there are no events. */
  cover(time: CoveredTime | undefined): void;
  /** The time that was read, whether or not its events are remembered. */
  coverage(): readonly CoveredInterval[];
  /** The part of it of which nothing was forgotten. */
  remembered(): readonly CoveredInterval[];
  /** Those of the fields that no event can have. */
  missing(fields: Iterable<string>): readonly string[];
  /** Lets go of the rows of copies whose place others took; gives whether there are any. */
  dropCopies(): boolean;
  /** Forgets the events before a time; gives the new row of each event that is left. */
  forget(cut: number, timeIndex: TimeIndex): Work<(row: Row) => Row | undefined>;
  /** What remembering cost; `retained` are bytes kept beside the store. */
  state(retained: number): State;
  /** Events whose copies differ, if there are any. */
  conflicts(): Pick<Summary, 'conflicts'>;
}

/**
 * What is left after forgetting has to grow by so much before more is forgotten: where the least that any log takes is more
 * than the budget, forgetting could never make room, and each event would have everything evaluated again.
 */
const growth = 1.5;

/** Begins with a log of which nothing was read. */
export function createEventLog({ kept, fieldOf, budget, isAsked }: EventLogSetup): EventLog {
  const conflictBook = createConflictBook();
  const sightings = createSightings(fieldOf('actor.id'));
  const counts = createRecordCounts();
  let store = createEventStore(kept, budget, conflictBook);
  let covered: CoveredTime | undefined;
  let [rememberedFrom, forgotten, peak, leastFull] = [Number.NEGATIVE_INFINITY, 0, 0, 0];
  const count = counting(counts, isAsked);
  const coverage = (): readonly CoveredInterval[] => {
    const seen = sightings.coverage(store);
    for (const time of momentsOf(covered)) seen.see(time);
    return seen.intervals();
  };
  return {
    counts,
    get store() {
      return store;
    },
    take(event) {
      const sighted = sightings.see(event, store, isAsked);
      count(sighted, event.time);
      return sighted.fate !== 'left';
    },
    join({ store: snapshot, formats, duplicates }, pages) {
      const opened = openEventStore(snapshot, kept, pages);
      for (let at = 0; at < duplicates; at++) counts.count('duplicate');
      return joinStore(store, opened, (numberOf) =>
        sightings.join({ ...opened, formats }, store, numberOf, count),
      );
    },
    snapshot: () => snapshotOf(store, sightings, counts),
    isFull: () =>
      store.store.isFull() && store.table.size > 1 && store.store.usage().bytes > leastFull,
    cover(time) {
      covered = time;
    },
    coverage,
    remembered: () => intervalsFrom(coverage(), rememberedFrom),
    missing: sightings.missing,
    dropCopies: () => dropSuperseded(store),
    *forget(cut, timeIndex) {
      sightings.settle(store);
      forgotten += timeIndex.firstAt(cut);
      rememberedFrom = Math.max(rememberedFrom, cut);
      const { left, rowOf } = yield* forgetBefore(cut, store, kept, budget);
      const { bytes, peakBytes } = store.store.usage();
      const leftBytes = left.store.usage().bytes;
      peak = Math.max(peak, peakBytes, bytes + leftBytes);
      leastFull = leftBytes * growth;
      store = left;
      return rowOf;
    },
    state(retained) {
      const { peakBytes, spilledBytes } = store.store.usage();
      const most = Math.max(peak, peakBytes) + retained;
      return { peakBytes: most, spilledBytes, forgottenEvents: forgotten, exact: forgotten === 0 };
    },
    conflicts: () => toldConflicts(conflictBook),
  };
}

/** Prepares to count records of a time by what became of them. */
function counting(
  counts: RecordCounts,
  isAsked: EventLogSetup['isAsked'],
): (sighted: CopySighted, time: number) => void {
  const fateOf = (time: number): RecordFate => (isAsked(time) ? 'evaluated' : 'filtered');
  return ({ fate, before }, time) => {
    if (before) counts.demote(fateOf(before.time));
    counts.count(fate === 'left' ? 'duplicate' : fateOf(time));
  };
}

function toldConflicts(book: ConflictBook): Pick<Summary, 'conflicts'> {
  const conflicts = book.conflicts();
  return conflicts.events > 0 ? { conflicts } : {};
}

function snapshotOf(
  store: EventStore,
  { formats }: Sightings,
  { duplicates }: RecordCounts,
): ReturnType<EventLog['snapshot']> {
  return { store: snapshotOfStore(store), formats: formats(), duplicates: duplicates() };
}

/** Moments of a time, so close that there is no long silence between them. */
function* momentsOf(covered: CoveredTime | undefined): Generator<number> {
  if (!covered || covered.from >= covered.to) return;
  for (let time = covered.from; time < covered.to; time += longestSilence) yield time;
  yield covered.to;
}
