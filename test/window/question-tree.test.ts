import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VerdictTree } from '../../src/detection/compiled-rule.ts';
import { no, type Truth } from '../../src/detection/truth.ts';
import { evaluate, prepareForTests } from '../../src/detection/verdict.ts';
import { createQuestionTree } from '../../src/window/question-tree.ts';
import { effort } from '../effort.ts';

const { verdict } = fc.letrec<{ verdict: VerdictTree }>((tie) => ({
  verdict: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ kind: fc.constant('fact' as const), fact: fc.nat({ max: 4 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('verdict') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('verdict'), { minLength: 1, maxLength: 4 }),
    }),
  ),
}));

const truth = fc.constantFrom<Truth>(0, 1, 2);
const rows = fc.array(fc.array(truth, { minLength: 5, maxLength: 5 }), { maxLength: 30 });

/** What a verdict comes to for the truths of its facts, and which of them it asks, in this order. */
function asking(put: (fact: (number: number) => Truth) => Truth, row: readonly Truth[]) {
  const asked = new Set<number>();
  const comes = put((number) => {
    asked.add(number);
    return row[number] as Truth;
  });
  return { comes, asked: [...asked] };
}

describe('a tree of questions', () => {
  test('comes to what the verdict comes to, and asks what it asks', () => {
    const property = fc.property(verdict, rows, (given, all) => {
      const plain = prepareForTests(given, () => false);
      const tree = createQuestionTree(prepareForTests(given, () => false));
      for (const row of [...all, ...all]) {
        expect(asking(tree, row)).toEqual(asking(plain, row));
        const answers = { test: () => no, fact: (number: number) => row[number] as Truth };
        expect(tree((number) => row[number] as Truth)).toBe(evaluate(given, answers));
      }
    });
    fc.assert(property, { numRuns: effort(3_000, 300) });
  });

  test('goes on beyond the most questions that it keeps', () => {
    const facts = Array.from({ length: 8 }, (_, fact) => ({ kind: 'fact' as const, fact }));
    const put = prepareForTests({ kind: 'or', of: facts }, () => false);
    // Without short cuts each row of truths is a path of its own.
    const parity = (fact: (number: number) => Truth): Truth => {
      let sum: number = put(fact);
      for (const one of facts) sum += fact(one.fact);
      return (sum % 3) as Truth;
    };
    const tree = createQuestionTree(parity);
    for (let code = 0; code < 3 ** 8; code++) {
      const fact = (number: number): Truth => (Math.floor(code / 3 ** number) % 3) as Truth;
      expect(tree(fact)).toBe(parity(fact));
    }
  });
});
