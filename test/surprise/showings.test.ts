import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/event/event.ts';
import { createFields } from '../../src/event/field.ts';
import { createShowings } from '../../src/surprise/showings.ts';
import { effort } from '../effort.ts';
import { drawnLog, eventOf, toldOf } from './drawn-log.ts';

const fieldOf = createFields();

/** What was seen of events, as sentences. */
function seenOf(events: readonly Event[], room?: number): readonly string[] {
  const showings = createShowings(fieldOf, room);
  for (const event of events) showings.see(event);
  const told = toldOf(showings.seen());
  expect(new Set(told).size).toBe(told.length);
  return told;
}

/** The same of each event by itself, of which nothing was seen before. */
function seenOneByOne(events: readonly Event[]): readonly string[] {
  return [...new Set(events.flatMap((event) => seenOf([event])))].sort();
}

describe('what sessions show', () => {
  test('is what each of their events shows, whatever came before it', () => {
    fc.assert(
      fc.property(drawnLog, (drawn) => {
        const events = drawn.map(eventOf);
        expect(seenOf(events)).toEqual(seenOneByOne(events));
      }),
      { numRuns: effort(10_000) },
    );
  });

  test('stays the same of the hours that are kept where the first are forgotten', () => {
    const logs = drawnLog.map((drawn) => drawn.sort((a, b) => a.hour - b.hour).map(eventOf));
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 60 }), (events, room) => {
        const kept = seenOf(events, room);
        const hourOf = (told: string): number => JSON.parse(told)[3];
        const earliest = Math.min(...kept.map(hourOf), 2 ** 40);
        expect(kept).toEqual(seenOf(events).filter((told) => hourOf(told) >= earliest));
      }),
      { numRuns: effort(5_000) },
    );
  });
});
