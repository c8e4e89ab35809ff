import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped } from '../../src/surprise/grouped.ts';
import { effort } from '../effort.ts';

test('each group has its numbers, ascending; those of no group are left out', () => {
  const groupsOf = fc.array(fc.integer({ min: -1, max: 6 }), { maxLength: 40 });
  fc.assert(
    fc.property(groupsOf, (groupOf) => {
      const { members, starts } = grouped(groupOf.length, 7, (number) => groupOf[number] ?? -1);
      expect(starts).toHaveLength(8);
      for (let group = 0; group < 7; group++) {
        const own = [...groupOf.keys()].filter((number) => groupOf[number] === group);
        expect([...members.subarray(starts[group], starts[group + 1])]).toEqual(own);
      }
      expect(members).toHaveLength(groupOf.filter((group) => group >= 0).length);
    }),
    { numRuns: effort(1_000) },
  );
});
