import { compileValuesTest } from '../detection/field-test.ts';
import { no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import type { Json } from '../event/json.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';

/** A fact as far as it is known; undefined if the event lacks the window's key. */
export interface Known {
  readonly value: number | boolean | readonly string[];
  /** Whether nothing unseen could change the value. If not, the value can only grow. */
  readonly sure: boolean;
  /** The one value among the neighbours that it rests on, where it is one. */
  readonly witness?: string;
}

/** Whether a fact satisfies a test, as far as it is known. */
export type FactTest = (known: Known | undefined) => Truth;

/**
 * Prepares the comparison of a window fact.
 *
 * Decided as soon as no unseen event could change it: `gte: 5` holds at the fifth event, `0` only
 * once the whole window was seen. Unseen events can raise a count, add a value, or show that a
 * `new` value was not new.
 */
export function compileFactTest(test: FieldTest, lists: Lists): FactTest {
  const holds = compileValuesTest(test, lists);
  const rising = risingTests[test.comparison];
  const judge: FactTest = (known) => {
    if (test.comparison === 'exists') return truthOf((known !== undefined) === wantsPresence(test));
    if (known === undefined) return truthOf(holds([]));
    const { value, sure } = known;
    const now = holds(jsonOf(value));
    if (sure) return truthOf(now);
    if (typeof value === 'number') return rising(value, now, test);
    if (typeof value === 'boolean') return now === holds([false]) ? truthOf(now) : undecided;
    return value.length > 0 ? growing(now, test) : undecided;
  };
  let last: Known | undefined;
  let truth = judge(last);
  return (known) => {
    if (known !== last) {
      last = known;
      truth = judge(known);
    }
    return truth;
  };
}

function jsonOf(value: Known['value']): readonly Json[] {
  return Array.isArray(value) ? value : [value as number | boolean];
}

function wantsPresence(test: FieldTest): boolean {
  const [wanted] = test.values;
  return wanted?.kind === 'boolean' && wanted.value;
}

type Rising = (value: number, now: boolean, test: FieldTest) => Truth;

const onceTrue = (_: number, now: boolean): Truth => (now ? yes : undecided);
const onceFalse = (_: number, now: boolean): Truth => (now ? undecided : no);

/**
 * What a list that has values and can still gain some says about a comparison: a value that was met
 * stays met. Only null asks for none at all.
 */
function growing(now: boolean, { comparison, values }: FieldTest): Truth {
  if (values.every((value) => value.kind === 'null')) return truthOf(now);
  return comparison === 'neq' ? onceFalse(0, now) : onceTrue(0, now);
}

/** What a number that can still rise says about a comparison. */
const risingTests: Readonly<Record<FieldTest['comparison'], Rising>> = {
  gt: onceTrue,
  gte: onceTrue,
  lt: onceFalse,
  lte: onceFalse,
  equals: (value, _, test) => (value > greatestOf(test) ? no : undecided),
  neq: (value, _, test) => (value > greatestOf(test) ? yes : undecided),
  exists: () => undecided,
};

/** The greatest number an equality could still be met by: none for null, any if it is no number. */
function greatestOf(test: FieldTest): number {
  const numbers = test.values.map((value) => {
    if (value.kind === 'null') return Number.NEGATIVE_INFINITY;
    const [only] = value.kind === 'pattern' ? value.parts : [];
    const plain = value.kind === 'pattern' && value.parts.length === 1 && only?.kind === 'text';
    const number = plain ? Number(only.text) : Number.NaN;
    return Number.isNaN(number) ? Number.POSITIVE_INFINITY : number;
  });
  return Math.max(...numbers);
}
