import type { Reasons } from './reason-template.ts';
import type { SourcePlace } from './yaml/diagnostic.ts';

/** What an event must be for a rule: a tree of these. Its inside is no part of the public API. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  /** A named selection of the rule; transparent, kept for explanations. */
  | { readonly kind: 'selection'; readonly name: string; readonly of: Expression }
  | FilterExpression
  | RuleMatch
  | BlockExpression
  | FieldTest
  | Keyword;

/** What a filter adds to the rule's condition; its selections are its own. */
export interface FilterExpression {
  readonly kind: 'filter';
  readonly name: string;
  readonly title: string;
  readonly of: Expression;
}

/** That the event matches another rule, by name or id. */
export interface RuleMatch {
  readonly kind: 'matches';
  readonly name: string;
  readonly place: SourcePlace;
  /** What the rule asks, once rules are linked (`open-matches.ts`); until then an empty alternative. */
  readonly of: Expression;
  /** What its author says of it; once rules are linked. */
  readonly reasons?: Reasons;
}

/** What the members of an array must be, one by one: a block (`target[any]`). */
export interface BlockExpression {
  readonly kind: 'members';
  /** The array's dotted path from the event. */
  readonly path: string;
  /** Inside another block, the path from a member of that one's array; `.` is the member itself. */
  readonly member?: string;
  readonly quantifier: Quantifier;
  readonly of: Expression;
}

/**
 * Of how many members a block must be true: of one; of every one of at least one; of every one; of
 * none; or, as a number, of the one at this place, from the end if negative. The fields of a place
 * that the array does not have are absent.
 */
export type Quantifier = (typeof quantifiers)[number] | number;
export const quantifiers = ['any', 'all', 'all_or_empty', 'none'] as const;

/** One entry of a selection: a field, and what its value must be. */
export interface FieldTest {
  readonly kind: 'field';
  /** Dotted, from the event, also inside a block; with a part of the field, if that is compared. */
  readonly path: string;
  /** Inside a block, the path from a member of the array; `.` is the member itself. */
  readonly member?: string;
  /** The window and fact, if the field is one (`session.ips`). */
  readonly fact: { readonly window: string; readonly name: string } | undefined;
  /** What it compares, if that is a number computed when the windows are known. */
  readonly formula?: Formula;
  readonly comparison: Comparison;
  /** Whether all expected values must be met (`|all`), or one. */
  readonly all: boolean;
  readonly values: readonly ExpectedValue[];
  readonly place: SourcePlace;
}

/** Words that must occur somewhere in the event, in any field. */
export interface Keyword {
  readonly kind: 'keyword';
  readonly all: boolean;
  readonly values: readonly ExpectedValue[];
  readonly place: SourcePlace;
}

/** How a value of a field is compared with the expected ones. */
export const comparisons = ['equals', 'neq', 'exists', 'gt', 'gte', 'lt', 'lte'] as const;
export type Comparison = (typeof comparisons)[number];

/** A value to compare with, as the rule's modifiers left it. */
export type ExpectedValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  /** An address range in CIDR notation. */
  | { readonly kind: 'network'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  /** Every text that the members of value lists make of a template, compared as `shape` says. */
  | {
      readonly kind: 'list';
      readonly template: readonly PlaceholderPart[];
      /** Whether the texts are networks and addresses only, not plain text. */
      readonly networks: boolean;
      readonly shape: TextShape;
    }
  /** The values of another field, as `shape` says; `member` as in {@link FieldTest}. */
  | {
      readonly kind: 'field';
      readonly path: string;
      readonly member?: string;
      readonly shape: TextShape;
      /** The number that it is, if facts are compared. */
      readonly formula?: Formula;
    }
  /** One value that can be written in several ways. */
  | { readonly kind: 'either'; readonly of: readonly Pattern[] }
  | Pattern;

/** A number computed from facts of the windows and from numbers of the event. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'fact'; readonly window: string; readonly name: string }
  | { readonly kind: 'field'; readonly path: string }
  /** Days that the log has run without a long silence before the event. */
  | { readonly kind: 'age' }
  /** 1 if a selection of the rule holds, else 0. */
  | { readonly kind: 'selection'; readonly name: string; readonly of: Expression }
  | {
      readonly kind: 'operation';
      readonly sign: '+' | '-' | '*' | '/';
      readonly left: Formula;
      readonly right: Formula;
    };

/** How text is compared. */
export interface TextShape {
  /** Whether anything may stand before or after the text. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  readonly cased: boolean;
  /** Whether every dash or slash stands for each of them. */
  readonly dashes: boolean;
  /** How the text is encoded before it is compared, step by step. */
  readonly encodings: readonly Encoding[];
}

export type Encoding = 'utf16le' | 'utf16be' | 'utf16' | 'base64' | 'base64offset';

/** Text with wildcards: literal parts, with `*` (any run) or `?` (any one character) between. */
export interface Pattern {
  readonly kind: 'pattern';
  readonly parts: readonly PatternPart[];
  readonly cased: boolean;
}
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'run' }
  | { readonly kind: 'character' }
  /** Any one of {@link dashes}. */
  | { readonly kind: 'dash' };

