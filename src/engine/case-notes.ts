import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import type { CaseLog } from '../finding/case/case.ts';
import { createNotedActs } from '../finding/case/noted-acts.ts';
import { targetsField } from '../finding/displayed-fields.ts';
import type { Work } from '../store/pausable-work.ts';
import { measureSessions, type SessionSurprise } from '../surprise/session-surprise.ts';
import { createShowings } from '../surprise/showings.ts';
import { createValueUsers } from '../window/log/value-users.ts';

/** What cases will be made of beyond findings, noted of every event of a log; bounded in memory. */
export interface CaseNotes {
  /** Takes every record of an event: of copies each counts, so that it does not matter which came first. */
  see(event: Event): void;
  /** What is known once the log was read. */
  log(): Omit<CaseLog, 'end'>;
  /** How surprising sessions are, if that was asked for. */
  surprise(): Work<SessionSurprise> | undefined;
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
  const showings = ranksSessions ? createShowings(fieldOf, surpriseRoom, seed) : undefined;
  return {
    see(event) {
      showings?.see(event);
      users.see(event);
      acts.see(event);
    },
    log: () => ({ useOf: users.of, acts: acts.all(), actsAreCut: acts.isCut }),
    surprise: () => showings && measureSessions(showings.seen()),
  };
}
