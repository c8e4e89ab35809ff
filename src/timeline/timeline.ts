import type { z } from 'zod';
import type {
  changeKinds,
  parties,
  partyReasons,
  stepSchema,
  timelineHeadSchema,
  timelineSchema,
} from './timeline-schema.ts';

/** Events in order, as steps in lanes; `timeline-schema.ts` describes each field. Plain data. */
export type Timeline = z.infer<typeof timelineSchema>;

/** A timeline without its steps. */
export type TimelineHead = z.infer<typeof timelineHeadSchema>;

/** An event, with Okta's own steps and repetitions folded into it. */
export type TimelineStep = z.infer<typeof stepSchema>;

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
