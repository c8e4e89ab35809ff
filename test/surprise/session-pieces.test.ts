import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPieces } from '../../src/surprise/session-pieces.ts';
import { createShowingBook } from '../../src/surprise/showing-book.ts';
import { effort } from '../effort.ts';

const visits = fc.array(
  fc.record({ who: fc.nat(2), session: fc.constantFrom('a', 'b', null), hour: fc.nat(120) }),
  { maxLength: 60 },
);

/** Each hour stays with the one before, unless there was a rest or a day began. */
function naivePieces(hours: readonly number[], isSession: boolean): readonly (readonly number[])[] {
  const pieces: number[][] = [];
  for (const hour of [...new Set(hours)].sort((a, b) => a - b)) {
    const piece = pieces.at(-1);
    const [from, last] = [piece?.[0] ?? Number.NaN, piece?.at(-1) ?? Number.NaN];
    const isSame = isSession
      ? hour - last <= 5 && hour - from < 24
      : Math.floor(hour / 24) === Math.floor(from / 24);
    if (piece && isSame) piece.push(hour);
    else pieces.push([hour]);
  }
  return pieces;
}

test('a session is cut at rests and after a day, all else at midnight; in any order of events', () => {
  fc.assert(
    fc.property(visits, (log) => {
      const book = createShowingBook();
      for (const { who, session, hour } of log) {
        const kind = session === null ? 'person' : 'session';
        const glimpse = { hour, first: 0, firstType: 't', last: 0, login: 'l' } as const;
        const unit = book.unitOf({ actor: String(who), token: null, session, kind });
        book.slots.see(unit, glimpse);
      }
      const { size, slots, starts } = cutPieces({ ...book, forgottenBefore: undefined });
      const found = Array.from({ length: size }, (_, piece) => {
        const own = [...slots.subarray(starts[piece], starts[piece + 1])];
        const units = new Set(own.map(book.slots.unitOf));
        expect(units.size).toBe(1);
        return { unit: [...units][0], hours: own.map(book.slots.hourOf) };
      });
      const expected = book.units.flatMap(({ subject, session }, unit) => {
        const { actor } = book.subjects[subject] ?? {};
        const own = log.filter((one) => String(one.who) === actor && one.session === session);
        const hours = own.map(({ hour }) => hour);
        return naivePieces(hours, session !== null).map((piece) => ({ unit, hours: piece }));
      });
      expect(found).toEqual(expected);
    }),
    { numRuns: effort(1_000) },
  );
});
