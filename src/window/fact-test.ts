import { compileValuesTest } from '../detection/field-test.ts';
import { type Truth, truthOf, undecided } from '../detection/truth.ts';
import type { Json } from '../event/json.ts';
import type { ExpectedValue, FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Row } from './event-table.ts';
import type { PossibleValues } from './uncertainty.ts';

/** A fact as far as it is known; undefined if the event lacks the window's key. */
export interface KnownFactValue {
  /** Undefined if no event has what the fact is computed from. */
  readonly value: number | boolean | readonly string[] | undefined;
  /** What events that are missing could make of it; undefined if none could change it. */
  readonly could: PossibleValues | undefined;
  /** The one value among the neighbours that it rests on, where it is one. */
  readonly restsOn?: string;
  /** The one neighbour that it rests on, where it is one. */
  readonly row?: Row;
  /**
   * Whether the other events of the candidate's instant count as neighbours; set where another order
   * of them says otherwise.
   */
  readonly joined?: boolean;
  /** What it is in other orders of the events of one instant; left out if it is the same in all. */
  readonly orders?: Orders;
}

/** What a fact is in orders other than the one at hand. */
export interface Orders {
  readonly others: readonly KnownFactValue[];
  /** The fact, if some order makes it this number. */
  readonly at?: (value: number) => KnownFactValue | undefined;
}

/** How a fact satisfies a test, as far as it is known. */
export interface FactTest {
  /**
   * The truth in the order of one instant's events that comes nearest to what is wanted: true, unless
   * the test stands behind a `not`.
   */
  (known: KnownFactValue | undefined, wanted?: boolean): Truth;
  /** The fact in that order. */
  chosen(known: KnownFactValue | undefined, wanted?: boolean): KnownFactValue | undefined;
  /** The numbers that it asks for, or any: between two that follow each other, and behind the last, its answer is the same. */
  readonly numbers: readonly (number | 'any')[];
}

/**
 * Prepares the comparison of a window fact.
 *
 * Decided as soon as no unseen event could change it: the test is put to all that the fact could
 * still become, and if the answers agree, that is the answer. `gte: 5` holds at the fifth event, `0`
 * only once the whole window was seen.
 */
export function compileFactTest(test: FieldTest, lists: Lists): FactTest {
  const comparison = createComparison(test, lists);
  const evaluate = (known: KnownFactValue | undefined): Truth => {
    if (known === undefined) return truthOf(comparison.of(undefined));
    const { value, could } = known;
    if (could === undefined) return truthOf(comparison.of(value));
    const answers = answersOf(comparison, value, could);
    return answers.every((answer) => answer === answers[0])
      ? truthOf(answers[0] as boolean)
      : undecided;
  };
  const choose = (known: KnownFactValue | undefined, wanted: boolean) => {
    let best = { known, truth: evaluate(known) };
    for (const other of ordersOf(known, comparison.numbers)) {
      const truth = evaluate(other);
      if (wanted ? truth > best.truth : truth < best.truth) best = { known: other, truth };
    }
    return best;
  };
  const last = [true, false].map((wanted) => ({
    known: undefined as KnownFactValue | undefined,
    truth: choose(undefined, wanted).truth,
  }));
  const [wantedLast, unwantedLast] = last as [(typeof last)[0], (typeof last)[0]];
  const holds = (known: KnownFactValue | undefined, wanted = true): Truth => {
    const memo = wanted ? wantedLast : unwantedLast;
    if (known !== memo.known) {
      memo.known = known;
      memo.truth = known?.orders ? choose(known, wanted).truth : evaluate(known);
    }
    return memo.truth;
  };
  const chosen: FactTest['chosen'] = (known, wanted = true) => choose(known, wanted).known;
  return Object.assign(holds, { chosen, numbers: comparison.numbers });
}

/** What a fact is in other orders, as far as a test for some numbers can tell them apart. */
function* ordersOf(known: KnownFactValue | undefined, numbers: readonly (number | 'any')[]) {
  if (!known?.orders) return;
  const { others, at } = known.orders;
  yield* others;
  for (const number of at ? numbers : []) {
    const other = number === 'any' ? undefined : at?.(number);
    if (other) yield other;
  }
}

/** A test, applied to values known and unknown. */
interface ValueComparison {
  /** The numbers that it asks for. */
  readonly numbers: readonly (number | 'any')[];
  /** The answer for one value; undefined is a fact that is absent. */
  of(value: KnownFactValue['value']): boolean;
  /** The answers there are for numbers from one to another. */
  between(low: number, high: number): readonly boolean[];
  /** The answers there are for these values, and for these and others. */
  beyond(values: readonly string[]): readonly boolean[];
}

function answersOf(
  { of, between, beyond }: ValueComparison,
  value: KnownFactValue['value'],
  could: PossibleValues,
): readonly boolean[] {
  switch (could.kind) {
    case 'range':
      return [...between(could.low, could.high), ...(could.absent ? [of(undefined)] : [])];
    case 'either':
      return [of(true), of(false)];
    case 'more': {
      const values = value as readonly string[];
      return [of(values), ...beyond(values)];
    }
    case 'other':
      return [...beyond([]), ...(could.absent ? [of(undefined)] : [])];
  }
}

function createComparison(test: FieldTest, lists: Lists): ValueComparison {
  const { comparison } = test;
  if (comparison === 'exists') {
    const [wanted] = test.values;
    const present = wanted?.kind === 'boolean' && wanted.value;
    const always = (): readonly boolean[] => [present];
    const of: ValueComparison['of'] = (value) => (value !== undefined) === present;
    return { numbers: [], of, between: always, beyond: always };
  }
  const holds = compileValuesTest(test, lists);
  const of: ValueComparison['of'] = (value) => holds(jsonOf(value));
  const wanted = test.values.filter(({ kind }) => kind !== 'null');
  const numbers = wanted.flatMap(numbersOf);
  const met = comparison !== 'neq';
  return {
    numbers,
    of,
    between(low, high) {
      // What is there is not null; orders change their answer once at most from one end to the other.
      if (comparison !== 'equals' && comparison !== 'neq') return [of(low), of(high)];
      if (low === high) return [of(low)];
      const canMeet = numbers.some(
        (number) => number === 'any' || (number >= low && number <= high),
      );
      return canMeet ? [true, false] : [!met];
    },
    beyond(values) {
      const now = values.length > 0 ? of(values) : !met;
      // A value that was met stays met; null asks for none, and there is one.
      if (wanted.length === 0 || (values.length > 0 && now === met)) return [now];
      return [true, false];
    },
  };
}

function jsonOf(value: KnownFactValue['value']): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as number | boolean];
}

/** The numbers that meet a wanted value: the one it writes, none if it is plain text, else any. */
function numbersOf(wanted: ExpectedValue): readonly (number | 'any')[] {
  if (wanted.kind === 'number') return [wanted.value];
  if (wanted.kind === 'boolean') return [];
  if (wanted.kind === 'either') return wanted.of.flatMap(numbersOf);
  const [only] = wanted.kind === 'pattern' ? wanted.parts : [];
  if (wanted.kind !== 'pattern' || wanted.parts.length !== 1 || only?.kind !== 'text')
    return ['any'];
  const number = Number(only.text);
  return String(number) === only.text ? [number] : [];
}
