import { describe, expect, test } from 'vitest';
import { createLookout } from '../../src/cli/lookout.ts';
import type { Event } from '../../src/event/event.ts';
import { anEvent } from '../build.ts';
import { aRule, aSummary } from './world.ts';

const start = Date.UTC(2026, 10, 20);
const at = (second: number): Event =>
  anEvent({ published: new Date(start + second * 1_000).toISOString() });

/** A lookout whose engine notes what it was given. */
function aLookout(most: number) {
  const judged: (readonly Event[])[] = [];
  const hunt = async function* (events: readonly Event[]) {
    judged.push([...events]);
    yield aSummary();
  };
  const lookout = createLookout({
    engine: { hunt } as never,
    rules: { rules: [aRule('a')], lists: new Map(), filters: [], foreign: [] },
    since: start,
    most,
    minSeverity: 'low',
  });
  return { lookout, judged };
}

describe('a lookout', () => {
  test('keeps the youngest, in bounds, and counts what it lets go', async () => {
    const { lookout, judged } = aLookout(100);
    const events = Array.from({ length: 1_000 }, (_, second) => at(second));
    for (const event of events) {
      lookout.see(event);
      expect(lookout.size()).toBeLessThanOrEqual(125);
    }
    expect(lookout.size() + lookout.forgotten()).toBe(1_000);
    await lookout.judge();
    expect(judged[0]?.map(({ time }) => time)).toEqual(
      events.slice(-lookout.size()).map(({ time }) => time),
    );
  });

  test('says that it is full before an unjudged event would go', () => {
    const { lookout } = aLookout(100);
    const unjudged = new Set<Event>();
    for (let second = 0; second < 500; second++) {
      const event = at(second);
      unjudged.add(event);
      lookout.see(event);
      if (lookout.isFull()) {
        void lookout.judge();
        unjudged.clear();
      }
      expect(unjudged.size).toBeLessThanOrEqual(25);
    }
  });

  test('takes each event once', () => {
    const { lookout } = aLookout(100);
    const event = at(1);
    for (let turn = 0; turn < 3; turn++) lookout.see(event);
    expect([lookout.size(), lookout.news()]).toEqual([1, 1]);
  });
});