/** A part of a pattern, or the name of a list for whose members it stands. */
export type PlaceholderPart = PatternPart | { readonly kind: 'list'; readonly name: string };

/** What can stand before an option of a Windows command: hyphen, slash, en dash, em dash, horizontal bar. */
export const dashes = '-/\u2013\u2014\u2015';

/** Visits every test in an expression, in the order of the rule. */
export function* testsOf(expression: Expression): Generator<FieldTest | Keyword> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const part of expression.of) yield* testsOf(part);
      return;
    case 'not':
    case 'selection':
    case 'filter':
    case 'matches':
    case 'members':
      yield* testsOf(expression.of);
      return;
    case 'field':
      yield expression;
      for (const formula of formulasOf(expression)) {
        for (const selection of weighed(formula)) yield* testsOf(selection);
      }
      return;
    case 'keyword':
      yield expression;
  }
}

/** Whether a test is answered only when the windows are known. */
export function isOfWindows({ fact, formula }: FieldTest): boolean {
  return fact !== undefined || formula !== undefined;
}

/** The numbers that a test compares, where they are computed when the windows are known. */
export function formulasOf({ formula, values }: FieldTest): readonly Formula[] {
  const others = values.flatMap((value) =>
    value.kind === 'field' && value.formula ? [value.formula] : [],
  );
  return formula ? [formula, ...others] : others;
}

/** The selections that a formula counts. */
function* weighed(formula: Formula | undefined): Generator<Expression> {
  if (formula?.kind === 'selection') yield formula.of;
  if (formula?.kind !== 'operation') return;
  yield* weighed(formula.left);
  yield* weighed(formula.right);
}

/** The rules that an expression itself says the event matches; not those that they do in turn. */
export function* matchesIn(expression: Expression): Generator<RuleMatch> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const part of expression.of) yield* matchesIn(part);
      return;
    case 'not':
    case 'selection':
    case 'filter':
      yield* matchesIn(expression.of);
      return;
    case 'matches':
      yield expression;
      return;
    case 'field':
      for (const formula of formulasOf(expression)) {
        for (const selection of weighed(formula)) yield* matchesIn(selection);
      }
      return;
    case 'members':
    case 'keyword':
  }
}

/** The text of a value without wildcards, if it has one that is not empty. */
export function literalText(value: ExpectedValue): string | undefined {
  if (value.kind !== 'pattern') return undefined;
  const [only, ...others] = value.parts;
  return only?.kind === 'text' && others.length === 0 ? only.text : undefined;
}

/** The names of the value lists for whose members a value stands. */
export function listsOf(wanted: ExpectedValue): readonly string[] {
  if (wanted.kind !== 'list') return [];
  return wanted.template.flatMap((part) => (part.kind === 'list' ? [part.name] : []));
}

/** The other fields of the event, by their path, that a test compares its field with. */
export function otherFieldsOf({ values }: FieldTest | Keyword): readonly string[] {
  return values.flatMap((value) =>
    value.kind === 'field' && (value.formula ?? { kind: 'field' }).kind === 'field'
      ? [value.path]
      : [],
  );
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
    case 'matches':
      return expression.name;
    case 'filter':
      return `the filter "${expression.title}"`;
    case 'members':
      return `${expression.path}[${expression.quantifier}]`;
    case 'field':
      return expression.path;
    case 'keyword':
      return 'words';
  }
}
