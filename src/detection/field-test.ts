import { type FieldOf, parseField } from '../event/field.ts';
import type { Json, JsonObject } from '../event/json.ts';
import type { FieldTest, Keyword, Wanted } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { compileAny, compileWanted, type Matcher, numberOf } from './matcher.ts';

/** Whether an event satisfies a part of a rule that needs no context. */
export type Predicate = (raw: JsonObject) => boolean;

/** Whether the values of one field satisfy a test; `values` as {@link Field.read} gives them. */
export type ValuesTest = (values: readonly Json[]) => boolean;

/** Prepares the test of an event's own field. */
export function compileFieldTest(
  test: FieldTest,
  lists: Lists,
  fieldOf: FieldOf = parseField,
): Predicate {
  const field = fieldOf(test.path);
  if (test.comparison === 'exists') {
    const [wanted] = test.values;
    const present = wanted?.kind === 'boolean' && wanted.value;
    return (raw) => field.has(raw) === present;
  }
  const holds = compileValuesTest(test, lists);
  return (raw) => holds(field.read(raw));
}

/**
 * Prepares the test of a field's values.
 *
 * One wanted value must be met by one value of the field; with `|all` every wanted value, each
 * perhaps by another value. `neq`: the field has a value, and none is wanted. null is met by a field
 * that is absent or has nothing but nulls.
 */
export function compileValuesTest(test: FieldTest, lists: Lists): ValuesTest {
  const order = orders[test.comparison];
  if (order) return compileOrder(test, order);
  const nulls = test.values.some((value) => value.kind === 'null');
  const wanted = test.values.filter((value) => value.kind !== 'null');
  const matches = compileAlternatives(wanted, test.all, lists);
  if (test.comparison === 'neq') {
    return (values) => values.some((value) => value !== null) && !matches(values);
  }
  if (!nulls) return matches;
  const isNull: ValuesTest = (values) => values.every((value) => value === null);
  if (wanted.length === 0) return isNull;
  return test.all
    ? (values) => isNull(values) && matches(values)
    : (values) => isNull(values) || matches(values);
}

function compileAlternatives(wanted: readonly Wanted[], all: boolean, lists: Lists): ValuesTest {
  if (!all) {
    const any = compileAny(wanted, lists);
    return (values) => values.some(any);
  }
  const each = wanted.map((value) => compileWanted(value, lists));
  return (values) => each.every((matches) => values.some(matches));
}

type Order = (actual: number, wanted: number) => boolean;

/** The comparisons of numbers. */
export const orders: Readonly<Partial<Record<FieldTest['comparison'], Order>>> = {
  gt: (actual, wanted) => actual > wanted,
  gte: (actual, wanted) => actual >= wanted,
  lt: (actual, wanted) => actual < wanted,
  lte: (actual, wanted) => actual <= wanted,
};

function compileOrder(test: FieldTest, order: Order): ValuesTest {
  const bounds = test.values.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
  const meets = (bound: number) => (value: Json) => {
    const actual = numberOf(value);
    return actual !== undefined && order(actual, bound);
  };
  const every = test.all;
  return (values) =>
    every
      ? bounds.every((bound) => values.some(meets(bound)))
      : bounds.some((bound) => values.some(meets(bound)));
}

/** Values nested deeper than this are not searched for keywords. */
const maxDepth = 64;

/** Prepares words without a field: each is sought in every value of the event, at any depth. */
export function compileKeyword(keyword: Keyword, lists: Lists): Predicate {
  const matchers = keyword.values.map((value) => compileWanted(value, lists));
  return (raw) =>
    keyword.all
      ? matchers.every((matches) => occurs(raw, matches, 0))
      : matchers.some((matches) => occurs(raw, matches, 0));
}

function occurs(value: Json, matches: Matcher, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return matches(value);
  if (depth > maxDepth) return false;
  return Object.values(value).some((inner: Json) => occurs(inner, matches, depth + 1));
}
