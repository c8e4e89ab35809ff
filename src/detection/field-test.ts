import { type FieldOf, parseField } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import { parseTime } from '../event/time.ts';
import type { FieldTest, Wanted } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { partOf, type TimePart } from '../rule/time-part.ts';
import { compileAny, compileWanted, numberOf } from './matcher.ts';
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

/** The test of one field, prepared. */
export interface PreparedField {
  readonly holds: Predicate;
  /** The field's values, as {@link Field.read} gives them. */
  readonly values: (raw: Json | undefined) => readonly Json[];
  /** Those of the values by which the test holds; all that are there, if no single one does it. */
  readonly met: (raw: Json | undefined) => readonly Json[];
}

/** Prepares the test of an event's own field, or of a member's. */
export function prepareField(
  test: FieldTest,
  lists: Lists,
  fieldOf: FieldOf = parseField,
): PreparedField {
  const field = fieldOf(test.member ?? test.path);
  const values = field.read;
  if (test.comparison === 'exists') {
    const [wanted] = test.values;
    const present = wanted?.kind === 'boolean' && wanted.value;
    return { holds: (raw) => field.has(raw) === present, values, met: (raw) => there(values(raw)) };
  }
  const holds = compileValuesTest(test, lists);
  // A list may have ten thousand members, so what is the same is prepared once.
  const alone = test.all
    ? once(() => compileValuesTest({ ...test, all: false }, lists))
    : () => holds;
  const others = new Map(
    test.values.flatMap((value) =>
      value.kind === 'field' ? [[value.path, fieldOf(value.member ?? value.path)] as const] : [],
    ),
  );
  const othersIn =
    (raw: Json | undefined): ValuesOf =>
    (path) =>
      others.get(path)?.read(raw) ?? [];
  return {
    holds:
      others.size === 0
        ? (raw) => holds(field.read(raw))
        : (raw) => holds(field.read(raw), othersIn(raw)),
    values,
    met: (raw) => {
      const given = there(values(raw));
      const met = given.filter((value) => alone()([value], othersIn(raw)));
      return met.length > 0 ? met : given;
    },
  };
}

function there(values: readonly Json[]): readonly Json[] {
  return values.filter((value) => value !== null);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
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
