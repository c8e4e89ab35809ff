import { compileFactTest, type Known } from '../context/fact-test.ts';
import { windowFunctions } from '../context/functions.ts';
import { compileFieldTest } from '../detection/field-test.ts';
import { yes } from '../detection/truth.ts';
import type { Json, JsonObject } from '../event/json.ts';
import { type Expression, type FieldTest, type Keyword, testsOf } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Fact, Window } from '../rule/window.ts';

/** What an expression comes out as whatever the event; undefined if that depends on the event. */
export type Constant = 'never' | 'always' | undefined;

/** What the tests of an expression are about. */
export interface Ground {
  readonly windows: readonly Window[];
  readonly lists: Lists;
  readonly eventTypes: readonly string[];
}

/** An expression with more combinations of truths than this is not decided. */
const maxCombinations = 4_096;

/** Rules come from strangers: what takes more steps than this is not decided either. */
const maxSteps = 2_000_000;

/**
 * Whether an expression can come out only one way.
 *
 * Its tests are gathered by what they look at. Of a field with one value, and of a fact, every kind of
 * value is tried, which shows the combinations of truths that its tests can have together; any other
 * test may be true or false by itself. Then all combinations are tried. Errs only towards undefined.
 */
export function constancyOf(expression: Expression, ground: Ground): Constant {
  const groups = groupsOf(expression, ground);
  const combinations = groups.reduce((product, { rows }) => product * rows.length, 1);
  if (combinations > maxCombinations) return undefined;
  const numbers = new Map(groups.flatMap(({ keys }) => keys).map((key, index) => [key, index]));
  const leaves = [...testsOf(expression)].length;
  if (combinations * leaves > maxSteps) return undefined;
  const holds = prepare(expression, numbers);
  const truths: boolean[] = [];
  const choose = ({ keys }: Group, row: readonly boolean[]): void => {
    for (const [index, key] of keys.entries()) {
      truths[numbers.get(key) as number] = row[index] === true;
    }
  };
  for (const group of groups) choose(group, group.rows[0] ?? []);
  const open = groups.filter(({ rows }) => rows.length > 1);
  const outcomes = new Set<boolean>();
  const assign = (at: number): void => {
    const group = open[at];
    if (!group) {
      outcomes.add(holds(truths));
      return;
    }
    for (const row of group.rows) {
      if (outcomes.size === 2) return;
      choose(group, row);
      assign(at + 1);
    }
  };
  assign(0);
  if (outcomes.size !== 1) return undefined;
  return outcomes.has(true) ? 'always' : 'never';
}

type Prepared = (truths: readonly boolean[]) => boolean;

/** An expression over the numbered truths of its tests. */
function prepare(expression: Expression, numbers: ReadonlyMap<string, number>): Prepared {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = expression.of.map((part) => prepare(part, numbers));
      return expression.kind === 'and'
        ? (truths) => parts.every((part) => part(truths))
        : (truths) => parts.some((part) => part(truths));
    }
    case 'not': {
      const inner = prepare(expression.of, numbers);
      return (truths) => !inner(truths);
    }
    case 'selection':
      return prepare(expression.of, numbers);
    default: {
      const number = numbers.get(keyOf(expression)) as number;
      return (truths) => truths[number] === true;
    }
  }
}

/** Tests about the same thing, and the rows of truths that they can have together. */
interface Group {
  readonly keys: readonly string[];
  readonly rows: readonly (readonly boolean[])[];
}

const free: readonly (readonly boolean[])[] = [[false], [true]];

function groupsOf(expression: Expression, ground: Ground): readonly Group[] {
  const subjects = new Map<string, Map<string, FieldTest>>();
  const groups: Group[] = [];
  const seen = new Set<string>();
  for (const test of testsOf(expression)) {
    const key = keyOf(test);
    if (seen.has(key)) continue;
    seen.add(key);
    const subject = test.kind === 'field' ? subjectOf(test) : undefined;
    if (test.kind !== 'field' || subject === undefined) groups.push({ keys: [key], rows: free });
    else subjects.set(subject, (subjects.get(subject) ?? new Map()).set(key, test));
  }
  for (const tests of subjects.values()) {
    const rows = rowsOf([...tests.values()], ground);
    if (rows) groups.push({ keys: [...tests.keys()], rows });
    else for (const key of tests.keys()) groups.push({ keys: [key], rows: free });
  }
  return groups;
}

/** Tests that ask the same are one, wherever they stand. */
function keyOf(test: FieldTest | Keyword): string {
  return JSON.stringify(test, (name, value) => (name === 'place' ? undefined : value));
}

/** Fields that never have more than one value. */
const singleFields: ReadonlySet<string> = new Set([
  'eventType',
  'severity',
  'outcome.result',
  'actor.id',
  'actor.type',
  'actor.alternateId',
  'client.ipAddress',
  'client.device',
  'securityContext.isProxy',
  'transaction.type',
]);

