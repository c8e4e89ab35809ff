import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTails } from '../../src/surprise/tails.ts';
import { effort } from '../effort.ts';

const size = 6;
const pools = 2;
const poolOf = (cell: number): number => cell % pools;
const some = fc.array(
  fc.record({ cell: fc.integer({ min: -1, max: size - 1 }), number: fc.nat(5) }),
  { maxLength: 30 },
);

test('a share is of the numbers of the cell, with four of its pool, and never less than one in one more', () => {
  fc.assert(
    fc.property(
      some,
      fc.nat(size - 1),
      fc.nat(6),
      fc.constantFrom(0, 1),
      (all, cell, most, one) => {
        const tails = createTails(
          Float64Array.from(all, ({ number }) => number),
          {
            cells: Int32Array.from(all, (each) => each.cell),
            size,
            pools,
            poolOf,
          },
        );
        const inCell = all.filter((each) => each.cell === cell);
        const inPool = all.filter((each) => each.cell >= 0 && poolOf(each.cell) === poolOf(cell));
        // Only what is in the cell, and not above the number, can be left out.
        const own = inCell.some(({ number }) => number <= most) ? one : 0;
        const upTo = (list: typeof all): number =>
          list.filter(({ number }) => number <= most).length - own;
        const least = 1 / (inPool.length - own + 1);
        const pooled = (upTo(inPool) + 0.5) * least;
        const share = (upTo(inCell) + 4 * pooled) / (inCell.length - own + 4);
        const expected = Math.min(1, Math.max(share, least));
        expect(tails.upTo(cell, most, own)).toBeCloseTo(expected, 12);
      },
    ),
    { numRuns: effort(1_000) },
  );
});
