import {
  type BlockExpression,
  type Expression,
  type FieldTest,
  type Formula,
  formulasOf,
  isOfWindows,
  type Keyword,
  otherFieldsOf,
} from '../rule/expression.ts';
import { isExpired } from '../rule/filter-expiry.ts';
import { inForce } from '../rule/filters-in-force.ts';
import { everyRule, type Lists, type RuleSet } from '../rule/rule.ts';
import { filteredBy, filtersIn } from './applied-filters.ts';
import type {
  CompiledComparison,
  CompiledConditions,
  CompiledFormula,
  CompiledRuleSet,
  EventTest,
  VerdictTree,
} from './compiled-rule.ts';
import { eventTypesOf } from './possible-event-types.ts';

/**
 * Compiles rules that were loaded and linked. Filters that have expired at the moment `now` (milliseconds
 * since 1970 UTC) do nothing; without it none has.
 */
export function compileRules(
  set: Pick<RuleSet, 'rules' | 'filters' | 'lists'>,
  now = Number.NEGATIVE_INFINITY,
): CompiledRuleSet {
  const current = inForce(set, now);
  const { filters, lists } = current;
  return {
    filters: filters.map(({ name, title, reason, owner, expires }) => {
      return { name, title, reason, owner, expires, isExpired: isExpired({ expires }, now) };
    }),
    rules: everyRule(current).map(({ condition, raises, inner: _, ...rule }) => ({
      ...rule,
      conditions: compile([condition, ...raises.map((raise) => raise.condition)], lists),
      raises: raises.map(({ level }) => ({ level })),
    })),
  };
}

/**
 * Compiles conditions that are judged together: the rule's own first, then those that raise its level.
 * A selection that is named several times gives its tests once.
 */
export function compile(
  [first, ...further]: readonly [Expression, ...Expression[]],
  lists: Lists = new Map(),
): CompiledConditions {
  const { verdict, tests, ofEvent, facts, computed, wanted } = createBuilder();
  const outside = { within: undefined, wanted: true };
  const own = verdict(first, outside);
  const ownFacts = facts.length;
  const verdicts = [own, ...further.map((condition) => verdict(condition, outside))] as const;
  const eventTypes = eventTypesOf(first);
  const filters = filtersIn(first);
  const unfiltered = filters.length > 0 ? filteredBy(undefined, first) : undefined;
  return {
    tests,
    ofEvent,
    facts,
    computed,
    wanted,
    verdicts,
    ownFacts,
    eventTypes,
    unfilteredTypes: unfiltered ? eventTypesOf(unfiltered) : eventTypes,
    // All of their tests have a number by now.
    unfiltered: unfiltered && verdict(unfiltered, outside),
    filters: filters.map((name) => ({ name, verdict: verdict(filteredBy(name, first), outside) })),
    fields: [...new Set(tests.flatMap(fieldsOf))],
    lists,
  };
}

/** Where an expression stands. */
interface Standpoint {
  /** The path of the array whose members it is asked of; undefined for the event. */
  readonly within: string | undefined;
  /** Whether it helps the condition by holding; false behind a `not`. */
  readonly wanted: boolean;
}

interface Builder {
  readonly tests: readonly EventTest[];
  readonly ofEvent: readonly number[];
  readonly facts: readonly FieldTest[];
  readonly computed: readonly (CompiledComparison | undefined)[];
  readonly wanted: readonly boolean[];
  /** Numbers the tests of an expression. */
  verdict(expression: Expression, at: Standpoint): VerdictTree;
}

