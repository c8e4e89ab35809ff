import type { MapShape } from '../event/event-shape.ts';
import { type Message, type Told, tell, told } from '../language/message.ts';
import {
  type Expression,
  type FieldTest,
  formulasOf,
  type Keyword,
  testsOf,
} from '../rule/expression.ts';
import type { Filter, Lists, UnlinkedRule } from '../rule/rule.ts';
import { operandsOf } from '../rule/window/formula.ts';
import type { Window } from '../rule/window/window.ts';
import type { SourcePlace } from '../rule/yaml/diagnostic.ts';
import type { Node } from '../rule/yaml/yaml-source.ts';
import type { Code } from './lint-codes.ts';

/** What rules are checked against. */
export interface LintContext {
  readonly lists: Lists;
  /** Names of the event types that Okta documents. */
  readonly eventTypes: readonly string[];
  /** The release of Okta's documentation that the names are from. */
  readonly release: string;
  /** Ids of detection ideas. */
  readonly ideas: ReadonlySet<string>;
}

/** A document that is checked: its conditions, and how it is written. */
export interface LintSubject {
  /** Each with what messages call it. */
  readonly conditions: readonly LintedCondition[];
  /** What the events of its windows must be, where the windows say so themselves. */
  readonly events: readonly LintedEvents[];
  /** Whether the document has a key. */
  has(key: string): boolean;
  /** Where a key of the document stands; without the key, where the document begins. */
  placeOf(key: string): SourcePlace;
  /** The selections of its section, in order, used or not. */
  readonly selections: readonly LintedSelection[];
  /** Whose facts the conditions can name. */
  readonly windows: readonly Window[];
  /** What an event can have. */
  readonly shape: MapShape;
  readonly context: LintContext;
}

/** A selection by name. Documents that inherit it share its key. */
export interface LintedSelection {
  readonly name: string;
  readonly key: Node;
  readonly place: SourcePlace;
}

/** What a window says of its own events, and which selections it has for it, used or not. */
export interface LintedEvents {
  readonly what: Message;
  readonly of: Expression;
  readonly place: SourcePlace;
  readonly selections: readonly LintedSelection[];
}

export type LintedCondition = readonly [what: Message, of: Expression];

/** A rule or correlation that is checked. */
export interface RuleSubject extends LintSubject {
  readonly rule: UnlinkedRule;
  /** Whether its findings are reported. */
  readonly reports: boolean;
  /** Finds any rule by name or id. */
  find(name: string): UnlinkedRule | undefined;
  /** Whether a rule is in one of the checked files. */
  isOwn(rule: UnlinkedRule): boolean;
}

/** A filter that is checked, and the rules it narrows. */
export interface FilterSubject extends LintSubject {
  readonly filter: Filter;
  readonly narrowed: readonly UnlinkedRule[];
}

/** One remark about a rule, which may quote the rule: hostile text. */
export interface Remark extends SourcePlace, Told {
  /** What kind of mistake it is; `oktahunt help lint` explains each. */
  readonly code: Code;
}

/** Checks one document for one kind of mistake. */
export type Check<Kind extends LintSubject = LintSubject> = (subject: Kind) => readonly Remark[];

export function remark(place: SourcePlace, code: Code, what: Message): Remark {
  const { file, line, column } = place;
  return { file, line, column, code, ...told(what) };
}

/** The conditions of a rule, each with what messages call it; a correlation has none. */
export function conditionsOf({
  condition,
  raises,
  correlation,
}: UnlinkedRule): readonly LintedCondition[] {
  if (correlation) return [];
  return [
    [tell('remark.condition'), condition],
    ...raises.map((raise): LintedCondition => {
      return [tell('remark.raisingCondition', { level: raise.level }), raise.condition];
    }),
  ];
}

/** Every test of the conditions; a selection that is named twice is visited twice. */
export function testsIn({
  conditions,
  events,
}: Pick<LintSubject, 'conditions' | 'events'>): readonly Test[] {
  const all = [...conditions.map(([, condition]) => condition), ...events.map(({ of }) => of)];
  return all.flatMap((expression) => [...testsOf(expression)]);
}

type Test = FieldTest | Keyword;

/** Every selection that the conditions name, by name; those inside a block are the block's own. */
export function selectionsIn({
  conditions,
}: Pick<LintSubject, 'conditions'>): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  const visit = (expression: Expression): void => {
    switch (expression.kind) {
      case 'and':
      case 'or':
        expression.of.forEach(visit);
        return;
      case 'selection':
        found.set(expression.name, expression.of);
        visit(expression.of);
        return;
      case 'not':
        visit(expression.of);
        return;
      case 'field':
        for (const formula of formulasOf(expression)) {
          for (const operand of operandsOf(formula)) {
            if (operand.kind === 'selection') visit({ ...operand });
          }
        }
        return;
      case 'filter':
      case 'matches':
      case 'members':
      case 'keyword':
    }
  };
  for (const [, condition] of conditions) visit(condition);
  return found;
}

/** Each remark once: a test may be visited several times. */
export function once(remarks: readonly Remark[]): readonly Remark[] {
  return [...new Map(remarks.map((item) => [JSON.stringify(item), item])).values()];
}
