import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPairIndex } from '../../src/surprise/pair-index.ts';
import { effort } from '../effort.ts';

test('pairs have numbers in the order in which they were first met', () => {
  const number = fc.oneof(fc.nat(20), fc.nat(2 ** 31 - 1));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { maxLength: 4_000 }),
      fc.integer(),
      (pairs, seed) => {
        const index = createPairIndex(seed);
        const naive = new Map<string, number>();
        for (const [first, second] of pairs) {
          const key = `${first} ${second}`;
          expect(index.find(first, second)).toBe(naive.get(key));
          if (!naive.has(key)) naive.set(key, naive.size);
          expect(index.number(first, second)).toBe(naive.get(key));
        }
        expect(index.size).toBe(naive.size);
        for (const [key, at] of naive) expect(`${index.first(at)} ${index.second(at)}`).toBe(key);
      },
    ),
    { numRuns: effort(300) },
  );
});

test('a number of more than 32 bits is known again', () => {
  const index = createPairIndex();
  expect([0, 1, 2].map(() => index.number(1, 2_400_000_000))).toEqual([0, 0, 0]);
});
