import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { at, by, hunted, someRules } from '../builders.ts';

/** The rule holds for events of type `a`; `w` counts events of type `b` around them. */
const counting = (window: JsonObject, wanted: JsonObject) =>
  someRules([
    { name: 'b', generate: false, detection: { b: { eventType: 'b' }, condition: 'b' } },
    {
      name: 'rule',
      fingerprint: ['uuid'],
      context: { w: { rules: ['b'], ...window, fields: { n: { count: true } } } },
      detection: { a: { eventType: 'a' }, n: wanted, condition: 'a and n' },
    },
  ]);

const b = (hours: number, over: { readonly [key: string]: Json } = {}): JsonObject =>
  at(hours, { eventType: 'b', ...over });
/** An event that only says that the log was there. */
const c = (hours: number): JsonObject => at(hours, { eventType: 'c' });
const day = [c(-20), c(0), c(20), c(40)];
const millisecond = 1 / 3_600_000;

async function told(window: JsonObject, wanted: JsonObject, events: readonly JsonObject[]) {
  const { findings, rule } = await hunted(events, counting(window, wanted));
  return [findings.length, rule.undecided];
}

describe('the edges of a window', () => {
  test.each<[string, JsonObject, readonly number[], number]>([
    ['before, both ends included', { before: '2h' }, [8, 9, 10], 3],
    ['before, not a millisecond earlier', { before: '2h' }, [8 - millisecond], 0],
    ['before, not a millisecond later', { before: '2h' }, [10 + millisecond], 0],
    ['after, the own instant left out', { after: '2h' }, [10, 10 + millisecond, 12], 2],
    ['after, not a millisecond later', { after: '2h' }, [12 + millisecond], 0],
    ['before and until, both ends included', { before: '4h', until: '1h' }, [6, 7, 9], 3],
    [
      'before and until, nothing beyond either end',
      { before: '4h', until: '1h' },
      [6 - millisecond, 9 + millisecond, 10],
      0,
    ],
    ['before and after, the union', { before: '2h', after: '2h' }, [7, 8, 10, 12, 13], 3],
  ])('%s', async (_, window, hours, expected) => {
    const events = [...day, at(10), ...hours.map((hour) => b(hour))];
    expect(await told(window, { 'w.n': expected }, events)).toEqual([1, 0]);
  });
});

describe('what the log does not cover is undecided', () => {
  test.each<[string, JsonObject, readonly JsonObject[], readonly [number, number]]>([
    ['the log reaches back to the start', { before: '2h' }, [c(8), at(10)], [1, 0]],
    [
      'the log begins a millisecond too late',
      { before: '2h' },
      [c(8 + millisecond), at(10)],
      [0, 1],
    ],
    ['the log reaches on to the end', { after: '2h' }, [at(10), c(12)], [1, 0]],
    [
      'the log ends a millisecond too early',
      { after: '2h' },
      [at(10), c(12 - millisecond)],
      [0, 1],
    ],
    ['a silence of a day lies between', { before: '30h' }, [c(-20), c(-14), at(10)], [1, 0]],
    ['a longer silence lies between', { before: '30h' }, [c(-20), c(-15), at(10)], [0, 1]],
    ['a silence lies before the window', { before: '2h' }, [c(-90), c(8), at(10)], [1, 0]],
    ['the log has run for long enough', { before: '30d', learn: '2h' }, [c(8), at(10)], [1, 0]],
    ['the log has not run for long enough', { before: '30d', learn: '3h' }, [c(8), at(10)], [0, 1]],
    [
      'it has run for long enough before the end of the window',
      { before: '30d', until: '1h', learn: '2h' },
      [c(7), at(10)],
      [1, 0],
    ],
    [
      'it has not run for long enough before the end of the window',
      { before: '30d', until: '1h', learn: '2h' },
      [c(8), at(10)],
      [0, 1],
    ],
    [
      'a silence lies behind the end of the window',
      { before: '40h', until: '30h' },
      [c(-30), c(-16), at(10)],
      [1, 0],
    ],
    [
      'a window ends in a silence',
      { before: '40h', until: '25h' },
      [c(-30), c(-16), at(10)],
      [0, 1],
    ],
    [
      'one event is dated 1970',
      { before: '30d' },
      [at(10), c(8), at(0, { eventType: 'c', published: '1970-01-01T00:00:00Z' })],
      [0, 1],
    ],
    [
      'one event is dated 2099',
      { after: '30d' },
      [at(10), c(8), at(0, { eventType: 'c', published: '2099-01-01T00:00:00Z' })],
      [0, 1],
    ],
  ])('%s', async (_, window, events, expected) => {
    expect(await told(window, { 'w.n': 0 }, events)).toEqual(expected);
  });

  test('but what is met already is met, covered or not', async () => {
    const events = [b(9), b(9.5), at(10)];
    expect(await told({ before: '30d' }, { 'w.n|gte': 2 }, events)).toEqual([1, 0]);
    expect(await told({ before: '30d' }, { 'w.n|lt': 2 }, events)).toEqual([0, 0]);
    expect(await told({ before: '30d' }, { 'w.n|gte': 3 }, events)).toEqual([0, 1]);
  });
});

