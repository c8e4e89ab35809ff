import type { TestTruths, VerdictTree } from '../detection/compiled-rule.ts';
import { type FactEvaluation, prepareForTests } from '../detection/verdict.ts';
import { createQuestionTree } from './question-tree.ts';

/** So many patterns of truths are at hand; a rule has few of them. */
const mostAtHand = 256;

/**
 * Prepares a verdict for the tests of candidate after candidate: those with the same truths, which are the same
 * object, share what is left of it.
 */
export function createPatternVerdict(verdict: VerdictTree): (tests: TestTruths) => FactEvaluation {
  return createByPattern((tests) =>
    createQuestionTree(prepareForTests(verdict, (number) => tests[number] === true)),
  );
}

/** Makes something once for each pattern of truths. */
export function createByPattern<T>(make: (tests: TestTruths) => T): (tests: TestTruths) => T {
  const known = new Map<TestTruths, T>();
  let last: TestTruths | undefined;
  let made: T;
  return (tests) => {
    if (tests === last) return made;
    const before = known.get(tests);
    if (before === undefined && known.size === mostAtHand) known.clear();
    made = before ?? make(tests);
    if (before === undefined) known.set(tests, made);
    last = tests;
    return made;
  };
}
