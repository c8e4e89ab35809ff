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
      // Hardly any pairs, some, or all of them are told apart by bits of their hashes.
      fc.constantFrom(1, 63, 1_023, undefined),
      (pairs, seed, tagged) => {
        const index = createPairIndex(seed, tagged);
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

test('begun anew it is as an empty one, while its earlier pairs are gone through', () => {
  const small = fc.nat(40);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(small, small), { maxLength: 3_000 }),
      fc.array(fc.tuple(small, small), { maxLength: 300 }),
      fc.integer({ min: 1, max: 5 }),
      (before, after, step) => {
        const index = createPairIndex(7);
        for (const [first, second] of before) index.number(first, second);
        const { size } = index;
        const had = Array.from({ length: size }, (_, at) => [index.first(at), index.second(at)]);
        const anew = createPairIndex(9);
        index.restart();
        for (let pair = 0; pair < size; pair += step) {
          const [first, second] = [index.first(pair), index.second(pair)];
          expect([first, second]).toEqual(had[pair]);
          // What becomes of a pair may be one that was there already.
          expect(index.number(first >> 1, second)).toBe(anew.number(first >> 1, second));
        }
        for (const [first, second] of after) {
          expect(index.find(first, second)).toBe(anew.find(first, second));
          expect(index.number(first, second)).toBe(anew.number(first, second));
        }
        expect(index.size).toBe(anew.size);
      },
    ),
    { numRuns: effort(300) },
  );
});

test('a number of more than 32 bits is known again', () => {
  const index = createPairIndex();
  expect([0, 1, 2].map(() => index.number(1, 2_400_000_000))).toEqual([0, 0, 0]);
});
