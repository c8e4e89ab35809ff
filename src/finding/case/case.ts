import type { ValueUse } from '../../window/log/use-table.ts';
import type { TieKind } from '../../window/log/value-users.ts';
import type { AdminAct } from './admin-act.ts';
import type { Case } from './case-record.ts';

export type { Case };

/** An address of a case. */
export type CaseAddress = Case['entities']['addresses'][number];
/** Something that a case left behind. */
export type PlantedObject = Case['entities']['planted'][number];

/** What cases are made of beyond their findings: how the whole log uses what stands in them. */
export interface CaseLog {
  /** Undefined if nothing is known of the value. */
  readonly useOf: (kind: TieKind, value: string) => ValueUse | undefined;
  /** Acts that shut, remove or reopen something, in order of time. */
  readonly acts: readonly AdminAct[];
  /** Whether the earliest of them were let go. */
  readonly actsAreCut: boolean;
  /** When the log ends, ISO 8601 UTC; null if it is empty. */
  readonly end: string | null;
}
