import type { Expression } from './expression.ts';
import type { Level } from './level.ts';
import type { Place } from './problem.ts';
import type { Window } from './window.ts';

/** One Sigma rule, parsed: an event, in its context, that is worth a finding. */
export interface Rule {
  /** File name without `.yml`; what people type and refer to. */
  readonly name: string;
  /** UUID; survives renaming. The name, if the file gives none. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly level: Level;
  /** Worse levels under further conditions; the worst that holds is taken. */
  readonly raises: readonly Raise[];
  readonly status: string;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  /** What is true of harmless events that look like this. */
  readonly falsepositives: readonly string[];
  /** What to do about a finding, most urgent first. */
  readonly response: readonly string[];
  /** A finding's headline; `{actor.alternateId}` and `{window.fact}` are filled in. */
  readonly summary: string;
  /** Findings with equal values of these fields are one finding. */
  readonly fingerprint: readonly string[];
  /** False for rules that only feed the windows of other rules. */
  readonly generate: boolean;
  /** Ids of the detection ideas it stands for, as `rules/catalogue/ideas.txt` lists them. */
  readonly catalogue: readonly string[];
  readonly windows: readonly Window[];
  /** The condition, with the selections it names inside. */
  readonly condition: Expression;
  readonly place: Place;
}

/** `raise: [{level: high, condition: proxied}]`: the level if the condition holds as well. */
export interface Raise {
  readonly level: Level;
  readonly condition: Expression;
}

/** The values of named lists, for `expand` and for windows over a list. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/** Rules that were loaded and linked: every rule and list that they name exists. */
export interface RuleSet {
  /** Every rule stands after the rules its windows refer to. */
  readonly rules: readonly Rule[];
  readonly lists: Lists;
  /** Titles of rules left out, because their log source is not Okta's System Log. */
  readonly foreign: readonly string[];
}
