import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPairSet } from '../../src/surprise/pair-set.ts';
import { effort } from '../effort.ts';

test('a set of pairs holds each pair once', () => {
  const number = fc.oneof(fc.nat(20), fc.nat(2 ** 31 - 1));
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 4_000 }), (pairs) => {
      const set = createPairSet();
      for (const [first, second] of pairs) set.add(first, second);
      const found: string[] = [];
      set.each((first, second) => found.push(`${first} ${second}`));
      const expected = [...new Set(pairs.map((pair) => pair.join(' ')))];
      expect(found.sort()).toEqual(expected.sort());
      expect(set.size).toBe(expected.length);
    }),
    { numRuns: effort(300) },
  );
});
