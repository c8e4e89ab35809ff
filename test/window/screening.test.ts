import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VerdictTree } from '../../src/detection/compiled-rule.ts';
import { no, type Truth, undecided } from '../../src/detection/truth.ts';
import { evaluate } from '../../src/detection/verdict.ts';
import { severalKeys } from '../../src/window/asked-keys.ts';
import type { KeyTruths } from '../../src/window/key-truths.ts';
import { createScreen, type ScreenedWindow } from '../../src/window/screening.ts';
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

const known = fc.constantFrom<Truth>(0, 1, 2);
const truth = fc.option(known, { nil: undefined });
const tests = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
/** Two that share a place at hand. */
const keys = [0, 256];

/** Of a comparison and a key: what it tells for all of its time, or else for each of two ranks. */
const cell = fc.oneof(
  fc.record({ covered: known, uncovered: known }),
  fc.record({ byRank: fc.tuple(truth, truth) }),
);
const table = fc.record({
  cells: fc.array(cell, { minLength: 8, maxLength: 8 }),
  /** By window and rank. */
  isCovered: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  /** Whether the second comparison of each window is the same as the first. */
  isSame: fc.boolean(),
});

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

/** What a table says. */
function tableTruths({ cells, isCovered, isSame }: Table): KeyTruths {
  const sameAs = isSame ? [0, 0, 2, 2, 4] : [0, 1, 2, 3, 4];
  const cellOf = (comparison: number, key: number) =>
    cells[(sameAs[comparison] as number) * 2 + keys.indexOf(key)] as (typeof cells)[number];
  const covers = (comparison: number, _key: number, rank: number): boolean =>
    isCovered[(windowOf[comparison] as number) * 2 + rank] === true;
  return {
    sameAs,
    lasting(comparison, key) {
      const found = cellOf(comparison, key);
      return 'covered' in found ? found : undefined;
    },
    isCovered: covers,
    of(comparison, key, rank) {
      const found = cellOf(comparison, key);
      if ('byRank' in found) return found.byRank[rank];
      return covers(comparison, key, rank) ? found.covered : found.uncovered;
    },
  };
}

test('a screen knows of a verdict exactly what keys decide, and holds back nothing under one window that could pass with another', () => {
  const patterns = fc.array(tests, { minLength: 1, maxLength: 3 });
  const property = fc.property(verdict, patterns, table, (tree, rows, given) => {
    const known = tableTruths(given);
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
            if (screen.isRefused(row, rank, choice)) expect(wanted).toBe(no);
            if (wanted === no) continue;
            for (const [number, code] of screen.told.entries()) {
              const told = known.of(number, pair[windowOf[number] as number] as number, rank);
              const codes = [notAsked, told === undefined ? notTold : told + 1];
              expect(codes).toContain(code);
            }
            // With less known of one window's keys it is no less likely to hold.
            for (const hidden of [0, 1]) {
              const some = {
                at: (place: number) => (place === hidden ? severalKeys : choice.at(place)),
              };
              expect(screen.verdict(row, rank, some)).not.toBe(no);
            }
            expect(pair.every((key, place) => screen.mayHoldWith(row, rank, place, key))).toBe(
              true,
            );
          }
        }
      }
    }
  });
  fc.assert(property, { numRuns: effort(3_000, 300) });
});
