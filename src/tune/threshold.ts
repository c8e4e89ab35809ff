import { numberName } from '../explain/correlation-text.ts';
import type { Bound } from '../rule/correlation/bound.ts';
import { correlationTypes } from '../rule/correlation/correlation-type.ts';
import type { Expression, FieldTest } from '../rule/expression.ts';
import type { Rule } from '../rule/rule.ts';
import type { FactName } from '../rule/window/window-function.ts';
import type { SourcePlace } from '../rule/yaml/diagnostic.ts';
import { type RuleChange, replaced } from './rule-variants.ts';

/** A number that a rule compares something with, and which could be another one. */
export interface Threshold {
  /** What is compared, as the rule writes it: `session.ips`, `correlation.event_count`. */
  readonly field: string;
  readonly comparison: Ordering;
  readonly value: number;
  readonly place: SourcePlace;
  /** Numbers to try, ascending; the rule's own is one of them. */
  readonly tries: readonly number[];
  /** The rule with another number there. */
  readonly changedTo: (value: number) => RuleChange;
}

const orderings = ['gt', 'gte', 'lt', 'lte'] as const;
/** How a number is compared with a threshold. */
export type Ordering = (typeof orderings)[number];

function isOrdering(word: string): word is Ordering {
  return (orderings as readonly string[]).includes(word);
}

/** Every comparison of a window fact, or of a correlation's number, with a number; in order of the rule. */
export function thresholdsOf(rule: Rule): readonly Threshold[] {
  if (rule.correlation) return boundsOf(rule);
  const conditions = [rule.condition, ...rule.raises.map(({ condition }) => condition)];
  const tests = new Set(conditions.flatMap((condition) => [...ownTestsOf(condition)]));
  return [...tests].flatMap((test) => factThreshold(test, rule) ?? []);
}

/** The tests of an expression that are the rule's, not a filter's. */
function* ownTestsOf(expression: Expression): Generator<FieldTest> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const part of expression.of) yield* ownTestsOf(part);
      return;
    case 'not':
    case 'selection':
      yield* ownTestsOf(expression.of);
      return;
    case 'field':
      yield expression;
  }
}

function factThreshold(test: FieldTest, rule: Rule): Threshold | undefined {
  const { comparison, fact, path: field, place } = test;
  const [expected, ...others] = test.values;
  if (!fact || field !== `${fact.window}.${fact.name}` || !isOrdering(comparison)) return undefined;
  if (expected?.kind !== 'number' || others.length > 0) return undefined;
  const window = rule.windows.find(({ name }) => name === fact.window);
  const compute = window?.facts.find(({ name }) => name === fact.name)?.compute;
  const { value } = expected;
  return {
    field,
    comparison,
    value,
    place,
    tries: triesAround(value, comparison, scaleOf(compute)),
    changedTo: (number) => {
      const by: FieldTest = { ...test, values: [{ kind: 'number', value: number }] };
      return {
        condition: replaced(rule.condition, test, by),
        raises: rule.raises.map((raise) => {
          return { ...raise, condition: replaced(raise.condition, test, by) };
        }),
      };
    },
  };
}

function boundsOf({ correlation, place }: Rule): readonly Threshold[] {
  if (correlation?.condition.kind !== 'bounds') return [];
  const { condition, type } = correlation;
  // How many rules must occur is what the rule is about, not a threshold.
  if (correlationTypes[type].about === 'rules') return [];
  const scale: Scale = correlationTypes[type].counts ? 'counts' : 'numbers';
  return condition.bounds.flatMap((bound): readonly Threshold[] => {
    const { order, value } = bound;
    if (!isOrdering(order)) return [];
    const changedTo = (number: number): RuleChange => {
      const bounds = condition.bounds.map(
        (other): Bound => (other === bound ? { order, value: number } : other),
      );
      return { correlation: { ...correlation, condition: { ...condition, bounds } } };
    };
    const tries = triesAround(value, order, scale);
    return [{ field: numberName(correlation), comparison: order, value, place, tries, changedTo }];
  });
}

/** What numbers a fact can be: whole ones from 0, shares of 1, or any. */
export type Scale = 'counts' | 'shares' | 'numbers';

const scales: Readonly<Partial<Record<FactName, Scale>>> = {
  count: 'counts',
  distinct: 'counts',
  most: 'counts',
  switches: 'counts',
  rules: 'counts',
  steps: 'counts',
  since: 'counts',
  share: 'shares',
  familiar: 'shares',
  similar: 'shares',
};

function scaleOf(compute: FactName | undefined): Scale {
  return (compute && scales[compute]) ?? 'numbers';
}

const factors = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 10];
const smallCounts = [0, 1, 2, 3, 5, 10, 20];
const tenths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Numbers on both sides of a threshold, ascending, it among them; farther apart the farther away. */
export function triesAround(value: number, comparison: Ordering, scale: Scale): readonly number[] {
  const around = [value, ...candidates(value, scale)].filter((number) => {
    if (number === value || scale === 'numbers') return true;
    // Comparisons that hold for every number, or for none, say nothing.
    if (comparison === 'gte' || comparison === 'lt') return number > 0;
    return number >= 0 && (scale === 'counts' || number < 1);
  });
  return [...new Set(around)].sort((a, b) => a - b);
}

function candidates(value: number, scale: Scale): readonly number[] {
  if (scale === 'shares' && value >= 0 && value <= 1) return tenths;
  if (value === 0) return scale === 'counts' ? smallCounts : [];
  const scaled = factors.map((factor) => value * factor);
  if (scale === 'counts') return scaled.map((number) => Math.round(number));
  return scaled.map((number) => Number(number.toPrecision(6)));
}
