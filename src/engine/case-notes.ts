import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import type { CaseLog } from '../finding/case/case.ts';
import { type ActsSnapshot, createNotedActs } from '../finding/case/noted-acts.ts';
import { targetsField } from '../finding/displayed-fields.ts';
import type { Work } from '../store/pausable-work.ts';
import { measureSessions, type SessionSurprise } from '../surprise/session-surprise.ts';
import { createShowings } from '../surprise/showings.ts';
import type { ShowingsSnapshot } from '../surprise/showings-snapshot.ts';
import { createValueUsers, type UsersSnapshot } from '../window/log/value-users.ts';

/** What cases will be made of beyond findings, noted of every event of a log; bounded in memory. */
export interface CaseNotes {
  /** Takes every record of an event: of copies each counts, so that it does not matter which came first. */
  see(event: Event): void;
  /** What is known once the log was read. */
  log(): Omit<CaseLog, 'end'>;
  /** How surprising sessions are, if that was asked for. */
  surprise(): Work<SessionSurprise> | undefined;
  /** All that was noted, as plain data. */
  snapshot(): NotesSnapshot;
  /** Takes over what was noted of other records, or of copies: from then on it is as if they had been seen here. */
  join(other: NotesSnapshot): void;
}

/** Notes as plain data that can be handed to another thread. */
export interface NotesSnapshot {
  readonly users: UsersSnapshot;
  readonly acts: ActsSnapshot;
  /** Undefined where sessions are not ranked. */
  readonly showings: ShowingsSnapshot | undefined;
}

/**
 * Room for what findings are ranked by, whatever the budget: what is found must not depend on that. It holds a week of a
 * company of a thousand, or a month of 250 people.
 */
const surpriseRoom = 2 ** 20;

/** Starts with nothing noted; the seed keys hashes. Runs that only count or explain report no findings that `ranksSessions` would rank. */
export function createCaseNotes(
  fieldOf: FieldOf,
  ranksSessions: boolean,
  seed?: number,
): CaseNotes {
  const users = createValueUsers(fieldOf, undefined, seed);
  const acts = createNotedActs(fieldOf, targetsField);
  let showings = ranksSessions ? createShowings(fieldOf, surpriseRoom, seed) : undefined;
  return {
    see(event) {
      showings?.see(event);
      users.see(event);
      acts.see(event);
    },
    log: () => ({ useOf: users.of, acts: acts.all(), actsAreCut: acts.isCut }),
    surprise: () => showings && measureSessions(showings.seen()),
    snapshot: () => ({
      users: users.snapshot(),
      acts: acts.snapshot(),
      showings: showings?.snapshot(),
    }),
    join(other) {
      users.join(other.users);
      acts.join(other.acts);
      if (other.showings) showings?.join(other.showings);
      // What some of the records show says nothing of how surprising a session is.
      else showings = undefined;
    },
  };
}
