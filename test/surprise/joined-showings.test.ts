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

  const hoursEvents = (at: readonly number[]) =>
    visitEvents(at.flatMap((hour) => visited({ who: 'ann', day: 0, at: hour, session: 's' })));
  const hoursOf = (at: readonly number[], room: number) =>
    wholeOf(createShowings(fieldOf, room), hoursEvents(at));
  const monday = hoursOf([0], 1_000).seen().slots.hourOf(0);
  const hourSize = hoursOf([9], 1_000).seen().shown.size;
  const keptHours = ({ slots }: Seen) =>
    Array.from({ length: slots.size }, (_, slot) => slots.hourOf(slot) - monday).sort();

  test('is forgotten where another register had to forget it', () => {
    const [full, early] = [hoursOf([3, 4, 5], hourSize * 2), hoursOf([2, 3], hourSize * 2)];
    early.join(structuredClone(full.snapshot()));
    const seen = early.seen();
    expect(keptHours(seen)).toEqual([4, 5]);
    expect((seen.forgottenBefore as number) - monday).toBe(4);
  });

  test('begins with an hour that is seen after earlier ones had to be forgotten', () => {
    const big = {
      apps: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
      session: 's',
      who: 'ann',
      day: 0,
    };
    const late = (first: number) =>
      wholeOf(createShowings(fieldOf, hourSize * 2), [
        ...hoursEvents([first]),
        ...visitEvents(visited({ ...big, at: 1 })),
        ...hoursEvents([5, 3]),
      ]);
    for (const first of [3, 5]) {
      const seen = late(first).seen();
      expect(keptHours(seen)).toEqual([3, 5]);
      expect((seen.forgottenBefore as number) - monday).toBe(3);
    }
  });
});
