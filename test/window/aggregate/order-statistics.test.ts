import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createExactSum } from '../../../src/window/aggregate/exact-sum.ts';
import { percentileOf } from '../../../src/window/aggregate/numeric.ts';
import { createOrderStatistics } from '../../../src/window/aggregate/order-statistics.ts';

test('a ranking is a sorted row, however large and whatever left it', () => {
  const numbers = fc.array(fc.integer({ min: -50, max: 50 }), {
    minLength: 3_000,
    maxLength: 3_500,
  });
  const property = fc.property(numbers, fc.nat({ max: 3_000 }), (added, left) => {
    const ranking = createOrderStatistics();
    for (const number of added) ranking.add(number);
    for (const number of added.slice(0, left)) ranking.remove(number);
    const sorted = added.slice(left).sort((a, b) => a - b);
    expect(ranking.size).toBe(sorted.length);
    expect(sorted.map((_, place) => ranking.at(place))).toEqual(sorted);
  });
  fc.assert(property, { numRuns: 20 });
});

test.each([
  [1, 100, 1],
  [7, 100, 7],
  [90, 10, 9],
  [90, 11, 10],
  [99.9, 1_000, 999],
  [99.9, 1_001, 1_000],
  [100, 3, 3],
  [0.000_1, 3, 1],
])('the percentile %d of %d numbers is the one at place %d', (percent, size, place) => {
  expect(percentileOf({ size, at: (index) => index + 1 }, percent)).toBe(place);
});

test('a sum of numbers so small that their product is 0 depends only on what is in it', () => {
  const [straight, detour] = [createExactSum(), createExactSum()];
  const kept = [-5.6758432662903136e-177, -2.422380626886799e-162];
  const gone = 7.896825413969132e-177;
  for (const value of kept) straight.add(value);
  for (const value of [gone, ...kept.toReversed(), -gone]) detour.add(value);
  expect(detour.value()).toBe(straight.value());
});

test('a sum depends only on what is in it', () => {
  const number = fc.double({ min: -1e15, max: 1e15, noNaN: true });
  const property = fc.property(fc.array(number), fc.array(number), (kept, gone) => {
    const [straight, detour] = [createExactSum(), createExactSum()];
    for (const value of kept) straight.add(value);
    for (const value of [...gone, ...kept.toReversed()]) detour.add(value);
    for (const value of gone) detour.add(-value);
    expect(detour.value()).toBe(straight.value());
  });
  fc.assert(property, { numRuns: 500 });
});

test.each<[number, readonly number[]]>([
  [0, []],
  [0.1, [1e15, 0.1, -1e15]],
  [2, [1e15, 1, 1, -1e15]],
  [0.6, [0.1, 0.2, 0.3]],
  // Halfway between two numbers, and a little more or less.
  [2 ** 53, [2 ** 53, 1]],
  [2 ** 53 + 2, [2 ** 53, 1, 2 ** -60]],
  [2 ** 53, [2 ** 53, 1, -(2 ** -60)]],
])('%d is the sum of %j, rounded once', (expected, values) => {
  const sum = createExactSum();
  for (const value of values) sum.add(value);
  expect(sum.value()).toBe(expected);
});
