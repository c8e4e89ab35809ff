import type { Event } from '../event/event.ts';
import type { FieldOf } from '../event/field.ts';
import type { CaseLog } from '../finding/case/case.ts';
import { createNotedActs } from '../finding/case/noted-acts.ts';
import { targetsField } from '../finding/displayed-fields.ts';
import { createValueUsers } from '../window/log/value-users.ts';

/** What cases will be made of beyond findings, noted of every event of a log; bounded in memory. */
export interface CaseNotes {
  /** Takes every record of an event: of copies each counts, so that it does not matter which came first. */
  see(event: Event): void;
  /** What is known once the log was read. */
  log(): Omit<CaseLog, 'end'>;
}

export function createCaseNotes(fieldOf: FieldOf): CaseNotes {
  const users = createValueUsers(fieldOf);
  const acts = createNotedActs(fieldOf, targetsField);
  return {
    see(event) {
      users.see(event);
      acts.see(event);
    },
    log: () => ({ useOf: users.of, acts: acts.all(), actsAreCut: acts.isCut }),
  };
}
