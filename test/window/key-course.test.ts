import fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewOf } from '../../src/store/column.ts';
import { createStore } from '../../src/store/store.ts';
import { aggregates } from '../../src/window/aggregate/aggregates.ts';
import type { BoundAggregate } from '../../src/window/aggregate/bound-aggregate.ts';
import {
  type CourseSetting,
  createCourseRoom,
  followFact,
  followValues,
} from '../../src/window/key-course.ts';
import { createKeyPast } from '../../src/window/key-past.ts';
import { effort } from '../effort.ts';

const store = createStore();
const functions = ['count', 'distinct', 'most', 'switches'] as const;
type Followed = (typeof functions)[number];

/** An event by its time; few times, so that many share one. */
const someEvents = fc
  .array(
    fc.record({
      time: fc.nat({ max: 30 }),
      values: fc.array(fc.nat({ max: 2 }), { maxLength: 2 }),
    }),
    { maxLength: 12 },
  )
  .map((events) => events.sort((a, b) => a.time - b.time));
type Events = typeof someEvents extends fc.Arbitrary<infer T> ? T : never;

const someWindow = fc.oneof(
  fc.record({ before: fc.nat({ max: 12 }), after: fc.constant(undefined) }),
  fc.record({ before: fc.nat({ max: 12 }), after: fc.integer({ min: 1, max: 12 }) }),
  fc
    .record({ before: fc.integer({ min: 2, max: 12 }), until: fc.integer({ min: 1, max: 12 }) })
    .filter(({ before, until }) => until < before)
    .map((window) => ({ ...window, after: undefined })),
);

function settingOf(events: Events, window: CourseSetting['window']): CourseSetting {
  return {
    window,
    timeIndex: { rowAt: (rank) => rank, timeAt: (rank) => events[rank]?.time ?? -1 },
    sureMembers: () => viewOf(events.map((_, rank) => rank)),
    room: createCourseRoom(store),
  };
}

function bound(compute: Followed | 'values' | 'new', events: Events): BoundAggregate {
  const fact = { name: 'n', compute, of: [], among: [] };
  return {
    fact,
    valuesOf: (row: number) => events[row]?.values ?? [],
    create: () => aggregates[compute].create({ fact, store, text: String }),
  } as unknown as BoundAggregate;
}

/** The events in the window of a moment; without those of the moment itself, if it says so. */
function inWindow(events: Events, window: CourseSetting['window'], time: number, isWith = true) {
  const { before = 0, until = 0, after = 0 } = window;
  return events.filter((event) => {
    if (!isWith && event.time === time) return false;
    return event.time >= time - before && event.time <= time + after - until;
  });
}

function naively(compute: Followed, events: Events): number {
  const values = events.flatMap((event) => event.values);
  const counts = [0, 1, 2].map((value) => values.filter((other) => other === value).length);
  switch (compute) {
    case 'count':
      return events.length;
    case 'distinct':
      return counts.filter((count) => count > 0).length;
    case 'most':
      return Math.max(...counts);
    case 'switches': {
      const firsts = events.flatMap(({ values: [first] }) => first ?? []);
      return firsts.filter((first, at) => at > 0 && first !== firsts[at - 1]).length;
    }
  }
}

/** Moments in any order, since keys are asked for by several rules one after the other. */
const someMoments = fc.array(fc.integer({ min: -2, max: 45 }), { minLength: 1, maxLength: 20 });

/** Whether two events of one instant have different first values. */
function isMixed(events: Events): boolean {
  return events.some(({ time, values }) =>
    events.some((other) => other.time === time && other.values[0] !== values[0]),
  );
}

test('a course is the fact of every window up to its limit, with the events of the moment and without', () => {
  let [followed, mixed] = [0, 0];
  const property = fc.property(
    fc.constantFrom(...functions),
    someEvents,
    someWindow,
    someMoments,
    fc.integer({ min: 1, max: 6 }),
    (compute, events, window, moments, limit) => {
      const course = followFact(bound(compute, events), limit, settingOf(events, window));
      const looksBackOnly = !('until' in window) && window.after === undefined;
      const isUnknown = compute === 'switches' && isMixed(events);
      if (isUnknown) mixed++;
      else followed++;
      for (const time of moments) {
        const number = (isWith: boolean): number | undefined =>
          isUnknown
            ? undefined
            : Math.min(limit, naively(compute, inWindow(events, window, time, isWith)));
        expect(course?.mostAt(7, time)).toBe(number(true));
        if (looksBackOnly) expect(course?.leastAt(7, time)).toBe(number(false));
      }
    },
  );
  fc.assert(property, { numRuns: effort(20_000, 2_000) });
  expect(followed).toBeGreaterThan(100);
  expect(mixed).toBeGreaterThan(10);
});

test('a course tells whether any event of a window has a value that is wanted', () => {
  const property = fc.property(
    someEvents,
    someWindow,
    someMoments,
    fc.nat({ max: 2 }),
    (events, window, moments, wanted) => {
      const isWanted = (value: number): boolean => value === wanted;
      const course = followValues(bound('values', events), isWanted, settingOf(events, window));
      for (const time of moments) {
        const has = inWindow(events, window, time).some(({ values }) => values.includes(wanted));
        expect(course?.mostAt(7, time)).toBe(has ? 1 : 0);
      }
    },
  );
  fc.assert(property, { numRuns: effort(10_000, 1_000) });
});

test('a past tells which values no event of a window had before', () => {
  const own = fc.array(fc.nat({ max: 3 }), { maxLength: 2 });
  const property = fc.property(
    someEvents,
    someWindow,
    someMoments,
    own,
    (events, window, moments, values) => {
      const past = createKeyPast(bound('new', events), settingOf(events, window));
      for (const time of moments) {
        // What comes after the event is not its past, even if the window looks on.
        const seen = inWindow(events, { ...window, after: undefined }, time, 'until' in window);
        const isNew = values.some((value) => seen.every((event) => !event.values.includes(value)));
        expect(past?.(7, time, values)).toBe(isNew);
      }
    },
  );
  fc.assert(property, { numRuns: effort(10_000, 1_000) });
});

test('a window that leaves out the own instant, doubtful members and a small budget are looked at', () => {
  const events: Events = [{ time: 1, values: [1] }];
  const before = settingOf(events, { before: 5, after: undefined });
  const after = settingOf(events, { before: undefined, after: 5 });
  expect(followFact(bound('count', events), 3, after)).toBeUndefined();
  expect(createKeyPast(bound('new', events), after)).toBeUndefined();
  const doubted = { ...before, sureMembers: () => undefined };
  const poor = { ...before, room: { left: 0 } };
  for (const setting of [doubted, poor]) {
    expect(followFact(bound('count', events), 3, setting)?.mostAt(7, 2)).toBeUndefined();
    expect(createKeyPast(bound('new', events), setting)?.(7, 2, [1])).toBeUndefined();
  }
  expect(followFact(bound('count', events), 3, before)?.mostAt(7, 2)).toBe(1);
});