function createBuilder(): Builder {
  const tests: EventTest[] = [];
  const ofEvent: number[] = [];
  const facts: FieldTest[] = [];
  const computed: (CompiledComparison | undefined)[] = [];
  const wanted: boolean[] = [];
  const testNumbers = new Map<Expression, number>();
  const factNumbers = { true: new Map<Expression, number>(), false: new Map<Expression, number>() };
  const addTest = (
    expression: FieldTest | Keyword | BlockExpression,
    { within }: Standpoint,
    make: () => EventTest,
  ): VerdictTree => {
    const test = numbered(testNumbers, expression, () => {
      const number = tests.push(make()) - 1;
      if (within === undefined) ofEvent.push(number);
      return number;
    });
    return { kind: 'test', test };
  };
  const addFact = (expression: FieldTest, at: Standpoint): VerdictTree => {
    const fact = numbered(factNumbers[`${at.wanted}`], expression, () => {
      computed.push(comparisonOf(expression, verdict));
      wanted.push(at.wanted);
      return facts.push(withoutFormulas(expression)) - 1;
    });
    return { kind: 'fact', fact };
  };
  const verdict: Builder['verdict'] = (expression, at) => {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return { kind: expression.kind, of: expression.of.map((part) => verdict(part, at)) };
      case 'not':
        return { kind: 'not', of: verdict(expression.of, { ...at, wanted: !at.wanted }) };
      case 'selection':
      case 'matches':
        return named(expression, verdict(expression.of, at));
      case 'filter':
        return { kind: 'filter', name: expression.title, of: verdict(expression.of, at) };
      case 'field':
      case 'keyword':
        return asksOfWindows(expression)
          ? addFact(expression, at)
          : addTest(expression, at, () => expression);
      case 'members': {
        const { path, member, quantifier, of } = expression;
        return addTest(expression, at, () => ({
          kind: 'block',
          path,
          member,
          within: at.within,
          quantifier,
          verdict: verdict(of, { ...at, within: path }),
        }));
      }
    }
  };
  return { tests, ofEvent, facts, computed, wanted, verdict };
}

/** What a selection or a matched rule asks; of a rule, with what its author says of it, if that is anything. */
function named(
  { kind, name, ...rest }: Extract<Expression, { kind: 'selection' | 'matches' }>,
  of: VerdictTree,
): VerdictTree {
  const reasons = 'reasons' in rest ? rest.reasons : undefined;
  return { kind, name, of, ...(reasons && reasons.size > 0 && { reasons }) };
}

function asksOfWindows(test: FieldTest | Keyword): test is FieldTest {
  return test.kind === 'field' && isOfWindows(test);
}

/** What a test computes, with a verdict for each selection that it counts. */
function comparisonOf(
  test: FieldTest,
  verdict: Builder['verdict'],
): CompiledComparison | undefined {
  const compiled = (formula: Formula): CompiledFormula => {
    if (formula.kind === 'operation') {
      return { ...formula, left: compiled(formula.left), right: compiled(formula.right) };
    }
    if (formula.kind !== 'selection') return formula;
    const [most, least] = [true, false].map((wanted) =>
      verdict(formula.of, { within: undefined, wanted }),
    ) as [VerdictTree, VerdictTree];
    return { ...formula, of: { most, least } };
  };
  const [own, ...others] = formulasOf(test).map(compiled);
  return own && { own, others };
}

/** A comparison as people read it: what is computed stands beside it. */
function withoutFormulas(expression: FieldTest): FieldTest {
  if (!expression.formula) return expression;
  const { formula: _, ...test } = expression;
  const values = test.values.map((value) => {
    if (value.kind !== 'field') return value;
    const { formula: __, ...plain } = value;
    return plain;
  });
  return { ...test, values };
}

/** The number of an expression, given when it is first met. */
function numbered(
  numbers: Map<Expression, number>,
  expression: Expression,
  give: () => number,
): number {
  const number = numbers.get(expression) ?? give();
  numbers.set(expression, number);
  return number;
}

/** Whether a verdict compares any window fact. */
export function asksFacts(verdict: VerdictTree): boolean {
  switch (verdict.kind) {
    case 'and':
    case 'or':
      return verdict.of.some(asksFacts);
    case 'not':
    case 'selection':
    case 'filter':
    case 'matches':
      return asksFacts(verdict.of);
    case 'fact':
      return true;
    case 'test':
      return false;
  }
}

function fieldsOf(test: EventTest): readonly string[] {
  return test.kind === 'field' ? [test.path, ...otherFieldsOf(test)] : [];
}
