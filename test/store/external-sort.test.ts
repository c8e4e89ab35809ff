import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortByKey, sortNumbers } from '../../src/store/external-sort.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { tightStore } from './builders.ts';

function sorted(keys: readonly number[]) {
  const keyOf = (number: number): number => keys[number] as number;
  const order = finish(sortByKey(tightStore(), keys.length, keyOf, (a, b) => b - a));
  const places = [...keys.keys()];
  return {
    isGiven: order.isGiven,
    numbers: places.map(order.get),
    keys: places.map(order.keyAt),
  };
}

/** By key, then the greater number first. */
function naively(keys: readonly number[]) {
  const numbers = [...keys.keys()].sort(
    (a, b) => (keys[a] as number) - (keys[b] as number) || b - a,
  );
  return { numbers, keys: numbers.map((number) => keys[number]) };
}

describe('numbers in order of their keys', () => {
  test('are what sorting an array gives', () => {
    const key = fc.oneof(fc.nat({ max: 5 }), fc.integer({ min: -(2 ** 45), max: 2 ** 45 }));
    const property = fc.property(fc.array(key, { maxLength: 200 }), (keys) => {
      expect(sorted(keys)).toMatchObject(naively(keys));
    });
    fc.assert(property, { numRuns: 200 });
  });

  const spread = Array.from({ length: 7_000 }, (_, n) => n * 3);
  test.each<[string, readonly number[]]>([
    ['backwards', spread.toReversed()],
    ['in two files, the later one first', [...spread.slice(3_500), ...spread.slice(0, 3_500)]],
    ['all the same', spread.map(() => 7)],
    ['mixed', spread.map((n) => Math.imul(n, 0x9e3779b1))],
    ['late by a little', spread.map((n) => n + (n % 97))],
  ])('are so for a log that comes %s', (_, keys) => {
    expect(sorted(keys)).toMatchObject({ ...naively(keys), isGiven: false });
  });

  test('stay where they are if they come in order', () => {
    expect(sorted(spread)).toMatchObject({ ...naively(spread), isGiven: true });
    expect(sorted([])).toMatchObject({ numbers: [], isGiven: true });
  });
});

test('numbers on the heap are sorted by pieces as they are at once, and equal ones stay', () => {
  const property = fc.property(
    fc.integer({ min: 0, max: 30_000 }),
    fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    (length, seed) => {
      // A walk through all residues, scaled down so that many are equal.
      const keys = Array.from({ length }, (_, index) => ((index * seed) % 10_007) >> 3);
      const compare = (a: number, b: number): number => (keys[a] as number) - (keys[b] as number);
      const sorted = finish(sortNumbers(Int32Array.from(keys.keys()), compare));
      expect([...sorted]).toEqual([...keys.keys()].sort(compare));
    },
  );
  fc.assert(property, {
    numRuns: 30,
    examples: [
      [4_096, 5],
      [4_097, 5],
      [12_289, 7],
    ],
  });
});
