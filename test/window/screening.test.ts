import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VerdictTree } from '../../src/detection/compiled-rule.ts';
import { no, type Truth, undecided } from '../../src/detection/truth.ts';
import { evaluate } from '../../src/detection/verdict.ts';
import type { KeyTruths } from '../../src/window/key-truths.ts';
import { createScreen, type ScreenedWindow, severalKeys } from '../../src/window/screening.ts';
import { notAsked, notTold } from '../../src/window/told-truths.ts';
import { effort } from '../effort.ts';

/** Two windows with two comparisons each, and one comparison of no window. */
const windowOf = [0, 0, 1, 1];
const comparisons = 5;
const windows = [
  { comparisons: [0, 1] },
  { comparisons: [2, 3] },
] as unknown as readonly ScreenedWindow[];

const { verdict } = fc.letrec<{ verdict: VerdictTree }>((tie) => ({
  verdict: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant('test' as const), test: fc.nat({ max: 2 }) }),
    fc.record({ kind: fc.constant('fact' as const), fact: fc.nat({ max: comparisons - 1 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('verdict') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('verdict'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const truth = fc.constantFrom<Truth | undefined>(0, 1, 2, undefined);
const tests = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
const keys = [0, 1];

/** What a table of truths says, by comparison, key and rank. */
function tableTruths(table: readonly (Truth | undefined)[], isSame: boolean): KeyTruths {
  // The second comparison of each window may be the same as the first.
  const sameAs = isSame ? [0, 0, 2, 2, 4] : [0, 1, 2, 3, 4];
  return {
    sameAs,
    of: (comparison, key, rank) => table[(sameAs[comparison] as number) * 4 + key * 2 + rank],
  };
}

test('a screen knows of a verdict exactly what keys decide, and holds back nothing under one window that could pass with another', () => {
  const patterns = fc.array(tests, { minLength: 1, maxLength: 3 });
  const table = fc.array(truth, { minLength: 16, maxLength: 16 });
  const property = fc.property(
    verdict,
    patterns,
    table,
    fc.boolean(),
    (tree, rows, cells, isSame) => {
      const known = tableTruths(cells, isSame);
      const screen = createScreen(tree, windows, known);
      for (const row of [...rows, ...rows]) {
        for (const rank of [0, 1]) {
          for (const first of keys) {
            for (const second of keys) {
              const pair = [first, second] as const;
              const fact = (number: number): Truth => {
                const place = windowOf[number];
                if (place === undefined) return undecided;
                return known.of(number, pair[place] as number, rank) ?? undecided;
              };
              const answers = { test: (number: number) => (row[number] ? 2 : 0) as Truth, fact };
              const wanted = evaluate(tree, answers);
              const choice = { at: (place: number) => pair[place] as number };
              expect(screen.verdict(row, rank, choice)).toBe(wanted);
              for (const [number, code] of screen.told.entries()) {
                const told = known.of(number, pair[windowOf[number] as number] as number, rank);
                const codes = [notAsked, told === undefined ? notTold : told + 1];
                expect(codes).toContain(code);
              }
              if (wanted === no) continue;
              // With the keys of a window unknown it may hold all the more.
              for (const hidden of [0, 1]) {
                const at = (place: number) => (place === hidden ? severalKeys : choice.at(place));
                expect(screen.verdict(row, rank, { at })).not.toBe(no);
              }
              expect(pair.every((key, place) => screen.mayHoldWith(row, rank, place, key))).toBe(
                true,
              );
            }
          }
        }
      }
    },
  );
  fc.assert(property, { numRuns: effort(3_000, 300) });
});
