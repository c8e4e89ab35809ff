import { prepareField } from '../detection/field-test.ts';
import { yes } from '../detection/truth.ts';
import type { Json, JsonObject } from '../event/json.ts';
import { type ExpectedValue, type FieldTest, literalText } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { type Fact, groupingsOf, type Window } from '../rule/window/window.ts';
import { compileFactTest, type KnownFactValue } from '../window/fact-test.ts';

/** What the tests of an expression are about. */
export interface TruthTableContext {
  readonly windows: readonly Window[];
  readonly lists: Lists;
  readonly eventTypes: readonly string[];
  /** Whether they test the members of an array, whose values are not tried. */
  readonly isMember?: boolean;
}

/** Rules come from strangers: what takes more steps than this is not decided either. */
export const maxSteps = 2_000_000;

/** Truths that tests can have together, one row for each way. */
export type TruthTable = readonly (readonly boolean[])[];

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
export function subjectOf({ path, fact, formula }: FieldTest): string | undefined {
  if (formula) return undefined;
  if (fact) return path;
  return singleFields.has(path) ? path : undefined;
}

/** The rows of truths that tests of one field or fact can have; undefined if they are without end. */
export function truthTableOf(
  tests: readonly FieldTest[],
  context: TruthTableContext,
): TruthTable | undefined {
  const [first] = tests;
  if (!first) return [];
  const found = first.fact ? factRows(tests, context) : fieldRows(tests, context);
  return found && [...new Map(found.map((row) => [row.join(), row])).values()];
}

function fieldRows(
  tests: readonly FieldTest[],
  context: TruthTableContext,
): TruthTable | undefined {
  const path = tests[0]?.path ?? '';
  const literals = tests.flatMap((test) => literalsOf(test));
  const isType = path === 'eventType';
  // Of event types the whole catalogue is tried, so that patterns are no difficulty.
  if (!isType && literals.includes(undefined)) return undefined;
  // Neither another field's values nor the members of a list need be documented.
  if (tests.some(({ values }) => values.some(({ kind }) => beyond.has(kind)))) return undefined;
  const texts = literals.filter((text) => text !== undefined);
  const spelled = texts.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]);
  const values: readonly Json[] = [...spelled, ...(isType ? context.eventTypes : []), '\u0000'];
  const events = [
    ...values.map((value) => nested(path, value)),
    ...(isType ? [] : [{}, nested(path, null)]),
  ];
  if (events.length * tests.length > maxSteps) return undefined;
  const holds = tests.map((test) => prepareField(test, context.lists).holds);
  return events.map((event) => holds.map((test) => test(event)));
}

const beyond: ReadonlySet<ExpectedValue['kind']> = new Set(['field', 'list']);

/** The texts that a test compares whole; undefined for a value that is no plain text. */
function literalsOf({ values, comparison }: FieldTest): readonly (string | undefined)[] {
  if (!['equals', 'neq', 'exists'].includes(comparison)) return [undefined];
  return values.flatMap((value): (string | undefined)[] => {
    if (value.kind === 'null' || value.kind === 'boolean') return [];
    if (value.kind !== 'pattern') return [undefined];
    return [value.parts.length === 0 ? '' : literalText(value)];
  });
}

function nested(path: string, value: Json): JsonObject {
  return path
    .split('.')
    .reduceRight<Json>((inner, name) => ({ [name]: inner }), value) as JsonObject;
}

/** What numbers a fact can be; `whole`: only whole ones; `absent`: or nothing at all. */
interface Range {
  readonly most: number;
  readonly whole?: true;
  readonly absent?: true;
}

const counts: Range = { most: 1e9, whole: true };
const parts: Range = { most: 1, absent: true };
const lengths: Range = { most: 1e9, absent: true };

/** Facts that are never below 0. What others can be is not tried. */
const ranges: Readonly<Partial<Record<Fact['compute'], Range>>> = {
  count: counts,
  distinct: counts,
  most: counts,
  switches: counts,
  rules: counts,
  steps: counts,
  since: counts,
  portion: parts,
  share: parts,
  familiar: parts,
  surprise: lengths,
  span: lengths,
  seconds: lengths,
  km: lengths,
  kmh: { most: 100_000, absent: true },
  // To another value: a likeness of 1 would be the same one.
  similar: { most: 1 - 1e-9, absent: true },
};

function factRows(
  tests: readonly FieldTest[],
  { windows, lists }: TruthTableContext,
): TruthTable | undefined {
  const named = tests[0]?.fact;
  const window = windows.find(({ name }) => name === named?.window);
  const fact = window?.facts.find(({ name }) => name === named?.name);
  if (!window || !fact) return undefined;
  const values = valuesOf(fact, window, tests);
  if (!values) return undefined;
  const known: (KnownFactValue | undefined)[] = values.map((value) => ({
    value,
    could: undefined,
  }));
  // An event that lacks a part of the key has no neighbours.
  if (groupingsOf(window).some(({ length }) => length > 0)) known.push(undefined);
  if (known.length * tests.length > maxSteps) return undefined;
  const holds = tests.map((test) => compileFactTest(test, lists));
  return known.map((state) => holds.map((test) => test(state) === yes));
}

function valuesOf(
  { compute }: Fact,
  { rules }: Window,
  tests: readonly FieldTest[],
): readonly KnownFactValue['value'][] | undefined {
  if (compute === 'new') return [true, false, undefined];
  const range = ranges[compute];
  const bounds = tests.flatMap(({ values }) => values.map(numberIn));
  if (!range || bounds.includes(undefined)) return undefined;
  const most = compute === 'rules' || compute === 'steps' ? rules.length : range.most;
  const numbers = bounds.filter((bound) => bound !== undefined);
  const near = numbers.flatMap((bound) =>
    range.whole
      ? [Math.floor(bound) - 1, Math.floor(bound), Math.ceil(bound), Math.ceil(bound) + 1]
      : [bound - 1e-6, bound, bound + 1e-6],
  );
  const some = [0, range.whole ? 1 : most / 2, most, ...near];
  return [
    ...some.filter((value) => value >= 0 && value <= most),
    ...(range.absent ? [undefined] : []),
  ];
}

function numberIn(value: FieldTest['values'][number]): number | undefined {
  if (value.kind === 'number') return value.value;
  if (value.kind === 'null' || value.kind === 'boolean') return 0;
  const text = literalText(value);
  if (text === undefined) return undefined;
  const number = Number(text);
  // No number is a word, so of the numbers there is none to be tried for it.
  return Number.isNaN(number) ? 0 : number;
}
