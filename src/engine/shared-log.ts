import type { FrozenPages } from '../store/buffer-pool.ts';
import type { TableSnapshot } from '../window/event-table.ts';
import type { StartsSnapshot } from '../window/log/session-starts.ts';
import type { CoveredInterval } from '../window/log/time-coverage.ts';
import type { CandidatesSnapshot } from './candidate-log.ts';

/**
 * All that rules are evaluated with once a log has ended, as plain data. Engines in other threads open it; what is in pages
 * they read from the spill of the one that shares it, which may not be closed before they are done.
 */
export interface SharedLog {
  readonly frozen: FrozenPages;
  readonly table: TableSnapshot;
  readonly sessions: StartsSnapshot;
  /** By the places of their rules among those about events. */
  readonly candidates: CandidatesSnapshot;
  /** The time that the log covers. */
  readonly intervals: readonly CoveredInterval[];
  /** By rule about events: the fields that it asks for and no event can have. */
  readonly missing: readonly (readonly string[])[];
  /** By rule about events: why it can never match; none if it can. */
  readonly never: readonly (readonly string[])[];
}