describe('the life of a session', () => {
  const path = 'authenticationContext.externalSessionId';
  const window = { 'group-by': [path], before: '30d' };
  const inSession = (id: Json) => ({ authenticationContext: { externalSessionId: id } });
  const start = (hours: number, id: Json = 's1') =>
    at(hours, { eventType: 'user.session.start', ...inSession(id) });
  const used = (hours: number, id: Json = 's1') => at(hours, inSession(id));
  const failed = { ...start(9), outcome: { result: 'FAILURE' } };

  test.each<[string, readonly JsonObject[], readonly [number, number]]>([
    ['its start is logged', [start(9), used(10)], [1, 0]],
    ['its start failed', [failed, used(10)], [0, 1]],
    ['another session started', [start(9, 's2'), used(10)], [0, 1]],
    ['it started before a long silence', [start(9), used(40)], [0, 1]],
    ['it is said to start only after a long silence', [used(10), start(40)], [0, 1]],
    ['it started and later started again', [start(1), c(20), c(40), start(50), used(60)], [1, 0]],
    ['both of two sessions started', [start(8, 's2'), start(9), used(10, ['s1', 's2'])], [1, 0]],
    ['one of two sessions started', [start(9), used(10, ['s1', 's2'])], [0, 1]],
  ])('covers a window that is keyed by it: %s', async (_, events, expected) => {
    expect(await told(window, { 'w.n': 0 }, events)).toEqual(expected);
  });

  test('means nothing to a window keyed by something else', async () => {
    const events = [start(9), used(10)];
    expect(await told({ ...window, 'group-by': ['actor.id'] }, { 'w.n': 0 }, events)).toEqual([
      0, 1,
    ]);
  });
});

describe('the key', () => {
  const grouped = { 'group-by': ['actor.id'], before: '2h' };
  const mine = (id: Json) => ({ eventType: 'b', actor: { id } });

  test.each<[string, Json, Json, readonly [number, number]]>([
    ['is shared', 'ann', 'ann', [1, 0]],
    ['is another', 'ann', 'bob', [0, 0]],
    ['differs in case', 'ann', 'Ann', [0, 0]],
    ['is one of several', ['bob', 'ann'], 'ann', [1, 0]],
    ['is one of several of the neighbour', 'ann', ['bob', 'ann'], [1, 0]],
    ['is absent on both sides', null, null, [0, 0]],
    ['is a placeholder on both sides', 'unknown', 'unknown', [0, 0]],
    ['is a number and its text', 7, '7', [1, 0]],
  ])('%s', async (_, own, other, expected) => {
    const events = [...day, by(own, 10), at(9, mine(other))];
    expect(await told(grouped, { 'w.n|gte': 1 }, events)).toEqual(expected);
  });

  test('that is absent leaves no facts: no comparison holds, null does', async () => {
    const events = [...day, by('-', 10)];
    expect(await told(grouped, { 'w.n': 0 }, events)).toEqual([0, 0]);
    expect(await told(grouped, { 'w.n|lt': 5 }, events)).toEqual([0, 0]);
    expect(await told(grouped, { 'w.n': null }, events)).toEqual([1, 0]);
    expect(await told(grouped, { 'w.n|exists': false }, events)).toEqual([1, 0]);
  });
});
