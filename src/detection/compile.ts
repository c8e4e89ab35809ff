import {
  type Expression,
  type FieldTest,
  type Keyword,
  type Members,
  otherFieldsOf,
} from '../rule/expression.ts';
import type { CompiledConditions, EventTest, Verdict } from './compiled-rule.ts';
import { eventTypesOf } from './event-types.ts';

/**
 * Compiles conditions that are judged together: the rule's own first, then those that raise its level.
 * A selection that is named several times gives its tests once.
 */
export function compile(conditions: readonly Expression[]): CompiledConditions {
  const builder = createBuilder();
  const verdicts: Verdict[] = [];
  let ownFacts = 0;
  for (const condition of conditions) {
    verdicts.push(builder.verdict(condition, undefined));
    if (verdicts.length === 1) ownFacts = builder.facts.length;
  }
  const { tests, ofEvent, facts } = builder;
  const [first] = conditions;
  return {
    tests,
    ofEvent,
    facts,
    verdicts,
    ownFacts,
    eventTypes: first && eventTypesOf(first),
    fields: [...new Set(tests.flatMap(fieldsOf))],
  };
}

interface Builder {
  readonly tests: readonly EventTest[];
  readonly ofEvent: readonly number[];
  readonly facts: readonly FieldTest[];
  /** Numbers the tests of an expression; `within` is the path of the array whose members it is asked of. */
  verdict(expression: Expression, within: string | undefined): Verdict;
}

function createBuilder(): Builder {
  const tests: EventTest[] = [];
  const ofEvent: number[] = [];
  const facts: FieldTest[] = [];
  const numbers = new Map<Expression, number>();

  const numbered = (expression: Expression, add: () => number): number => {
    const known = numbers.get(expression);
    const number = known ?? add();
    numbers.set(expression, number);
    return number;
  };
  const addTest = (
    expression: FieldTest | Keyword | Members,
    within: string | undefined,
    make: () => EventTest,
  ): Verdict => {
    const test = numbered(expression, () => {
      const number = tests.push(make()) - 1;
      if (within === undefined) ofEvent.push(number);
      return number;
    });
    return { kind: 'test', test };
  };
  const verdict: Builder['verdict'] = (expression, within) => {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return { kind: expression.kind, of: expression.of.map((part) => verdict(part, within)) };
      case 'not':
        return { kind: 'not', of: verdict(expression.of, within) };
      case 'selection':
        return { kind: 'selection', name: expression.name, of: verdict(expression.of, within) };
      case 'filter':
        return { kind: 'filter', name: expression.title, of: verdict(expression.of, within) };
      case 'field':
        if (!expression.fact) return addTest(expression, within, () => expression);
        return { kind: 'fact', fact: numbered(expression, () => facts.push(expression) - 1) };
      case 'keyword':
        return addTest(expression, within, () => expression);
      case 'members': {
        const { path, member, quantifier, of } = expression;
        return addTest(expression, within, () => ({
          kind: 'block',
          path,
          member,
          within,
          quantifier,
          verdict: verdict(of, path),
        }));
      }
    }
  };
  return { tests, ofEvent, facts, verdict };
}

/** Whether a verdict compares any window fact. */
export function asksFacts(verdict: Verdict): boolean {
  switch (verdict.kind) {
    case 'and':
    case 'or':
      return verdict.of.some(asksFacts);
    case 'not':
    case 'selection':
    case 'filter':
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
