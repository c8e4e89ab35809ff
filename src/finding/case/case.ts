import type { z } from 'zod';
import type { TieKind, ValueUse } from '../../window/log/value-users.ts';
import type { AdminAct } from './admin-act.ts';
import type { caseSchema } from './case-schema.ts';

/** Findings that tell of one attack; `case-schema.ts` describes each field. */
export type Case = z.infer<typeof caseSchema>;

export type CaseAddress = Case['entities']['addresses'][number];
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
