import { type Shape, shapeAt } from '../event/event-shape.ts';
import { type FieldOf, parseField } from '../event/field.ts';
import type { Json } from '../event/json.ts';
import type { ValueNumbers } from '../event/value-numbers.ts';
import { viewsOf } from '../event/value-texts.ts';
import type { ExpectedValue, FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { compileReferences, type ValuesOf } from './field-reference.ts';
import { compileAny, compileExpectedValue, isRun, numberOf } from './matcher.ts';
import { whenNeeded } from './when-needed.ts';

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

/** What a test may look at of its field: its values, and the texts that stand for them. */
interface Seen {
  values(): readonly Json[];
  views(): readonly Json[];
}

type SeenTest = (seen: Seen, others: ValuesOf) => boolean;

/** The test of one field, prepared. */
export interface PreparedField {
  readonly holds: Predicate;
  /** The field's values, as {@link Field.read} gives them. */
  readonly values: (raw: Json | undefined) => readonly Json[];
  /** Whether there are several of them. */
  readonly isCrowded: (raw: Json) => boolean;
  /** Those of the values by which the test holds; all that are there, if no single one does it. */
  readonly met: (raw: Json | undefined) => readonly Json[];
  /** Numbers for all that the rest depends on; undefined if the field is compared with others. */
  readonly numbers: ValueNumbers | undefined;
}

/** Prepares the test of an event's own field, or of a member's. */
export function prepareField(
  test: FieldTest,
  lists: Lists,
  fieldOf: FieldOf = parseField,
): PreparedField {
  const field = fieldOf(test.member ?? test.path);
  const values = field.read;
  const { isCrowded, numbers } = field;
  if (test.comparison === 'exists') {
    const [wanted] = test.values;
    const present = wanted?.kind === 'boolean' && wanted.value;
    const met = (raw: Json | undefined) => there(values(raw));
    return { holds: (raw) => field.has(raw) === present, values, isCrowded, met, numbers };
  }
  // Most tests of a large set of rules are never asked: no event gets as far.
  const holds = whenNeeded(() => compileSeen(test, lists));
  const others = new Map(
    test.values.flatMap((value) =>
      value.kind === 'field' ? [[value.path, fieldOf(value.member ?? value.path)] as const] : [],
    ),
  );
  let event: Json | undefined;
  const seen: Seen = { values: () => field.read(event), views: () => field.views(event) };
  const viewsAt: ValuesOf = (path) => others.get(path)?.views(event) ?? [];
  // A list may have ten thousand members, so this is prepared only where several values are told apart.
  const alone = whenNeeded(() => compileValuesTest({ ...test, all: false }, lists));
  return {
    holds: (raw) => {
      event = raw;
      return holds()(seen, viewsAt);
    },
    values,
    isCrowded,
    met: (raw) => {
      const given = there(values(raw));
      const othersIn: ValuesOf = (path) => others.get(path)?.read(raw) ?? [];
      const met = given.filter((value) => alone()([value], othersIn));
      return met.length > 0 ? met : given;
    },
    numbers: others.size === 0 ? numbers : undefined,
  };
}

function there(values: readonly Json[]): readonly Json[] {
  return values.filter((value) => value !== null);
}

/**
 * Prepares the test of values that were read before. A fact is compared as it is; what else is read back
 * of a map is one of the texts that stand for it.
 */
export function compileValuesTest(test: FieldTest, lists: Lists): ValuesTest {
  const holds = compileSeen(test, lists);
  const shape = test.fact ? undefined : shapeAt(test.path);
  const viewsIn = (values: readonly Json[], at: Shape | undefined): readonly Json[] =>
    at === undefined ? values : values.flatMap((value) => viewsOf(value, at));
  return (values, others = nothing) =>
    holds({ values: () => values, views: () => viewsIn(values, shape) }, (path) =>
      viewsIn(others(path), shapeAt(path)),
    );
}

const nothing: ValuesOf = () => [];

/**
 * Prepares the test of what is seen of a field.
 *
 * One wanted value must be met by one value of the field; with `|all` every wanted value, each
 * perhaps by another value. `neq`: the field has a value, and none is wanted. null is met by a field
 * that is absent or has nothing but nulls.
 */
function compileSeen(test: FieldTest, lists: Lists): SeenTest {
  if (test.values.some(({ kind }) => kind === 'field')) return compileReferences(test);
  const order = orders[test.comparison];
  if (order) return compileOrder(test, order);
  const nulls = test.values.some((value) => value.kind === 'null');
  const wanted = test.values.filter((value) => value.kind !== 'null');
  const matches = compileAlternatives(wanted, test.all, lists);
  if (test.comparison === 'neq') {
    return (seen) => seen.values().some((value) => value !== null) && !matches(seen);
  }
  if (!nulls) return matches;
  const isNull = (seen: Seen): boolean => seen.values().every((value) => value === null);
  if (wanted.length === 0) return isNull;
  return test.all
    ? (seen) => isNull(seen) && matches(seen)
    : (seen) => isNull(seen) || matches(seen);
}

function compileAlternatives(
  wanted: readonly ExpectedValue[],
  all: boolean,
  lists: Lists,
): (seen: Seen) => boolean {
  const presence = wanted.filter(asksPresence);
  const texts = wanted.filter((value) => !asksPresence(value));
  // An empty list has a text, but no value that is there.
  const isThere = (seen: Seen): boolean => seen.values().some((value) => value !== null);
  if (!all) {
    const any = compileAny(texts, lists);
    return (seen) =>
      (texts.length > 0 && seen.views().some(any)) || (presence.length > 0 && isThere(seen));
  }
  const each = texts.map((value) => compileExpectedValue(value, lists));
  return (seen) =>
    each.every((matches) => seen.views().some(matches)) && (presence.length === 0 || isThere(seen));
}

/** Nothing but `*` asks whether there is any value. */
function asksPresence(wanted: ExpectedValue): boolean {
  const { kind } = wanted;
  return kind === 'pattern' && wanted.parts.length > 0 && wanted.parts.every(isRun);
}

type Order = (actual: number, wanted: number) => boolean;

/** The comparisons of numbers. */
export const orders: Readonly<Partial<Record<FieldTest['comparison'], Order>>> = {
  gt: (actual, wanted) => actual > wanted,
  gte: (actual, wanted) => actual >= wanted,
  lt: (actual, wanted) => actual < wanted,
  lte: (actual, wanted) => actual <= wanted,
};

function compileOrder(test: FieldTest, order: Order): SeenTest {
  const bounds = test.values.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
  const meets = (bound: number) => (value: Json) => {
    const actual = numberOf(value);
    return actual !== undefined && order(actual, bound);
  };
  const every = test.all;
  return (seen) => {
    const values = seen.values();
    return every
      ? bounds.every((bound) => values.some(meets(bound)))
      : bounds.some((bound) => values.some(meets(bound)));
  };
}
