import type { z } from 'zod';
import type { dispositionSchema, findingSchema } from './finding-schema.ts';

/** A rule that held, with everything a responder needs; `schema.ts` describes each field. */
export type Finding = z.infer<typeof findingSchema>;

export type Reason = Finding['reasons'][number];
/** What people made of a finding. */
export type Disposition = z.infer<typeof dispositionSchema>;

export type Why = Finding['why'][number];
export type FindingPlace = Finding['where'][number];
export type FoundBy = NonNullable<Finding['foundBy']>;
export type EvidenceEvent = Finding['evidence']['events'][number];
