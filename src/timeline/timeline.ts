import type { TimelineStep } from './step-record.ts';
import type { TimelineHead } from './timeline-record.ts';
import type { changeKinds, parties, partyReasons } from './timeline-schema.ts';

export type { TimelineHead, TimelineStep };

/** Events in order, as steps in lanes. Plain data. */
export interface Timeline extends TimelineHead {
  /** By time. */
  readonly steps: readonly TimelineStep[];
}

/** Events that share a session; where they have none, a device or an actor. */
export type TimelineLane = Timeline['lanes'][number];

export type TimelineAddress = Timeline['addresses'][number];
export type TimelineMachine = Timeline['machines'][number];
export type TimelineChange = TimelineStep['changes'][number];

/** A finding beside the step that decided it. */
export type FindingMark = Timeline['findings'][number];

export type ChangeKind = (typeof changeKinds)[number];
export type Party = (typeof parties)[number];
export type PartyReason = (typeof partyReasons)[number];
