import { describe, expect, test } from 'vitest';
import { createLiveWindow, type LiveWindowOptions } from '../../../src/cli/watch/live-window.ts';
import type { CoveredTime } from '../../../src/engine/event-log.ts';
import type { Event } from '../../../src/event/event.ts';
import { anEvent } from '../../event/builders.ts';
import { aRule, aSummary } from '../world.ts';

const start = Date.UTC(2026, 10, 20);
const second = 1_000;
const hour = 3_600 * second;
const at = (seconds: number): Event =>
  anEvent({ published: new Date(start + seconds * second).toISOString() });
const timesOf = (events: readonly Event[] = []): readonly number[] =>
  events.map(({ time }) => (time - start) / second);

/** A lookout whose engine notes what it was given. */
function aLookout(over: Partial<LiveWindowOptions> = {}, window: object = {}) {
  const judged: (readonly Event[])[] = [];
  const covered: (CoveredTime | undefined)[] = [];
  const note = async function* (events: readonly Event[], time: CoveredTime | undefined) {
    judged.push(events.toSorted((a, b) => a.time - b.time));
    covered.push(time);
    yield aSummary();
  };
  const createOngoingHunt = () => {
    const taken: Event[] = [];
    return {
      take: (event: Event) => void taken.push(event),
      look: (time: CoveredTime | undefined) => note(taken, time),
    };
  };
  const hunt = (events: readonly Event[]) => note(events, undefined);
  const rule = aRule('a');
  const windows = [{ ...rule.windows[0], ...window }] as typeof rule.windows;
  const lookout = createLiveWindow({
    engine: { hunt, createOngoingHunt } as never,
    rules: { rules: [{ ...rule, windows }], lists: new Map(), filters: [], foreign: [] },
    from: start,
    since: start,
    lateness: hour,
    most: 100,
    minSeverity: 'low',
    now: () => 0,
    ...over,
  });
  return { lookout, judged, covered };
}

describe('a lookout', () => {
  test('keeps the youngest, in bounds, and counts what it lets go', async () => {
    const { lookout, judged, covered } = aLookout();
    const events = Array.from({ length: 1_000 }, (_, seconds) => at(seconds));
    for (const event of events) {
      lookout.add(event);
      if (lookout.isFull()) await lookout.evaluate();
      expect(lookout.size()).toBeLessThanOrEqual(127);
    }
    expect(lookout.size() + lookout.dropped()).toBe(1_000);
    await lookout.evaluate();
    expect(timesOf(judged.at(-1))).toEqual(timesOf(events.slice(-lookout.size())));
    // What was forgotten is not covered any more.
    expect(covered.at(-1)?.from).toBe(judged.at(-1)?.[0]?.time);
  });

  test('lets nothing go that was not judged, while it is judged when it is full', async () => {
    const { lookout, judged } = aLookout();
    const events = Array.from({ length: 1_000 }, (_, seconds) => at((seconds * 619) % 1_000));
    for (const event of events) {
      lookout.add(event);
      if (lookout.isFull()) await lookout.evaluate();
    }
    await lookout.evaluate();
    expect(new Set(judged.flat().map(({ uuid }) => uuid)).size).toBe(1_000);
  });

  test('lets go of what no window reaches, without counting it as forgotten', async () => {
    const { lookout, judged, covered } = aLookout({ most: 1_000 }, { before: hour, after: hour });
    for (let minute = 0; minute < 2_000; minute++) {
      lookout.add(at(minute * 60));
      if (lookout.isFull()) await lookout.evaluate();
    }
    await lookout.evaluate();
    expect(lookout.dropped()).toBe(0);
    const [first = 0] = timesOf(judged.at(-1));
    // Three hours are needed, and a hundred events may be misdated; it is tidied now and then.
    expect(first / 60).toBeGreaterThan(2_000 - 180 - 100 - 260);
    expect(first / 60).toBeLessThanOrEqual(2_000 - 180);
    expect(covered.at(-1)?.from).toBeLessThanOrEqual(start + first * second);
  });

  test('is not made to forget by some events of a far future', async () => {
    const { lookout, judged } = aLookout({ most: 1_000 }, { before: hour });
    for (let index = 0; index < 50; index++) lookout.add(at(1e9 + index));
    for (let index = 0; index < 700; index++) {
      lookout.add(at(index));
      if (lookout.isFull()) await lookout.evaluate();
    }
    await lookout.evaluate();
    expect(judged.at(-1)).toHaveLength(750);
  });

  test('judges by itself what is later than it remembers', async () => {
    const { lookout, judged, covered } = aLookout();
    lookout.add(at(5));
    lookout.add(at(-5));
    await lookout.evaluate();
    expect(judged.map(timesOf)).toEqual([[5], [-5]]);
    expect(covered).toEqual([{ from: start, to: start }, undefined]);
  });

  test('takes each event once', async () => {
    const { lookout, judged } = aLookout();
    const event = at(1);
    for (let turn = 0; turn < 3; turn++) lookout.add(event);
    await lookout.evaluate();
    lookout.add(event);
    expect([lookout.size(), lookout.isDue()]).toEqual([1, false]);
    expect(judged).toHaveLength(1);
  });

  test('is due only if time tells more: until what waits after the youngest event is decided', async () => {
    const { lookout, covered } = aLookout({}, { after: hour });
    const judgedAt: number[] = [];
    lookout.add(at(0));
    await lookout.evaluate();
    for (let seconds = 0; seconds < 3 * 3_600; seconds += 10) {
      lookout.advance(start + seconds * second);
      if (!lookout.isDue()) continue;
      judgedAt.push(seconds);
      await lookout.evaluate();
    }
    expect(judgedAt).toEqual(Array.from({ length: 60 }, (_, index) => (index + 1) * 60));
    expect(covered.at(-1)).toEqual({ from: start, to: start + hour });
  });

  test('is never due for time alone where no window looks ahead', async () => {
    const { lookout } = aLookout({}, { before: hour });
    lookout.add(at(0));
    await lookout.evaluate();
    lookout.advance(start + 24 * hour);
    expect(lookout.isDue()).toBe(false);
  });
});

test('of two accounts of one event the fuller one is judged, whichever came first', async () => {
  const whole = at(5);
  const { debugContext: _, ...rest } = whole.raw;
  const thin: Event = { ...whole, raw: rest };
  for (const [first, second] of [
    [thin, whole],
    [whole, thin],
  ] as const) {
    const { lookout, judged } = aLookout();
    lookout.add(first);
    await lookout.evaluate();
    lookout.add(second);
    lookout.add(second);
    expect(lookout.isDue()).toBe(second === whole);
    await lookout.evaluate();
    expect(judged.at(-1)).toEqual([whole]);
    expect(lookout.size()).toBe(1);
  }
});
