import { type Expression, type FieldTest, type Keyword, testsOf } from '../rule/expression.ts';
import type { Place } from '../rule/problem.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import type { Code } from './codes.ts';

/** What rules are held against. */
export interface World {
  readonly lists: Lists;
  /** Names of the event types that Okta documents. */
  readonly eventTypes: readonly string[];
  /** The release of Okta's documentation that the names are from. */
  readonly release: string;
  /** Ids of detection ideas. */
  readonly ideas: ReadonlySet<string>;
}

/** One rule under inspection: as it was understood, and as it is written. */
export interface Subject {
  readonly rule: Rule;
  /** Whether its document has a key. */
  has(key: string): boolean;
  /** Where a key of its document stands; where the document begins if it lacks the key. */
  placeOf(key: string): Place;
  /** The selections of its detection, in order, used or not. */
  readonly selections: readonly { readonly name: string; readonly place: Place }[];
  readonly world: World;
}

/** One remark about a rule. `message` may quote the rule: hostile text. */
export interface Remark extends Place {
  readonly code: Code;
  readonly message: string;
}

/** Looks at one rule for mistakes of one kind. */
export type Check = (subject: Subject) => readonly Remark[];

export function remark(place: Place, code: Code, message: string): Remark {
  const { file, line, column } = place;
  return { file, line, column, code, message };
}

/** The conditions of a rule, each with words for what it is. */
export function conditionsOf(rule: Rule): readonly (readonly [what: string, of: Expression])[] {
  return [
    ['the condition', rule.condition],
    ...rule.raises.map(({ level, condition }): [string, Expression] => [
      `the condition that raises it to ${level}`,
      condition,
    ]),
  ];
}

/** Every test of a rule's conditions; a selection that is named twice is visited twice. */
export function testsIn(rule: Rule): readonly (FieldTest | Keyword)[] {
  return conditionsOf(rule).flatMap(([, condition]) => [...testsOf(condition)]);
}

/** Every selection that a rule's conditions name, by name. */
export function selectionsIn(rule: Rule): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'selection') found.set(expression.name, expression.of);
    if (expression.kind === 'and' || expression.kind === 'or') expression.of.forEach(visit);
    else if (expression.kind === 'not' || expression.kind === 'selection') visit(expression.of);
  };
  for (const [, condition] of conditionsOf(rule)) visit(condition);
  return found;
}

/** Each remark once: a test may be visited several times. */
export function once(remarks: readonly Remark[]): readonly Remark[] {
  return [...new Map(remarks.map((item) => [JSON.stringify(item), item])).values()];
}
