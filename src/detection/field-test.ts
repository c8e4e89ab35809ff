import { type FieldOf, parseField } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import { parseTime } from '../event/time.ts';
import type { FieldTest, Keyword, Wanted } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { partOf, type TimePart } from '../rule/time-part.ts';
import { compileAny, compileWanted, type Matcher, numberOf } from './matcher.ts';
import { compileReferences } from './reference.ts';

/**
 * Whether an event satisfies a part of a rule that needs no context; inside a block, whether a member
 * of an array does, or the absence of one.
 */
export type Predicate = (raw: Json | undefined) => boolean;

/**
 * Whether the values of one field satisfy a test; `values` as {@link Field.read} gives them, and
 * `others` those of the fields, by their path from the event, that they are compared with.
 */
export type ValuesTest = (values: readonly Json[], others?: ValuesOf) => boolean;
export type ValuesOf = (path: string) => readonly Json[];

/** Prepares the test of an event's own field, or of a member's. */
export function compileFieldTest(
  test: FieldTest,
  lists: Lists,
  fieldOf: FieldOf = parseField,
): Predicate {
  const field = fieldOf(test.member ?? test.path);
  if (test.comparison === 'exists') {
    const [wanted] = test.values;
    const present = wanted?.kind === 'boolean' && wanted.value;
    return (raw) => field.has(raw) === present;
  }
  const holds = compileValuesTest(test, lists);
  const others = new Map(
    test.values.flatMap((value) =>
      value.kind === 'field' ? [[value.path, fieldOf(value.member ?? value.path)] as const] : [],
    ),
  );
  if (others.size === 0) return (raw) => holds(field.read(raw));
  return (raw) => holds(field.read(raw), (path) => others.get(path)?.read(raw) ?? []);
}

/**
 * Prepares the test of a field's values.
 *
 * One wanted value must be met by one value of the field; with `|all` every wanted value, each
 * perhaps by another value. `neq`: the field has a value, and none is wanted. null is met by a field
 * that is absent or has nothing but nulls. Of a time, the part that the test names is compared; what
 * is no time has none.
 */
export function compileValuesTest(test: FieldTest, lists: Lists): ValuesTest {
  const { part } = test;
  if (part === undefined) return compileWholeValues(test, lists);
  const holds = compileWholeValues(test, lists);
  return (values) => holds(values.flatMap((value) => partsOf(value, part)));
}

function partsOf(value: Json, part: TimePart): readonly number[] {
  const time = typeof value === 'string' ? parseTime(value) : undefined;
  return time === undefined ? [] : [partOf(time, part)];
}

function compileWholeValues(test: FieldTest, lists: Lists): ValuesTest {
  if (test.values.some(({ kind }) => kind === 'field')) return compileReferences(test);
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

/** Values nested deeper than this are not searched for words; `input/` refuses such records. */
export const maxKeywordDepth = 64;

/**
 * Prepares words without a field: each is sought in every value of the event, down to
 * {@link maxKeywordDepth}.
 */
export function compileKeyword(keyword: Keyword, lists: Lists): Predicate {
  const matchers = keyword.values.map((value) => compileWanted(value, lists));
  return (raw) =>
    keyword.all
      ? matchers.every((matches) => occurs(raw, matches, 0))
      : matchers.some((matches) => occurs(raw, matches, 0));
}

function occurs(value: Json | undefined, matches: Matcher, depth: number): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'object' || value === null) return matches(value);
  if (depth > maxKeywordDepth) return false;
  return Object.values(value).some((inner: Json) => occurs(inner, matches, depth + 1));
}
