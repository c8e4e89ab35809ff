import type { FrozenPages } from '../store/buffer-pool.ts';
import type { EventStoreSnapshot } from '../window/event-store.ts';
import type { KeptByFormat } from '../window/log/field-presence.ts';
import type { CandidatesSnapshot } from './candidate-log.ts';
import type { NotesSnapshot } from './case-notes.ts';

/** What rules about events remember of a segment of a log, as plain data. */
export interface RememberedSegment {
  readonly frozen: FrozenPages;
  readonly store: EventStoreSnapshot;
  /** What the formats of its events keep that lose fields. */
  readonly formats: KeptByFormat;
  /** By the places of their rules among those about events. */
  readonly candidates: CandidatesSnapshot;
  /** Records in place of which others of the segment are taken. */
  readonly duplicates: number;
  /** Fields that no event should have, and some of the segment had. */
  readonly seen: readonly string[];
}

/**
 * All that an engine took of a segment of a log, as plain data: another engine of the same rules joins it to what it took itself. What
 * is in pages that one reads from the spill of the first, which may not be closed before it is done.
 */
export interface LogSegment extends RememberedSegment {
  /** The places of what packs need and no event of the segment had; undefined if none was asked for. */
  readonly openNeeds: readonly number[] | undefined;
  readonly notes: NotesSnapshot;
}
