import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/event/json.ts';
import { finish } from '../../../src/store/pausable-work.ts';
import { createDictionary } from '../../../src/window/dictionary.ts';
import {
  createSessionStarts,
  openNotedStarts,
  sessionFields,
} from '../../../src/window/log/session-starts.ts';
import { anEvent } from '../../event/builders.ts';
import { sharingStore } from '../../store/builders.ts';

const [external, root] = sessionFields as [string, string];
const time = Date.UTC(2024, 0, 1);
const published = (minutes: number): string => new Date(time + minutes * 60_000).toISOString();

function aRegister() {
  const dictionary = createDictionary();
  return { sessions: createSessionStarts(dictionary), numberOf: dictionary.single };
}

function startOf(session: string, ...events: readonly JsonObject[]): number | undefined {
  const { sessions, numberOf } = aRegister();
  for (const over of events) sessions.see(anEvent(over));
  return sessions.startOf(external, numberOf(session));
}

const start = {
  eventType: 'user.session.start',
  outcome: { result: 'SUCCESS' },
  authenticationContext: { externalSessionId: 's1', rootSessionId: 'r1' },
  published: published(5),
};

describe('the start of a session', () => {
  test('is when its start is logged', () => {
    expect(startOf('s1', start)).toBe(time + 5 * 60_000);
  });

  test('is the earliest that is logged, in any order of arrival', () => {
    const earlier = { ...start, published: published(1) };
    expect(startOf('s1', start, earlier)).toBe(time + 60_000);
    expect(startOf('s1', earlier, start)).toBe(time + 60_000);
  });

  test.each<[string, JsonObject]>([
    ['a start that failed', { ...start, outcome: { result: 'FAILURE' } }],
    ['a start without an outcome', { ...start, outcome: null }],
    ['another event', { ...start, eventType: 'user.authentication.sso' }],
    [
      'the start of another session',
      { ...start, authenticationContext: { externalSessionId: 's2' } },
    ],
    ['a start that names no session', { ...start, authenticationContext: null }],
    ['a number for a session', { ...start, authenticationContext: { externalSessionId: 1 } }],
  ])('is not told by %s', (_, over) => {
    expect(startOf('s1', over)).toBeUndefined();
  });

  test('of a field with several sessions counts for each', () => {
    const both = { ...start, authenticationContext: { externalSessionId: ['s0', 's1'] } };
    expect([startOf('s0', both), startOf('s1', both)]).toEqual([time + 300_000, time + 300_000]);
  });

  test('is kept by field: one identifier may be another session elsewhere', () => {
    const { sessions, numberOf } = aRegister();
    sessions.see(anEvent(start));
    expect(sessions.startOf(root, numberOf('r1'))).toBe(time + 300_000);
    expect(sessions.startOf(root, numberOf('s1'))).toBeUndefined();
    expect(sessions.startOf('actor.id', numberOf('s1'))).toBeUndefined();
    expect(sessions.startOf(external, numberOf('__proto__'))).toBeUndefined();
  });
});

describe('starts that another register noted', () => {
  const at = (session: string, minutes: number) =>
    anEvent({
      ...start,
      authenticationContext: { externalSessionId: session },
      published: published(minutes),
    });

  test('are taken over under the numbers here, but for what was taken back there or has no event here', () => {
    const { store, freeze, open } = sharingStore();
    const there = createDictionary();
    const others = createSessionStarts(there, store);
    others.see(at('withdrawn', 1), 7);
    others.unsee(7);
    others.see(at('again', 2), 7);
    others.see(at('left', 3), 8);
    others.see(at('both', 4), 9);
    const pages = freeze();
    const noted = openNotedStarts(others.noteSnapshot(), open(pages));

    const { sessions, numberOf } = aRegister();
    numberOf('other numbers here');
    sessions.see(at('both', 5), 1);
    const eventOf = (number: number) => (number === 8 ? undefined : number + 100);
    finish(sessions.join(noted, eventOf, (session) => numberOf(there.text(session))));
    const known = (session: string) => sessions.startOf(external, numberOf(session));
    expect(['withdrawn', 'again', 'left', 'both'].map(known)).toEqual([
      undefined,
      time + 2 * 60_000,
      undefined,
      time + 4 * 60_000,
    ]);
    sessions.unsee(109);
    expect(known('both')).toBe(time + 5 * 60_000);
  });
});
