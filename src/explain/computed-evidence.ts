import type {
  CompiledComparison,
  CompiledFormula,
  CompiledRule,
} from '../detection/compiled-rule.ts';
import { no, yes } from '../detection/truth.ts';
import type { Why } from '../finding/finding.ts';
import type { FieldTest } from '../rule/expression.ts';
import { numberInField, partsOfComparison, selectionsBy } from '../window/computed-facts.ts';
import type { Match } from '../window/evaluate.ts';
import type { FactTest, KnownFactValue } from '../window/fact-test.ts';
import {
  compileFormulaTest,
  computeFormula,
  type Operands,
  type OrderedRange,
  orderedRange,
  sameInAnyOrder,
} from '../window/formula-test.ts';
import { logAgeAt } from '../window/log/log-age.ts';
import { asFact, type NumberRange, noNumber } from '../window/number-range.ts';
import { type EvaluatedEvent, knownFact } from './evaluated-event.ts';
import type { FoundFact } from './explanation.ts';
import { describeFact, type FactEvidence } from './fact-evidence.ts';
import { numberText } from './fact-text.ts';
import { testText } from './rule-text.ts';
import { foundFact, uncertaintyText } from './uncertainty-text.ts';

/** An event with the rule that compares computed numbers of it. */
export interface ComputedSubject extends EvaluatedEvent {
  readonly rule: Pick<CompiledRule, 'conditions'>;
}

/** One comparison of computed numbers, as it came out for an event. */
interface Computed {
  readonly test: FieldTest;
  readonly comparison: CompiledComparison;
  readonly operands: Operands;
  /** The order of one instant's events in which it came out so. */
  readonly order: keyof OrderedRange;
}

/** Whether a comparison, by its number, is one of computed numbers. */
export function isComputed({ rule }: ComputedSubject, number: number): boolean {
  return rule.conditions.computed[number] !== undefined;
}

/** What was computed, for a trace: the value, or what it could be. */
export function computedFound(
  number: number,
  subject: ComputedSubject,
  match: Pick<Match, 'tests' | 'facts'>,
): FoundFact {
  const computed = lookUp(number, subject, match);
  const numbers = numbersOf(computed);
  const { value, could } = asFact(numbers[0] as NumberRange);
  if (numbers.length > 1) return foundFact(numbers.map(rangeText), undefined);
  return foundFact(value === undefined ? [] : [String(value)], could);
}

/** The number that a computed field is, as a summary shows it; empty if it is none. */
export function computedText(
  number: number,
  subject: ComputedSubject,
  match: Pick<Match, 'tests' | 'facts'>,
): string {
  const range = numbersOf(lookUp(number, subject, match))[0] as NumberRange;
  return range.low > range.high ? '' : rangeText(range);
}

/** Says what was computed, and then each fact that it was computed from. */
export function describeComputed(
  number: number,
  subject: ComputedSubject,
  match: Pick<Match, 'tests' | 'facts'>,
): readonly FactEvidence[] {
  const computed = lookUp(number, subject, match);
  const { test, comparison } = computed;
  const names = [test.path, ...test.values.flatMap((v) => (v.kind === 'field' ? [v.path] : []))];
  const shown = comparison.others.length === 0 ? names.slice(0, 1) : names;
  const numbers = numbersOf(computed);
  const parts = partsOfComparison(comparison);
  const others = parts.flatMap((part) => {
    const text = partText(part, computed);
    return text === undefined ? [] : [text];
  });
  const told = shown.map((name, at) => `${name} is ${rangeText(numbers[at] as NumberRange)}`);
  const also = others.length > 0 ? ` (${[...new Set(others)].join(', ')})` : '';
  const fact = `${told.join(' and ')}${also}`;
  const why: Why = { fact, field: test.path, values: [] };
  const facts = factsWithin(computed, subject).map((one) =>
    describeFact(one.test, one.named, one.subject),
  );
  return [{ why, gist: JSON.stringify([testText(test), fact]), rows: () => [] }, ...facts];
}

/** A fact that a number is computed from, and how to look at it. */
export interface ComputedPart {
  readonly test: FieldTest;
  readonly named: NonNullable<FieldTest['fact']>;
  readonly subject: EvaluatedEvent;
}

/** The facts that a number is computed from, as they were when its comparison came out. */
export function factsBehind(
  number: number,
  subject: ComputedSubject,
  match: Pick<Match, 'tests' | 'facts'>,
): readonly ComputedPart[] {
  return factsWithin(lookUp(number, subject, match), subject);
}

function factsWithin(
  { test, comparison, order }: Computed,
  subject: ComputedSubject,
): readonly ComputedPart[] {
  return partsOfComparison(comparison).flatMap((part) => {
    if (part.kind !== 'fact') return [];
    const { window, name } = part;
    const plain: FieldTest = { ...test, path: `${window}.${name}`, fact: { window, name } };
    const looksBack = subject.windows.get(window)?.window.before !== undefined;
    const looked = { ...subject, factTest: () => inOrder(order, looksBack) };
    return [{ test: plain, named: { window, name }, subject: looked }];
  });
}

/** Stands for a comparison that is told in a given order of one instant's events. */
function inOrder(order: keyof OrderedRange, looksBack: boolean): FactTest {
  const isJoined = order === 'late' ? !looksBack : looksBack;
  const chosen = (known: KnownFactValue | undefined): KnownFactValue | undefined =>
    [known, ...(known?.orders?.others ?? [])].find((one) => one?.joined === isJoined) ?? known;
  return Object.assign(() => yes, { chosen, numbers: [] });
}

/** A part of a formula that is no fact of a window, and no number of the rule. */
function partText(
  part: Exclude<CompiledFormula, { kind: 'operation' }>,
  { operands, order }: Computed,
): string | undefined {
  switch (part.kind) {
    case 'number':
    case 'fact':
      return undefined;
    case 'field':
      return `${part.path} is ${rangeText(operands.field(part.path))}`;
    case 'age':
      return `the log has run for ${rangeText(computeFormula(part, operands)[order])} days`;
    case 'selection': {
      const [most, least] = operands.selection(part.of);
      const holds = least === yes ? 'holds' : most === no ? 'does not hold' : 'is undecided';
      return `${part.name} ${holds}`;
    }
  }
}

function numbersOf({ comparison, operands, order }: Computed): readonly NumberRange[] {
  const formulas = [comparison.own, ...comparison.others];
  return formulas.map((formula) => computeFormula(formula, operands)[order]);
}

function rangeText(range: NumberRange): string {
  const { value, could } = asFact(range);
  if (typeof value === 'number') return numberText(value);
  return uncertaintyText(could) ?? 'absent';
}

function lookUp(
  number: number,
  subject: ComputedSubject,
  { tests, facts }: Pick<Match, 'tests' | 'facts'>,
): Computed {
  const { row, table, windows, intervals } = subject;
  const { conditions } = subject.rule;
  const comparison = conditions.computed[number] as CompiledComparison;
  const test = conditions.facts[number] as FieldTest;
  const operands: Operands = {
    fact(window, name) {
      const looksBack = windows.get(window)?.window.before !== undefined;
      const known = knownFact({ window, name }, subject)?.known;
      return known ? orderedRange(known, looksBack) : sameInAnyOrder(noNumber);
    },
    field: (path) => numberInField(table, row, path),
    age: () => logAgeAt(intervals, table.time(row)),
    selection: selectionsBy(tests, (fact) => facts[fact] ?? no),
  };
  const holds = compileFormulaTest(test, comparison, conditions.lists);
  const order = holds.order(operands, conditions.wanted[number] === true);
  return { test, comparison, operands, order };
}
