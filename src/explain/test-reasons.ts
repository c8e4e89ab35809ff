import type {
  BlockTest,
  CompiledRule,
  EventTest,
  VerdictTree,
} from '../detection/compiled-rule.ts';
import { readWordPlace } from '../detection/matched-values.ts';
import { type Leaf, leavesOf } from '../detection/verdict.ts';
import type { Why } from '../finding/finding.ts';
import type { FieldTest, Keyword } from '../rule/expression.ts';
import type { EvaluatedAlert } from './evaluated-event.ts';
import { clip, maxValues, negativePhrase, testPhrase, wordsPhrase } from './fact-text.ts';
import { blockText } from './rule-text.ts';

/** The name under which a row's memory has what met a test, where its field alone does not tell. */
export function matchedValuesName({ name }: Pick<CompiledRule, 'name'>, test: number): string {
  return `#${name}/${test}`;
}

export type TestLeaf = Extract<Leaf, { kind: 'test' }>;

/** A reason that a test gives; of words, where one of them stands. */
export interface TestReason {
  readonly why: Why;
  readonly test: FieldTest | Keyword;
  readonly member?: { readonly path: string; readonly value: string };
}

/** What speaks for the rule, test by test; each is asked for more than once. */
export function createSpeaking(subject: EvaluatedAlert): (leaf: TestLeaf) => readonly TestReason[] {
  const made: (readonly TestReason[])[] = [];
  return (leaf) => {
    const place = leaf.test * 2 + (leaf.wanted ? 1 : 0);
    made[place] ??= forReasons(leaf, subject);
    return made[place];
  };
}

/** What is so and thereby speaks for the rule. That a field is there at all is true of most events. */
function forReasons(
  { test: number, wanted }: TestLeaf,
  subject: EvaluatedAlert,
): readonly TestReason[] {
  const test = subject.rule.conditions.tests[number] as EventTest;
  if (test.kind === 'block') return insideReasons(test, subject);
  if (!wanted) return [];
  if (test.kind === 'keyword') return wordReasons(test, number, subject);
  return asksPresence(test) ? [] : [fieldReason(test, valuesOf(test, number, subject))];
}

/** Told if there is no better reason: what is not so, what is there at all, which block decided. */
export function lastReasons(
  { test: number, wanted }: TestLeaf,
  subject: EvaluatedAlert,
): readonly TestReason[] {
  const test = subject.rule.conditions.tests[number] as EventTest;
  switch (test.kind) {
    case 'block': {
      const { tests } = subject.rule.conditions;
      const text = blockText(test, tests);
      const fact = wanted ? text : `not ${text}`;
      const within = testsWithin(test.verdict, tests)[0];
      const why: Why = { fact, field: test.path, values: [] };
      return [{ why, test: tests[within as number] as FieldTest | Keyword }];
    }
    case 'keyword': {
      const fact = `no value of the event ${wordsPhrase(test)}`;
      return [{ why: { fact, field: '*', values: [] }, test }];
    }
    case 'field': {
      const values = valuesOf(test, number, subject);
      if (wanted) return [fieldReason(test, values)];
      const phrase = negativePhrase(test, values);
      const shownValues = values.map(clip).join(', ');
      const fact =
        values.length === 0
          ? `${test.path} ${phrase}`
          : `${test.path} = ${shownValues} (${phrase})`;
      return [{ why: { fact, field: test.path, values: [...values] }, test }];
    }
  }
}

/** What the deciding members of an array have, test by test. */
function insideReasons(block: BlockTest, subject: EvaluatedAlert): readonly TestReason[] {
  const { tests } = subject.rule.conditions;
  return testsWithin(block.verdict, tests).flatMap((number) => {
    const test = tests[number] as FieldTest | Keyword;
    const values = witnessed(number, subject);
    if (values.length === 0) return [];
    if (test.kind === 'keyword') return wordReasons(test, number, subject, `${block.path}.`);
    return asksPresence(test) ? [] : [fieldReason(test, values)];
  });
}

/** The numbers of the fields and words that a block asks for, also in blocks inside it. */
function testsWithin(verdict: VerdictTree, tests: readonly EventTest[]): readonly number[] {
  const numbers = [...leavesOf(verdict)].flatMap((leaf) => {
    if (leaf.kind !== 'test') return [];
    const test = tests[leaf.test] as EventTest;
    return test.kind === 'block' ? testsWithin(test.verdict, tests) : [leaf.test];
  });
  return [...new Set(numbers)];
}

function wordReasons(
  test: Keyword,
  number: number,
  subject: EvaluatedAlert,
  prefix = '',
): readonly TestReason[] {
  return witnessed(number, subject).map((text) => {
    const [path, value] = readWordPlace(text);
    const field = `${prefix}${path}`;
    const fact = `${field} = ${clip(value)} (${wordsPhrase(test)})`;
    return { why: { fact, field, values: [value] }, test, member: { path: field, value } };
  });
}

/** The values that met a test; of a test that failed, all of its field. */
function valuesOf(test: FieldTest, number: number, subject: EvaluatedAlert): readonly string[] {
  const met = witnessed(number, subject);
  if (met.length > 0) return met;
  return subject.table.texts(subject.row, test.path).slice(0, maxValues);
}

function witnessed(number: number, { table, row, rule }: EvaluatedAlert): readonly string[] {
  return table.texts(row, matchedValuesName(rule, number)).slice(0, maxValues);
}

/** So many reasons are at hand, each of one short text: what comes from a log may be any. */
const mostReasons = 1_024;
const longestText = 300;

let fieldReasons = new WeakMap<FieldTest, Map<string, TestReason>>();
let reasonsLeft = mostReasons;

/** What a test found in a field; the findings of a rule often have the same there. */
function fieldReason(test: FieldTest, values: readonly string[]): TestReason {
  const [value] = values;
  const isUsual = value !== undefined && values.length === 1 && value.length <= longestText;
  if (!isUsual) return makeFieldReason(test, values);
  const known = fieldReasons.get(test)?.get(value);
  if (known) return known;
  if (reasonsLeft-- === 0) {
    fieldReasons = new WeakMap();
    reasonsLeft = mostReasons;
  }
  const made = makeFieldReason(test, values);
  fieldReasons.set(test, (fieldReasons.get(test) ?? new Map()).set(value, made));
  return made;
}

function makeFieldReason(test: FieldTest, values: readonly string[]): TestReason {
  const asked = testPhrase(test, values);
  const text = `${test.path} = ${values.map(clip).join(', ')}`;
  const fact =
    values.length === 0
      ? `${test.path} ${asked ?? 'is there'}`
      : asked
        ? `${text} (${asked})`
        : text;
  return { why: { fact, field: test.path, values: [...values] }, test };
}

/** Whether a test only asks that a field is there. */
function asksPresence({ values }: FieldTest): boolean {
  return values.every(
    (value) =>
      value.kind === 'pattern' && value.parts.length === 1 && value.parts[0]?.kind === 'run',
  );
}
