import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompiledConditions } from '../../src/detection/compiled-rule.ts';
import { parsePattern, wholeText } from '../../src/rule/detection/pattern.ts';
import type { ExpectedValue, FieldTest } from '../../src/rule/expression.ts';
import { compileFactTest, type KnownFactValue } from '../../src/window/fact-test.ts';
import { createKeyTruths } from '../../src/window/key-truths.ts';
import type { WindowIndex } from '../../src/window/window-index.ts';
import { effort } from '../effort.ts';

/** A count in a window that the log covers; in another, events that are missing may make it any higher number. */
function known(count: number, isCovered: boolean): KnownFactValue {
  const could = {
    kind: 'range',
    low: count,
    high: Number.POSITIVE_INFINITY,
    absent: false,
  } as const;
  return { value: count, could: isCovered ? undefined : could };
}

/** A window of which each key has as many members as its number, all of them in every window. */
function countingWindow(isCovered: boolean): WindowIndex {
  return {
    window: { facts: [{ name: 'n' }] },
    bounds: {
      isBounded: () => true,
      isOwnCount: () => false,
      staysBelow: (_fact: number, key: number, limit: number) => key < limit,
      follow: (_fact: number, limit: number) => {
        const at = (key: number): number => Math.min(key, limit);
        return { mostAt: at, leastAt: at };
      },
      countsItself: () => false,
      isCovered: () => isCovered,
      known: (_fact: number, value: number, covered: boolean) => known(value, covered),
    },
  } as unknown as WindowIndex;
}

const written = fc.integer({ min: 0, max: 6 }).map(String);
const text = fc.oneof(written, fc.constantFrom('02', 'many', '-1', '2.5'));
const value: fc.Arbitrary<ExpectedValue> = fc.oneof(
  text.map((one) => parsePattern(one, wholeText)),
  fc.constant({ kind: 'null' as const }),
);
const number = fc
  .integer({ min: 0, max: 6 })
  .map((one) => ({ kind: 'number' as const, value: one }));
const comparison = fc.oneof(
  fc.record({
    comparison: fc.constantFrom('equals' as const, 'neq' as const),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    comparison: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    values: fc.array(number, { minLength: 1, maxLength: 2 }),
  }),
);

test('of a count a key tells the truth of every comparison with plain numbers, however they are written', () => {
  const property = fc.property(
    comparison,
    fc.boolean(),
    fc.boolean(),
    (some, wanted, isCovered) => {
      const fact: FieldTest = {
        kind: 'field',
        path: 'w.n',
        fact: { window: 'w', name: 'n' },
        all: false,
        place: { file: 'rules', line: 1, column: 1 },
        ...some,
      };
      const lists = new Map();
      const conditions = { facts: [fact], computed: [], wanted: [wanted], lists };
      const truths = createKeyTruths(
        conditions as unknown as CompiledConditions,
        new Map([['w', countingWindow(isCovered)]]),
      );
      const holds = compileFactTest(fact, lists);
      for (let count = 0; count < 10; count++) {
        expect(truths.of(0, count, 0)).toBe(holds(known(count, isCovered), wanted));
      }
    },
  );
  fc.assert(property, { numRuns: effort(5_000, 500) });
});

test('of a comparison with a pattern it tells no more than where there is nothing', () => {
  const fact: FieldTest = {
    kind: 'field',
    path: 'w.n',
    fact: { window: 'w', name: 'n' },
    comparison: 'equals',
    all: false,
    values: [parsePattern('1*', wholeText)],
    place: { file: 'rules', line: 1, column: 1 },
  };
  const conditions = { facts: [fact], computed: [], wanted: [true], lists: new Map() };
  const truths = createKeyTruths(
    conditions as unknown as CompiledConditions,
    new Map([['w', countingWindow(true)]]),
  );
  expect(truths.of(0, 0, 0)).toBe(0);
  expect(truths.of(0, 70, 0)).toBeUndefined();
});
