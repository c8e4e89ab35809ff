import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMultiset } from '../../src/store/multiset.ts';
import { tightStore } from './builders.ts';

test('counts are those of a map, though most values stand in pages', () => {
  const values = fc.array(fc.nat({ max: 300 }), { maxLength: 900 });
  const property = fc.property(values, (some) => {
    const counts = createMultiset(tightStore());
    const naive = new Map<number, number>();
    const move = (value: number, by: 1 | -1): void => {
      const after = (naive.get(value) ?? 0) + by;
      expect(counts.move(value, by)).toBe(after);
      if (after === 0) naive.delete(value);
      else naive.set(value, after);
      expect(counts.size).toBe(naive.size);
    };
    for (const [at, value] of some.entries()) {
      move(value, 1);
      if (at % 3 === 2) move(some[at - 2] as number, -1);
    }
    for (let value = 0; value <= 300; value++) expect(counts.of(value)).toBe(naive.get(value) ?? 0);
  });
  fc.assert(property, { numRuns: 30 });
});
