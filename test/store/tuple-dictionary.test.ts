import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTupleDictionary } from '../../src/store/tuple-dictionary.ts';
import { tightStore } from './builders.ts';

// Among them are pairs that share a place at hand.
const number = fc.constantFrom(1, 2, 3, 4, 5, 32, 36, 1_027);

test.each([2, 3, 4])(
  'equal combinations of %i have equal numbers, others different ones',
  (size) => {
    const tuple = fc.array(number, { minLength: size, maxLength: size });
    const property = fc.property(fc.array(tuple, { maxLength: 60 }), (combinations) => {
      const tuples = createTupleDictionary(tightStore());
      const texts = new Map<number, string>();
      for (const combination of combinations) {
        const lists = combination.map((part) => [part]);
        const [found] = tuples.combine(lists, 32) as [number];
        expect(tuples.only(combination, size)).toBe(found);
        const text = combination.join();
        expect(texts.get(found) ?? text).toBe(text);
        texts.set(found, text);
      }
      expect(texts.size).toBe(new Set(combinations.map(String)).size);
    });
    fc.assert(property, { numRuns: 300 });
  },
);

test('every combination of one number from each list is there once', () => {
  const tuples = createTupleDictionary();
  const found = tuples.combine([[1, 2], [3, 4], [5]], 32);
  const alone = [
    [1, 3, 5],
    [1, 4, 5],
    [2, 3, 5],
    [2, 4, 5],
  ].map(
    (parts) =>
      tuples.combine(
        parts.map((part) => [part]),
        32,
      )[0],
  );
  expect(found).toEqual(alone);
});

test('a list without members leaves no combination', () => {
  const tuples = createTupleDictionary();
  expect(tuples.combine([[], [1]], 32)).toEqual([]);
  expect(tuples.combine([[1], []], 32)).toEqual([]);
  expect(tuples.combine([[]], 32)).toEqual([]);
});

test('no list at all is one combination, always the same', () => {
  const tuples = createTupleDictionary();
  expect(tuples.combine([], 32)).toHaveLength(1);
  expect(tuples.combine([], 32)).toEqual(tuples.combine([], 32));
  expect(tuples.combine([], 32)).toEqual([tuples.only([], 0)]);
});

test('there are no more combinations than asked for', () => {
  const many = Array.from({ length: 32 }, (_, n) => n);
  expect(createTupleDictionary().combine([many, many], 32)).toHaveLength(32);
  expect(createTupleDictionary().combine([many], 5)).toHaveLength(5);
});
