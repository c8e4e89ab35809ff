import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCompactRow, createGrowable } from '../../src/context/growable.ts';

describe('a row that grows', () => {
  test('gives back every number, in order', () => {
    const row = createGrowable(Float64Array);
    const numbers = Array.from({ length: 5000 }, (_, n) => n * 1.5 - 7);
    for (const number of numbers) row.push(number);
    expect(row.length).toBe(5000);
    expect([...row.view()]).toEqual(numbers);
    expect(row.get(4999)).toBe(numbers[4999]);
  });

  test('is empty at first', () => {
    const row = createGrowable(Int32Array);
    expect([row.length, row.view().length]).toEqual([0, 0]);
  });
});

describe('a compact row', () => {
  const edge = fc.constantFrom(
    0,
    1,
    0xfe,
    0xff,
    0x100,
    0xfffe,
    0xffff,
    0x10000,
    0xfffffffe,
    0xffffffff,
  );
  const number = fc.oneof(edge, fc.nat({ max: 0xff }), fc.nat({ max: 0xffff }));

  test('gives back every number, however wide the later ones are', () => {
    const property = fc.property(fc.array(number, { maxLength: 50 }), (numbers) => {
      const row = createCompactRow();
      for (const pushed of numbers) row.push(pushed);
      expect(row.length).toBe(numbers.length);
      expect(numbers.map((_, index) => row.get(index))).toEqual(numbers);
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('widens after it has grown', () => {
    const row = createCompactRow();
    const numbers = Array.from({ length: 3000 }, (_, n) => n % 200);
    for (const pushed of [...numbers, 300, 70_000]) row.push(pushed);
    expect(numbers.map((_, index) => row.get(index))).toEqual(numbers);
    expect([row.get(3000), row.get(3001)]).toEqual([300, 70_000]);
  });
});
