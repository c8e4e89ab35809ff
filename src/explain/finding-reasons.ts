import type {
  BlockTest,
  CompiledRule,
  EventTest,
  VerdictTree,
} from '../detection/compiled-rule.ts';
import { readWordPlace } from '../detection/matched-values.ts';
import { truthOf, yes } from '../detection/truth.ts';
import { type Answers, decidingLeaves, type Leaf, leavesOf } from '../detection/verdict.ts';
import type { Why } from '../finding/finding.ts';
import type { FieldTest, Keyword } from '../rule/expression.ts';
import type { Match } from '../window/evaluate.ts';
import type { Row } from '../window/event-table.ts';
import { describeComputed, isComputed } from './computed-evidence.ts';
import type { EvaluatedEvent } from './evaluated-event.ts';
import { describeFact } from './fact-evidence.ts';
import { clip, maxValues, negativePhrase, testPhrase, wordsPhrase } from './fact-text.ts';
import { blockText } from './rule-text.ts';

export type { EvaluatedEvent } from './evaluated-event.ts';

/** Why a rule holds: the tests that made it true, and the windows they looked at. */
export interface FindingReasons {
  readonly why: readonly Why[];
  /** The neighbours that the reasons rest on. */
  readonly context: readonly Row[];
}

/** An alert to be explained: the event, and the rule as it was evaluated. */
export interface EvaluatedAlert extends EvaluatedEvent {
  readonly rule: CompiledRule;
}

/** The name under which a row's memory has what met a test, where its field alone does not tell. */
export function matchedValuesName({ name }: Pick<CompiledRule, 'name'>, test: number): string {
  return `#${name}/${test}`;
}

/**
 * Explains an alert from what the engine found true: the questions that decided the conditions, each
 * with the value that met it when the event was at hand. What a rule holds for only because something
 * is not so is told as that.
 */
export function findingReasons(match: Match, subject: EvaluatedAlert): FindingReasons {
  const answers: Answers = {
    test: (test) => truthOf(match.tests[test] === true),
    fact: (fact) => match.facts[fact] as (typeof match.facts)[number],
  };
  const held = subject.rule.conditions.verdicts.filter((_, index) => match.truths[index] === yes);
  const leaves = held.flatMap((verdict) => [...decidingLeaves(verdict, true, answers)]);
  const unique = [...new Map(leaves.map((leaf) => [JSON.stringify(leaf), leaf])).values()];
  const facts = unique.flatMap((leaf) => {
    if (leaf.kind !== 'fact') return [];
    if (isComputed(subject, leaf.fact)) return describeComputed(leaf.fact, subject, match);
    const test = subject.rule.conditions.facts[leaf.fact] as FieldTest;
    return [describeFact(test, test.fact as NonNullable<FieldTest['fact']>, subject, leaf.wanted)];
  });
  const tests = unique.filter((leaf) => leaf.kind === 'test');
  const fields = tests.flatMap((leaf) => forReasons(leaf, subject));
  const plain = ({ fact }: Why): number => (fact.endsWith(')') ? 0 : 1);
  fields.sort((a, b) => plain(a) - plain(b));
  const byGist = new Map(facts.map((fact) => [fact.gist, fact.why]));
  const reasoned = [...byGist.values(), ...fields];
  const why = reasoned.length > 0 ? reasoned : tests.flatMap((leaf) => lastReasons(leaf, subject));
  return {
    why: [...new Map(why.map((item) => [item.fact, item])).values()],
    context: unique.some(({ wanted }) => wanted)
      ? [...new Set(facts.map(({ rows }) => rows))].flatMap((rows) => [...rows])
      : [],
  };
}

type TestLeaf = Extract<Leaf, { kind: 'test' }>;

/** What is so and thereby speaks for the rule. That a field is there at all is true of most events. */
function forReasons({ test: number, wanted }: TestLeaf, subject: EvaluatedAlert): readonly Why[] {
  const test = subject.rule.conditions.tests[number] as EventTest;
  if (test.kind === 'block') return insideReasons(test, subject);
  if (!wanted) return [];
  if (test.kind === 'keyword') return wordReasons(test, number, subject);
  return asksPresence(test) ? [] : [fieldReason(test, valuesOf(test, number, subject))];
}

/** Told if there is no better reason: what is not so, what is there at all, which block decided. */
function lastReasons({ test: number, wanted }: TestLeaf, subject: EvaluatedAlert): readonly Why[] {
  const test = subject.rule.conditions.tests[number] as EventTest;
  switch (test.kind) {
    case 'block': {
      const { tests } = subject.rule.conditions;
      const text = blockText(test, tests);
      const fact = wanted ? text : `not ${text}`;
      return [{ fact, field: test.path, values: [] }];
    }
    case 'keyword':
      return [{ fact: `no value of the event ${wordsPhrase(test)}`, field: '*', values: [] }];
    case 'field': {
      const values = valuesOf(test, number, subject);
      if (wanted) return [fieldReason(test, values)];
      const phrase = negativePhrase(test, values);
      const shownValues = values.map(clip).join(', ');
      const fact =
        values.length === 0
          ? `${test.path} ${phrase}`
          : `${test.path} = ${shownValues} (${phrase})`;
      return [{ fact, field: test.path, values: [...values] }];
    }
  }
}

/** What the deciding members of an array have, test by test. */
function insideReasons(block: BlockTest, subject: EvaluatedAlert): readonly Why[] {
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
): readonly Why[] {
  return witnessed(number, subject).map((text) => {
    const [path, value] = readWordPlace(text);
    const field = `${prefix}${path}`;
    return { fact: `${field} = ${clip(value)} (${wordsPhrase(test)})`, field, values: [value] };
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

function fieldReason(test: FieldTest, values: readonly string[]): Why {
  const asked = testPhrase(test, values);
  const text = `${test.path} = ${values.map(clip).join(', ')}`;
  const fact =
    values.length === 0
      ? `${test.path} ${asked ?? 'is there'}`
      : asked
        ? `${text} (${asked})`
        : text;
  return { fact, field: test.path, values: [...values] };
}

/** Whether a test only asks that a field is there. */
function asksPresence({ values }: FieldTest): boolean {
  return values.every(
    (value) =>
      value.kind === 'pattern' && value.parts.length === 1 && value.parts[0]?.kind === 'run',
  );
}
