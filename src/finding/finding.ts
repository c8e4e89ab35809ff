import type { Finding } from './finding-record.ts';

export type { Finding };

/** Why, in words. */
export type Reason = Finding['reasons'][number];
/** What people made of a finding. */
export type Disposition = NonNullable<Finding['disposition']>;

/** What was compared, and the values. */
export type Why = Finding['why'][number];
/** An address, and how often it was seen. */
export type FindingPlace = Finding['where'][number];
/** The run that found something. */
export type FoundBy = NonNullable<Finding['foundBy']>;
/** An event that a finding rests on. */
export type EvidenceEvent = Finding['evidence']['events'][number];
