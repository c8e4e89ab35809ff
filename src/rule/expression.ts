import type { Place } from './problem.ts';

/** What a rule asks of an event: a tree of these. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  /** A named selection of the rule; transparent, kept for explanations. */
  | { readonly kind: 'selection'; readonly name: string; readonly of: Expression }
  | FieldTest
  | Keyword;

/** One entry of a selection: a field, and what its value must be. */
export interface FieldTest {
  readonly kind: 'field';
  readonly path: string;
  /** The window, if the field is a fact of one (`session.ips`). */
  readonly window: string | undefined;
  /** How a value of the field is compared with the wanted ones. */
  readonly comparison: Comparison;
  /** Whether all wanted values must be met (`|all`), or one. */
  readonly all: boolean;
  readonly values: readonly Wanted[];
  readonly place: Place;
}

/** A word that must occur somewhere in the event. */
export interface Keyword {
  readonly kind: 'keyword';
  readonly all: boolean;
  readonly values: readonly Pattern[];
  readonly place: Place;
}

export type Comparison =
  | 'equals'
  | 'neq'
  | 'exists'
  | 'cidr'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte';

/** A value to compare with, prepared. */
export type Wanted =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'network'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  | { readonly kind: 'members'; readonly list: string; readonly values: readonly string[] }
  | Pattern;

/** Text with wildcards: a row of literal parts and `*` (any run) or `?` (any character). */
export interface Pattern {
  readonly kind: 'pattern';
  readonly parts: readonly (string | Wildcard)[];
  readonly cased: boolean;
}
export type Wildcard = { readonly any: 'run' | 'character' };
