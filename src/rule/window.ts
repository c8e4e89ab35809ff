import type { Place } from './problem.ts';

/** A set of neighbouring events, and the facts to compute from it. */
export interface Window {
  readonly name: string;
  /** Names of the rules an event must match to belong; empty: every event does. */
  readonly rules: readonly string[];
  /** A value list instead of events: the window's values are the list's members. */
  readonly list: readonly string[] | undefined;
  /** Fields whose values neighbours share with the event; empty: all events are neighbours. */
  readonly groupBy: readonly string[];
  /** Milliseconds before the event, both ends included; undefined without `before`. */
  readonly before: number | undefined;
  /** Milliseconds after the event; undefined without `after`. */
  readonly after: number | undefined;
  /** Milliseconds that the log must have run before an empty window means anything. */
  readonly learn: number | undefined;
  readonly facts: readonly Fact[];
  readonly place: Place;
}

/** One computed field of a window; `<window>.<name>` in the detection. */
export interface Fact {
  readonly name: string;
  readonly compute: FactName;
  /** The fields whose values are computed with; several are one combined value. */
  readonly of: readonly string[];
  /** For `similar`: the neighbours' fields that are likened to `of`. */
  readonly among: readonly string[];
  readonly place: Place;
}

/** The functions of a window: a closed list (`context/functions.ts` has a row for each). */
export const factNames = [
  'count',
  'distinct',
  'values',
  'new',
  'switches',
  'similar',
] as const;
export type FactName = (typeof factNames)[number];
