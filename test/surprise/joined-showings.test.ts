import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/event/event.ts';
import { createFields } from '../../src/event/field.ts';
import type { Seen } from '../../src/surprise/showing-book.ts';
import { createShowings } from '../../src/surprise/showings.ts';
import { joinedOf, someDealing, wholeOf } from '../dealt-events.ts';
import { effort } from '../effort.ts';
import { drawnLog, eventOf, toldOf } from './drawn-log.ts';
import { ranked, rankedOf, visitEvents, visited, workOf } from './visits.ts';

const fieldOf = createFields();

/** All that is seen, whatever the numbers. */
function allOf(seen: Seen) {
  const { subjects, units, slots, values, forgottenBefore } = seen;
  const unitAt = (unit: number) => {
    const { subject, ...rest } = units[unit] as Seen['units'][number];
    return { ...rest, ...subjects[subject] };
  };
  const glimpses = Array.from({ length: slots.size }, (_, slot) => {
    return JSON.stringify([unitAt(slots.unitOf(slot)), slots.glimpse(slot)]);
  });
  return {
    told: toldOf(seen),
    glimpses: glimpses.sort(),
    subjects: subjects.map((one) => JSON.stringify(one)).sort(),
    units: units.map((_, unit) => JSON.stringify(unitAt(unit))).sort(),
    values: values.map((one) => JSON.stringify(one)).sort(),
    forgottenBefore,
  };
}

const room = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constant(undefined));
const seenWhole = (events: readonly Event[], room?: number): Seen =>
  wholeOf(createShowings(fieldOf, room), events).seen();

describe('what sessions show, joined,', () => {
  test('is what one register sees of all events', () => {
    fc.assert(
      fc.property(drawnLog, someDealing, room, (drawn, dealing, room) => {
        const events = drawn.map(eventOf);
        const joined = joinedOf((seed) => createShowings(fieldOf, room, seed), events, dealing);
        expect(allOf(joined.seen())).toEqual(allOf(seenWhole(events, room)));
      }),
      { numRuns: effort(10_000) },
    );
  });

  test('of one register is the same in any order of events', () => {
    const shuffled = drawnLog.chain((drawn) =>
      fc.tuple(
        fc.constant(drawn),
        fc.shuffledSubarray(drawn, { minLength: drawn.length, maxLength: drawn.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, room, ([drawn, other], room) => {
        const [one, two] = [drawn, other].map((some) => seenWhole(some.map(eventOf), room));
        expect(allOf(two as Seen)).toEqual(allOf(one as Seen));
      }),
      { numRuns: effort(5_000) },
    );
  });

  test('ranks the same sessions, also where the first days are forgotten', () => {
    const people = ['ann', 'bob', 'cleo'];
    const work = workOf(people, 14, (who, day) =>
      who === 'bob' && day === 10 ? { country: 'Peru', network: 'elsewhere' } : {},
    );
    const events = visitEvents(work.flatMap(visited));
    for (const room of [undefined, 150]) {
      const whole = rankedOf(seenWhole(events, room));
      expect(whole.rememberedFrom !== undefined).toBe(room !== undefined);
      fc.assert(
        fc.property(someDealing, (dealing) => {
          const joined = joinedOf((seed) => createShowings(fieldOf, room, seed), events, dealing);
          expect(rankedOf(joined.seen())).toEqual(whole);
        }),
        { numRuns: effort(100) },
      );
    }
    expect(ranked(work).sessions[0]?.actor.id).toBe('00ubob');
  });

  test('is forgotten where another register had to forget it', () => {
    const hours = (of: readonly number[], room: number) =>
      wholeOf(
        createShowings(fieldOf, room),
        visitEvents(of.flatMap((at) => visited({ who: 'ann', day: 0, at, session: 's' }))),
      );
    const size = hours([9], 1_000).seen().shown.size;
    const [full, early] = [hours([10, 11, 12], size * 2), hours([9, 10], size * 2)];
    early.join(structuredClone(full.snapshot()));
    const { slots, forgottenBefore } = early.seen();
    const from = slots.hourOf(0) - (slots.hourOf(0) % 24);
    expect(slots.size).toBe(2);
    expect((forgottenBefore as number) - from).toBe(11);
  });
});
