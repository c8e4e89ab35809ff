import type { Truth } from '../detection/truth.ts';
import type { RuleExpression } from '../rule/correlation/rule-occurrence.ts';

/**
 * What a correlation found at one of its members. It is given of alerts, of what stayed undecided, and,
 * whatever the verdict, of members that somebody asks about.
 */
export interface CorrelationMatch {
  /** The member, by its place in the group. */
  readonly at: number;
  /** Whether an episode begins with the member. */
  readonly truth: Truth;
  /** Whether the condition holds, be it that an episode begins or not. */
  readonly condition: Truth;
  readonly role: EpisodeRole;
  /** The number that was compared, where it is one; of several orders of an instant, the one that decided. */
  readonly value?: number | undefined;
  /** Whether the number is final, so that no event outside the log could change it. */
  readonly isFinal?: boolean;
  /** What was found of each part of a condition over rules; only of members that are asked about. */
  readonly parts?: FoundParts | undefined;
  /** When the chain began that completes a row of steps, in milliseconds. */
  readonly began?: number | undefined;
  /** Milliseconds; the edges of the window, both ends included. */
  readonly from: number;
  readonly to: number;
  /** The window's members: from here, up to and without there. */
  readonly first: number;
  readonly end: number;
  /** Whether the log covers the window on either side. */
  readonly startKnown: boolean;
  readonly endKnown: boolean;
}

/**
 * What a member is to an episode: the one that would begin it; a `twin` of that one in the same instant;
 * a `later` one, with which an episode, or a bucket, goes on; or a `bystander`, with which none can begin.
 */
export type EpisodeRole = 'first' | 'twin' | 'later' | 'bystander';

/** What was found of the parts of a condition over rules. */
export type FoundParts = ReadonlyMap<RuleExpression, FoundPart>;

export interface FoundPart {
  readonly truth: Truth;
  /** Sure alerts of a rule where it was looked for; 0 for any other part. */
  readonly alerts: number;
}