/** What a test looks at, if all of its possible values can be tried. */
function subjectOf({ path, fact }: FieldTest): string | undefined {
  if (fact) return path;
  return singleFields.has(path) ? path : undefined;
}

/** The rows of truths that tests of one field or fact can have; undefined if they are without end. */
function rowsOf(tests: readonly FieldTest[], ground: Ground): Group['rows'] | undefined {
  const [first] = tests;
  if (!first) return [];
  const found = first.fact ? factRows(tests, ground) : fieldRows(tests, ground);
  return found && [...new Map(found.map((row) => [row.join(), row])).values()];
}

function fieldRows(tests: readonly FieldTest[], ground: Ground): Group['rows'] | undefined {
  const path = tests[0]?.path ?? '';
  const literals = tests.flatMap((test) => literalsOf(test));
  const isType = path === 'eventType';
  // Of event types the whole catalogue is tried, so that patterns are no difficulty.
  if (!isType && literals.includes(undefined)) return undefined;
  const texts = literals.filter((text) => text !== undefined);
  const spelled = texts.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]);
  const values: readonly Json[] = [...spelled, ...(isType ? ground.eventTypes : []), '\u0000'];
  const events = [
    ...values.map((value) => nested(path, value)),
    ...(isType ? [] : [{}, nested(path, null)]),
  ];
  if (events.length * tests.length > maxSteps) return undefined;
  const holds = tests.map((test) => compileFieldTest(test, ground.lists));
  return events.map((event) => holds.map((test) => test(event)));
}

/** The texts that a test compares whole; undefined for a value that is no plain text. */
function literalsOf({ values, comparison }: FieldTest): readonly (string | undefined)[] {
  if (!['equals', 'neq', 'exists'].includes(comparison)) return [undefined];
  return values.flatMap((value): (string | undefined)[] => {
    if (value.kind === 'null' || value.kind === 'boolean') return [];
    if (value.kind !== 'pattern') return [undefined];
    const [only] = value.parts;
    if (!only) return [''];
    return [value.parts.length === 1 && only.kind === 'text' ? only.text : undefined];
  });
}

function nested(path: string, value: Json): JsonObject {
  return path
    .split('.')
    .reduceRight<Json>((inner, name) => ({ [name]: inner }), value) as JsonObject;
}

/** Numbers of these are whole; likeness lies between 0 and 1; others are not tried. */
const counting: ReadonlySet<string> = new Set(['count', 'distinct', 'switches']);

function factRows(
  tests: readonly FieldTest[],
  { windows, lists }: Ground,
): Group['rows'] | undefined {
  const named = tests[0]?.fact;
  const window = windows.find(({ name }) => name === named?.window);
  const fact = window?.facts.find(({ name }) => name === named?.name);
  if (!window || !fact) return undefined;
  const values = valuesOf(fact, tests);
  if (!values) return undefined;
  const known: (Known | undefined)[] = values.map((value) => ({ value, sure: true }));
  // An event that lacks a part of the key has no neighbours.
  if (window.groupBy.length > 0) known.push(undefined);
  if (known.length * tests.length > maxSteps) return undefined;
  const holds = tests.map((test) => compileFactTest(test, lists));
  return known.map((state) => holds.map((test) => test(state) === yes));
}

function valuesOf(
  fact: Fact,
  tests: readonly FieldTest[],
): readonly (number | boolean)[] | undefined {
  if (fact.compute === 'new') return [true, false];
  if (!Object.hasOwn(windowFunctions, fact.compute)) return undefined;
  const bounds = tests.flatMap(({ values }) => values.map(numberIn));
  if (bounds.includes(undefined)) return undefined;
  const numbers = bounds.filter((bound) => bound !== undefined);
  if (counting.has(fact.compute)) {
    const near = numbers.flatMap((bound) => [Math.floor(bound) - 1, bound, Math.ceil(bound) + 1]);
    return [0, 1, 1e9, ...near].filter((value) => value >= 0 && Number.isInteger(value));
  }
  if (fact.compute !== 'similar') return undefined;
  const near = numbers.flatMap((bound) => [bound - 1e-6, bound, bound + 1e-6]);
  return [0, 0.5, 0.999999, ...near].filter((value) => value >= 0 && value < 1);
}

function numberIn(value: FieldTest['values'][number]): number | undefined {
  if (value.kind === 'number') return value.value;
  if (value.kind === 'null' || value.kind === 'boolean') return 0;
  const [only] = value.kind === 'pattern' ? value.parts : [];
  const plain = value.kind === 'pattern' && value.parts.length === 1 && only?.kind === 'text';
  const number = plain ? Number(only.text) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}
