import type { Json } from '../event/json.ts';
import type { ValueNumbers } from '../event/value-numbers.ts';
import type { Quantifier } from '../rule/expression.ts';
import type { BlockTest, CompiledConditions, TestTruths } from './compiled-rule.ts';
import type { PreparedField } from './field-test.ts';
import { textOfValue } from './matcher.ts';
import type { MemberOutcome, PreparedTest } from './prepared-test.ts';
import { no, truthOf } from './truth.ts';
import { decidingLeaves, type Leaf, leavesOf } from './verdict.ts';

/** Of more members of an array than this nothing is said one by one. */
const maxMembers = 20;

/** What met a test in an event, where the values of its field alone do not tell. */
export interface MatchedValues {
  /** The test's number; that of a test inside a block, if the block decided. */
  readonly test: number;
  /** The values that met it; of words, {@link wordPlace} of each. */
  readonly values: readonly Json[];
}

/** The place of a word in an event, and the value that it stands in, as one text. */
export function wordPlace(path: string, value: Json): string {
  return JSON.stringify([path, textOfValue(value) ?? '']);
}

/** Reads back a {@link wordPlace}. */
export function readWordPlace(text: string): readonly [path: string, value: string] {
  return JSON.parse(text) as [string, string];
}

/** Tells what met the tests of a rule. */
export interface ValueTeller {
  /** What met those tests that depend on more than the values of one field. */
  of(raw: Json, truths: TestTruths): readonly MatchedValues[];
  telling(truths: TestTruths): Telling;
}

/** What there is to tell of events with some truths of tests. */
export interface Telling {
  /** Whether {@link ValueTeller.of} has perhaps something to tell. */
  readonly always: boolean;
  /** The tests of one field each, of which there is something to tell if it has several values: those that met them. */
  readonly crowded: readonly CrowdedTest[];
}

export interface CrowdedTest extends Pick<PreparedField, 'isCrowded' | 'met'> {
  readonly test: number;
  readonly numbers: ValueNumbers;
}

/**
 * Prepares to tell what met the tests of a rule, while the event is at hand: which of several values,
 * which value has the word, what the deciding members of an array have. Of tests that can only stand
 * against the rule nothing is told, nor of fields with one value, which is remembered anyway.
 */
export function createMatchedValues(
  conditions: CompiledConditions,
  tests: readonly PreparedTest[],
): ValueTeller {
  const leaves = conditions.verdicts.flatMap((verdict) => [...leavesOf(verdict)]);
  const asked = distinct(leaves.filter((leaf) => leaf.kind === 'test')).filter(
    ({ test, wanted }) => wanted || conditions.tests[test]?.kind === 'block',
  );
  const of: ValueTeller['of'] = (raw, truths) => {
    const found = new Map<number, Set<Json>>();
    const add = (test: number, values: readonly Json[]): void => {
      const known = found.get(test) ?? new Set();
      found.set(test, known);
      for (const value of values) known.add(value);
    };
    for (const { test, wanted } of asked) {
      if (truths[test] !== wanted) continue;
      const prepared = tests[test] as PreparedTest;
      if (prepared.kind === 'field' && (prepared.numbers || !prepared.isCrowded(raw))) continue;
      observe({ test, wanted }, raw, conditions, tests, add);
    }
    return [...found].map(([test, values]) => ({ test, values: [...values] }));
  };
  return {
    of,
    telling(truths) {
      const telling = asked.filter(({ test, wanted }) => truths[test] === wanted);
      const crowded = telling.flatMap(({ test }) => {
        const prepared = tests[test] as PreparedTest;
        if (prepared.kind !== 'field' || !prepared.numbers) return [];
        const { isCrowded, met, numbers } = prepared;
        return [{ test, isCrowded, met, numbers }];
      });
      return { always: crowded.length < telling.length, crowded };
    },
  };
}

type TestLeaf = Extract<Leaf, { kind: 'test' }>;

function distinct(leaves: readonly TestLeaf[]): readonly TestLeaf[] {
  return [...new Map(leaves.map((leaf) => [`${leaf.test} ${leaf.wanted}`, leaf])).values()];
}

/** Tells what decided a test that came out as `wanted`, for an event or a member of an array. */
function observe(
  { test, wanted }: Pick<TestLeaf, 'test' | 'wanted'>,
  raw: Json | undefined,
  conditions: CompiledConditions,
  tests: readonly PreparedTest[],
  add: (test: number, values: readonly Json[]) => void,
): void {
  const prepared = tests[test] as PreparedTest;
  switch (prepared.kind) {
    case 'field':
      if (wanted) add(test, prepared.met(raw));
      return;
    case 'keyword':
      if (wanted)
        add(
          test,
          prepared.hits(raw).map(({ path, value }) => wordPlace(path, value)),
        );
      return;
    case 'block': {
      const { quantifier, verdict } = conditions.tests[test] as BlockTest;
      for (const { member, holds } of decidingMembers(quantifier, prepared.members(raw))) {
        const answers = {
          test: (number: number) => truthOf((tests[number] as PreparedTest).holds(member)),
          fact: () => no,
        };
        for (const leaf of decidingLeaves(verdict, holds, answers)) {
          if (leaf.kind === 'test') observe(leaf, member, conditions, tests, add);
        }
      }
    }
  }
}

/** The members because of which a block came out as it did: one that settled it, or all of them. */
function decidingMembers(
  quantifier: Quantifier,
  members: readonly MemberOutcome[],
): readonly MemberOutcome[] {
  const settles = quantifier !== 'all' && quantifier !== 'all_or_empty';
  const settling = members.find(({ holds }) => holds === settles);
  return settling ? [settling] : members.slice(0, maxMembers);
}
