import type { Expression, Formula } from '../expression.ts';
import type { SourcePlace } from '../yaml/diagnostic.ts';
import type { FactName } from './window-function.ts';

/** A set of neighbouring events, and the facts to compute from it. Its inside is no part of the public API. */
export interface Window {
  readonly name: string;
  /** Names of the rules an event must match to belong; empty: every event does. */
  readonly rules: readonly string[];
  /** What its events must be, if the window says so itself; until rules are linked. */
  readonly events?: Expression;
  /** Whether it said so itself; its one rule is then known by the window's name only. */
  readonly selects?: true;
  /** The name of a value list whose members take the place of events. */
  readonly list: string | undefined;
  /**
   * Fields whose values neighbours share with the event; empty: all events are neighbours, unless
   * `groupByAny` says which are.
   */
  readonly groupBy: readonly string[];
  /** Whether the event's only neighbour is itself, if it matches the window's rule (`matches`). */
  readonly itself?: true;
  /** Several groupings in place of `groupBy`, none of them empty: neighbours share the fields of any. */
  readonly groupByAny?: readonly (readonly string[])[];
  /**
   * What a name in `groupBy` is called in the events of a rule: by that name, then by the rule's own
   * name. Without an entry the name is a field itself.
   */
  readonly aliases: Aliases;
  /** Milliseconds back from the event, both ends included; undefined without `before`. */
  readonly before: number | undefined;
  /** Milliseconds back from the event at which the window ends, so that it lacks the event itself. */
  readonly until?: number;
  /** Milliseconds on from the event, its own instant left out; undefined without `after`. */
  readonly after: number | undefined;
  /** Milliseconds that the log must have run before an empty window means anything. */
  readonly learn: number | undefined;
  /** Milliseconds of one bucket, for facts that compare buckets; undefined without `every`. */
  readonly every: number | undefined;
  readonly facts: readonly Fact[];
  /** Names of facts with a mistake of their own, so that what names them has none. */
  readonly unread?: readonly string[];
  /** Instead of events: fields computed from the facts of other windows, by name. */
  readonly computed?: ReadonlyMap<string, Formula>;
  /** The name of the filter that brought it to a rule; undefined for a window of its own. */
  readonly filter?: string;
  readonly place: SourcePlace;
}

/** Fields by rule, by the name that stands for them (Sigma specification 2.1, "Field Name Aliases"). */
export type Aliases = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** No aliases: every name is a field. */
export const noAliases: Aliases = new Map();

/** One computed field of a window; `<window>.<name>` in the detection. */
export interface Fact {
  readonly name: string;
  readonly compute: FactName;
  /** The fields it is computed from; several are one combined value. */
  readonly of: readonly string[];
  /** For `similar`: the neighbours' fields that are likened to `of`. */
  readonly among: readonly string[];
  /** For `percentile`: above 0, 100 at most. */
  readonly percent?: number;
  /** For `zscore`: what is computed of each bucket, from `of`. */
  readonly each?: BucketName;
  /** For `share`: the rule, as the window names it. */
  readonly rule?: string;
  /** For `portion`: how many events a value must have, at least or at most. */
  readonly often?: { readonly bound: 'gte' | 'lte'; readonly count: number };
  /** For `sum`: whether none of the numbers is below 0, so that more events can only raise it. */
  readonly rises?: boolean;
}

/** The window with its sums of an alert's `score` marked: no score is below 0. */
export function withRisingScores(window: Window): Window {
  const facts = window.facts.map((fact) =>
    fact.compute === 'sum' && fact.of.length === 1 && fact.of[0] === 'score'
      ? { ...fact, rises: true }
      : fact,
  );
  return { ...window, facts };
}

/** The names that a window gives to facts and formulas. */
export function factNamesOf({ facts, computed }: Window): readonly string[] {
  return [...facts.map(({ name }) => name), ...(computed?.keys() ?? [])];
}

/** What a bucket can be measured by. */
export const bucketNames = ['count', 'distinct', 'sum'] as const;
export type BucketName = (typeof bucketNames)[number];

/** The ways in which a window groups its events, by the fields of each; mostly one. */
export function groupingsOf({
  groupBy,
  groupByAny,
}: Pick<Window, 'groupBy' | 'groupByAny'>): readonly (readonly string[])[] {
  return groupByAny ?? [groupBy];
}

/** Every field that can be a part of a key: names, and what they stand for. */
export function keyFields(
  window: Pick<Window, 'groupBy' | 'groupByAny' | 'aliases'>,
): readonly string[] {
  const names = groupingsOf(window).flat();
  const others = names.flatMap((name) => [...(window.aliases.get(name)?.values() ?? [])]);
  return [...new Set([...names, ...others])];
}

/** The keys that a window can have in a rule file. */
export const windowKeys = [
  'rules',
  'events',
  'list',
  'group-by',
  'group-by-any',
  'aliases',
  'before',
  'until',
  'after',
  'learn',
  'every',
  'fields',
  'compute',
] as const;
