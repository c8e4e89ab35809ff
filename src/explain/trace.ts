import type {
  BlockTest,
  CompiledConditions,
  EventTest,
  VerdictTree,
} from '../detection/compiled-rule.ts';
import { textOfValue } from '../detection/matcher.ts';
import type { MemberOutcome, PreparedBlock, PreparedTest } from '../detection/prepared-test.ts';
import { no, type Truth, truthOf } from '../detection/truth.ts';
import { type Answers, evaluate } from '../detection/verdict.ts';
import type { Json } from '../event/json.ts';
import { tell, toldInEnglish } from '../language/message.ts';
import type { FieldTest, Keyword } from '../rule/expression.ts';
import { type FoundFact, type TraceNode, traceNode, verdictNames } from './explanation.ts';
import { testText, testTold } from './rule-text.ts';

/** At most so many values or members are listed with a part. */
export const maxListed = 20;

/** An event that was kept whole, and what the engine made of a rule's questions about it. */
export interface Traced {
  readonly conditions: CompiledConditions;
  /** The rule's tests at work: what they read is shown, what they came to is in `answers`. */
  readonly tests: readonly PreparedTest[];
  readonly answers: Answers;
  /** The event; inside a block, a member. */
  readonly raw: Json | undefined;
  /** What is shown of a comparison of facts. */
  readonly fact: (number: number) => FoundFact;
}

/** Every part of a condition, with what it came to. */
export function trace(verdict: VerdictTree, traced: Traced): TraceNode {
  const truth = evaluate(verdict, traced.answers);
  switch (verdict.kind) {
    case 'and':
    case 'or':
      return traceNode(
        verdict.kind,
        '',
        verdictNames[truth],
        verdict.of.map((part) => trace(part, traced)),
      );
    case 'not':
      return traceNode('not', '', verdictNames[truth], [trace(verdict.of, traced)]);
    case 'selection':
    case 'filter':
    case 'matches':
      return traceNode(verdict.kind, verdict.name, verdictNames[truth], [
        trace(verdict.of, traced),
      ]);
    case 'fact': {
      const test = traced.conditions.facts[verdict.fact] as FieldTest;
      const found = traced.fact(verdict.fact);
      return {
        ...traceNode('fact', testText(test), verdictNames[truth]),
        ...found,
        told: { ...found.told, text: testTold(test) },
      };
    }
    case 'test':
      return testPart(verdict.test, truth, traced);
  }
}

function testPart(number: number, truth: Truth, traced: Traced): TraceNode {
  const test = traced.conditions.tests[number] as EventTest;
  const prepared = traced.tests[number] as PreparedTest;
  if (prepared.kind === 'block') return blockPart(test as BlockTest, truth, prepared, traced);
  const text = testTold(test as FieldTest | Keyword);
  return {
    ...traceNode('test', toldInEnglish(text), verdictNames[truth]),
    told: { text },
    found: foundBy(prepared, traced.raw).slice(0, maxListed),
  };
}

/** The values of a field, of too many those first that met the test; the values that have the words. */
function foundBy(
  prepared: Exclude<PreparedTest, { kind: 'block' }>,
  raw: Json | undefined,
): readonly string[] {
  if (prepared.kind === 'keyword') {
    return prepared.hits(raw).map(({ path, value }) => `${path} = ${textOfValue(value) ?? 'null'}`);
  }
  const values = prepared.values(raw);
  const told = values.length > maxListed ? [...prepared.met(raw), ...values] : values;
  return [...(values.length > maxListed ? new Set(told) : told)].map(textOf);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A block: what became of each member of the array. */
function blockPart(
  { path, member, quantifier, verdict }: BlockTest,
  truth: Truth,
  prepared: PreparedBlock,
  traced: Traced,
): TraceNode {
  const named = member ?? path;
  const outcomes = prepared.members(traced.raw);
  const parts = chosenMembers(outcomes).map(({ place, member: raw }) => {
    const answers: Answers = {
      test: (number) => truthOf((traced.tests[number] as PreparedTest).holds(raw)),
      fact: () => no,
    };
    const part = trace(verdict, { ...traced, raw, answers });
    return traceNode('member', `${named}[${place}]`, part.verdict, [part]);
  });
  const met = outcomes.filter(({ holds }) => holds).length;
  const found = [tell('explanation.members', { met, all: outcomes.length })];
  return {
    ...traceNode('members', `${named}[${quantifier}]`, verdictNames[truth], parts),
    found: found.map(toldInEnglish),
    told: { found },
  };
}

/** Of too many members some that meet the block and some that do not. */
function chosenMembers(members: readonly MemberOutcome[]): readonly MemberOutcome[] {
  if (members.length <= maxListed) return members;
  const [met, others] = [true, false].map((wanted) =>
    members.filter(({ holds }) => holds === wanted),
  ) as [MemberOutcome[], MemberOutcome[]];
  const first = met.slice(0, Math.max(maxListed / 2, maxListed - others.length));
  const chosen = new Set([...first, ...others.slice(0, maxListed - first.length)]);
  return members.filter((member) => chosen.has(member));
}
