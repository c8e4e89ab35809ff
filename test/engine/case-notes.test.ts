import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseNotes, createCaseNotes } from '../../src/engine/case-notes.ts';
import type { Event } from '../../src/event/event.ts';
import { createFields } from '../../src/event/field.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { joinedOf, someDealing, wholeOf } from '../dealt-events.ts';
import { effort } from '../effort.ts';
import { visitEvents, visited, workOf } from '../surprise/visits.ts';

const fieldOf = createFields();
const people = ['ann', 'bob', 'cleo'];
const work = workOf(people, 8, (who, day) => ({
  ip: day % 2 === 0 ? '198.51.100.7' : `192.0.2.${people.indexOf(who)}`,
  ...(who === 'bob' && day === 7 && { country: 'Peru', network: 'elsewhere', at: 3 }),
  types: day === 4 ? ['user.session.clear'] : [],
}));
const events = visitEvents(work.flatMap(visited));
const sessions = people.flatMap((who) =>
  Array.from({ length: 8 }, (_, day) => `session of ${who} on ${day}`),
);

/** All that notes say of what {@link events} hold. */
function allOf(notes: CaseNotes) {
  const { useOf, ...log } = notes.log();
  const surprise = notes.surprise();
  const measured = surprise && finish(surprise);
  return {
    ...log,
    addresses: [7, 0, 1, 2].map((end) =>
      useOf('address', end === 7 ? '198.51.100.7' : `192.0.2.${end}`),
    ),
    actors: people.map((who) => useOf('actor', `00u${who}`)),
    sessions: sessions.map((one) => useOf('session', one)),
    surprise: measured && sessions.map((one) => measured.of([one])),
    from: measured?.from,
  };
}

const notesOf = (some: readonly Event[], ranksSessions = true): CaseNotes =>
  wholeOf(createCaseNotes(fieldOf, ranksSessions, 7), some);

describe('notes of cases, joined,', () => {
  const whole = allOf(notesOf(events));

  test('say what is said of a log that one register saw', () => {
    expect(whole.acts).toHaveLength(3);
    expect(whole.addresses.map((use) => use?.users)).toEqual([3, 1, 1, 1]);
    expect(whole.surprise?.filter((bits) => bits !== undefined).length).toBeGreaterThan(2);
    fc.assert(
      fc.property(someDealing, (dealing) => {
        const joined = joinedOf((seed) => createCaseNotes(fieldOf, true, seed), events, dealing);
        expect(allOf(joined)).toEqual(whole);
      }),
      { numRuns: effort(300) },
    );
  });

  test.each([
    [true, false],
    [false, true],
    [false, false],
  ])('rank no sessions unless both do: %j and %j', (one, other) => {
    const notes = notesOf(events.slice(0, 20), one);
    notes.join(structuredClone(notesOf(events.slice(20), other).snapshot()));
    expect(allOf(notes)).toEqual({ ...whole, surprise: undefined });
    expect(notes.surprise()).toBeUndefined();
    expect(notes.snapshot().showings).toBeUndefined();
  });

  test('have what was noted up to a snapshot, and nothing that came later', () => {
    const notes = notesOf(events.slice(0, 20));
    const snapshot = notes.snapshot();
    for (const event of events.slice(20)) notes.see(event);
    const others = notesOf([]);
    others.join(snapshot);
    expect(allOf(others)).toEqual(allOf(notesOf(events.slice(0, 20))));
    expect(allOf(notes)).toEqual(whole);
  });
});
