import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marks } from '../../src/surprise/showing-book.ts';
import { hourIn, isTaught, isVouched, valueIn } from '../../src/surprise/shown-entry.ts';
import { createShownList } from '../../src/surprise/shown-list.ts';
import { effort } from '../effort.ts';

/** More values than the list has room for at first. */
const mostValues = 1_500;
const shown = fc.record({
  value: fc.oneof(fc.nat(8), fc.nat(mostValues - 1)),
  mark: fc.nat(3),
  hour: fc.nat(23),
});
const pieces = fc.array(fc.array(shown, { maxLength: 300 }), { maxLength: 8 });

/** Numbers in another order, as texts would give them. */
const to = Int32Array.from({ length: mostValues }, (_, value) => (value * 7) % mostValues);

test('a stretch shows each value once: refused if it always was, unvouched if it ever was', () => {
  fc.assert(
    fc.property(pieces, fc.nat(2_000), (log, room) => {
      const list = createShownList(log.length, room);
      const inOrder = log.map((piece) => piece.toSorted((a, b) => a.hour - b.hour));
      for (const piece of inOrder) {
        for (const { value, hour, mark } of piece) list.show(value, hour, mark);
        const taught = new Set<number>();
        list.eachTaught((value) => taught.add(value));
        const isTaught = ({ mark }: { mark: number }) => (mark & marks.refused) === 0;
        expect(taught).toEqual(new Set(piece.filter(isTaught).map(({ value }) => value)));
        list.close();
      }
      const { shown, starts } = list.renumbered(to);
      expect(starts).toHaveLength(log.length + 1);
      for (const [at, piece] of inOrder.entries()) {
        const entries = [...shown.subarray(starts[at], starts[at + 1])];
        const values = [...new Set(piece.map(({ value }) => value))].sort(
          (a, b) => (to[a] as number) - (to[b] as number),
        );
        const own = (value: number) => piece.filter((one) => one.value === value);
        const numbers = (some: readonly number[]) => some.map((value) => to[value] as number);
        const taught = values.filter((value) => own(value).some(({ mark }) => (mark & 1) === 0));
        expect(entries.map(valueIn)).toEqual(numbers(values));
        expect(entries.filter(isTaught).map(valueIn)).toEqual(numbers(taught));
        expect(entries.filter(isTaught).map((entry) => hourIn(entry))).toEqual(
          taught.map((value) => {
            const first = own(value).find(({ mark }) => (mark & 1) === 0);
            return first?.hour;
          }),
        );
        expect(entries.filter(isVouched).map(valueIn)).toEqual(
          numbers(values.filter((value) => own(value).every(({ mark }) => (mark & 2) === 0))),
        );
      }
    }),
    { numRuns: effort(200) },
  );
});
