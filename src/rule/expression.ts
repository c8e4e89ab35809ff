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
  /** The window and fact, if the field is one (`session.ips`). */
  readonly fact: { readonly window: string; readonly name: string } | undefined;
  readonly comparison: Comparison;
  /** Whether all wanted values must be met (`|all`), or one. */
  readonly all: boolean;
  readonly values: readonly Wanted[];
  readonly place: Place;
}

/** Words that must occur somewhere in the event, in any field. */
export interface Keyword {
  readonly kind: 'keyword';
  readonly all: boolean;
  readonly values: readonly Wanted[];
  readonly place: Place;
}

/** How a value of a field is compared with the wanted ones. */
export const comparisons = ['equals', 'neq', 'exists', 'gt', 'gte', 'lt', 'lte'] as const;
export type Comparison = (typeof comparisons)[number];

/** A value to compare with, as the rule's modifiers left it. */
export type Wanted =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  /** An address range in CIDR notation. */
  | { readonly kind: 'network'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  /** The members of a value list, each compared as `shape` says. */
  | { readonly kind: 'list'; readonly name: string; readonly shape: Shape }
  | Pattern;

/** How text is compared. */
export interface Shape {
  /** Whether anything may stand before or after the text. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  readonly cased: boolean;
}

/** Text with wildcards: literal parts, with `*` (any run) or `?` (any one character) between. */
export interface Pattern {
  readonly kind: 'pattern';
  readonly parts: readonly PatternPart[];
  readonly cased: boolean;
}
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'run' }
  | { readonly kind: 'character' };

/** Visits every test in an expression, in the order of the rule. */
export function* testsOf(expression: Expression): Generator<FieldTest | Keyword> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const part of expression.of) yield* testsOf(part);
      return;
    case 'not':
    case 'selection':
      yield* testsOf(expression.of);
      return;
    case 'field':
    case 'keyword':
      yield expression;
  }
}

/** A condition as one would write it: the names of its selections, joined. */
export function namesIn(expression: Expression): string {
  const bracketed = (part: Expression): string =>
    part.kind === 'and' || part.kind === 'or' ? `(${namesIn(part)})` : namesIn(part);
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.map(bracketed).join(` ${expression.kind} `);
    case 'not':
      return `not ${bracketed(expression.of)}`;
    case 'selection':
      return expression.name;
    default:
      return 'a test';
  }
}
