import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUseTable } from '../../../src/window/log/use-table.ts';
import { effort } from '../../effort.ts';

const hash = fc.oneof(
  fc.nat(20),
  fc.nat(40).map((n) => n * 2 ** 32 + 7),
  fc.nat(2 ** 31 - 1),
);
const use = fc.record({ hash, user: fc.nat(4), time: fc.integer({ min: -5, max: 5 }) });

test('a table knows of each value its users up to three, and its last use', () => {
  fc.assert(
    fc.property(fc.array(use, { maxLength: 3_000 }), fc.nat(2 ** 31), (uses, ceiling) => {
      const table = createUseTable();
      const naive = new Map<number, { users: Set<number>; last: number }>();
      const note = (some: typeof uses): void => {
        for (const { hash, user, time } of some) {
          table.note(table.number(hash), user, time);
          const known = naive.get(hash) ?? { users: new Set(), last: time };
          naive.set(hash, known);
          known.users.add(user);
          known.last = Math.max(known.last, time);
        }
      };
      const check = (): void => {
        expect(table.size).toBe(naive.size);
        for (const [hash, { users, last }] of naive) {
          expect(table.of(hash)).toEqual({ users: Math.min(users.size, 3), last });
        }
      };
      note(uses);
      check();
      const sorted = [...naive.keys()].sort((a, b) => a - b);
      if (sorted.length > 1) expect(table.hashAbove(1)).toBe(sorted[1]);
      table.keepBelow(ceiling);
      for (const hash of sorted) if (hash >= ceiling) naive.delete(hash);
      check();
      note(uses);
      check();
    }),
    { numRuns: effort(200) },
  );
});
