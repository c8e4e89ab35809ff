import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { at, hunted, someRules } from '../builders.ts';

/** Holds for every event of its type. */
const plain = (name: string): JsonObject => ({
  name,
  generate: false,
  detection: { one: { eventType: name }, condition: 'one' },
});

/** Holds for a `b` that no `x` follows within an hour: undecided for a `b` near the end of the log. */
const lonely: JsonObject = {
  name: 'lonely',
  generate: false,
  context: { next: { rules: ['x'], after: '1h', fields: { n: { count: true } } } },
  detection: { one: { eventType: 'b' }, none: { 'next.n': 0 }, condition: 'one and none' },
};

async function told(window: JsonObject, wanted: JsonObject, events: readonly JsonObject[]) {
  const top = {
    name: 'top',
    context: { w: { before: '3h', ...window } },
    detection: { a: { eventType: 'a' }, w: wanted, condition: 'a and w' },
  };
  const rules = someRules([plain('x'), plain('b'), plain('c'), lonely, top]);
  const { findings, rule } = await hunted(events, rules);
  return [findings.length, rule.undecided];
}

const event = (eventType: string, hours: number, over: JsonObject = {}): JsonObject =>
  at(hours, { eventType, ...over });

describe('an event that surely matches one rule of a window, and perhaps another', () => {
  const log = [event('c', -20), event('c', 0), event('b', 8.5), event('a', 9)];
  const rules = ['b', 'lonely'];

  test.each<[string, JsonObject, JsonObject, readonly [number, number]]>([
    ['is surely counted', { count: true }, { 'w.f': 1 }, [1, 0]],
    ['leaves a share open', { share: 'lonely' }, { 'w.f': 1 }, [0, 1]],
    ['leaves open how many rules occurred', { rules: true }, { 'w.f': 2 }, [0, 1]],
    ['surely is of one', { rules: true }, { 'w.f|gte': 1 }, [1, 0]],
    ['cannot be of a third', { rules: true }, { 'w.f|gt': 2 }, [0, 0]],
    ['leaves open how many steps were taken', { steps: true }, { 'w.f': 1 }, [0, 1]],
  ])('%s', async (_, f, wanted, expected) => {
    expect(await told({ rules, fields: { f } }, wanted, log)).toEqual(expected);
  });
});

describe('an event that perhaps belongs to a window', () => {
  const seconds = { rules: ['lonely', 'c'], fields: { f: { seconds: true } } };
  const log = (...events: readonly JsonObject[]) => [
    event('c', -20),
    event('c', 0),
    ...events,
    event('a', 9),
  ];

  test('does not matter to what rests on a nearer one', async () => {
    const nearer = log(event('b', 8.5), event('c', 8.75));
    expect(await told(seconds, { 'w.f': 900 }, nearer)).toEqual([1, 0]);
    expect(await told(seconds, { 'w.f|gt': 900 }, nearer)).toEqual([0, 0]);
  });

  test('leaves open what rests on one further off, but not below its own', async () => {
    const further = log(event('c', 8.25), event('b', 8.5));
    expect(await told(seconds, { 'w.f': 2_700 }, further)).toEqual([0, 1]);
    expect(await told(seconds, { 'w.f|lt': 1_800 }, further)).toEqual([0, 0]);
    expect(await told(seconds, { 'w.f|lte': 2_700 }, further)).toEqual([1, 0]);
  });
});

describe('a rule through which an event belongs to a window', () => {
  /** A `b` is known by its target, a `c` by its actor. */
  const window = (f: JsonObject): JsonObject => ({
    rules: ['b', 'c', 'every'],
    'group-by': ['who'],
    aliases: { who: { b: 'target.id', c: 'actor.id', every: 'actor.id', top: 'actor.id' } },
    fields: { f },
  });
  const every = { ...plain('every'), detection: { e: { eventType: ['b', 'c'] }, condition: 'e' } };
  const of = (actor: string, target: string) => ({
    actor: { id: actor },
    target: [{ id: target }],
  });

  test('is not the one under which it has another key', async () => {
    const top = (wanted: JsonObject) => ({
      name: 'top',
      context: { w: { before: '3h', ...window({ share: 'b' }) } },
      detection: { a: { eventType: 'a' }, w: wanted, condition: 'a and w' },
    });
    const log = [
      event('c', -20, of('zoe', 'zoe')),
      event('c', 0, of('zoe', 'zoe')),
      // Ann's by `every`, Bob's by `b`.
      event('b', 8, of('ann', 'bob')),
      event('a', 9, of('ann', 'x')),
      event('a', 9.5, of('bob', 'x')),
    ];
    const share = async (wanted: number) => {
      const rules = someRules([plain('b'), plain('c'), every, top({ 'w.f': wanted })]);
      const { findings } = await hunted(log, rules);
      return findings.flatMap(({ actor }) => actor?.id ?? []);
    };
    expect(await share(0)).toEqual(['ann']);
    expect(await share(1)).toEqual(['bob']);
  });
});

test('a bucket ends with the event, not with others of its instant', async () => {
  const log = [
    ...Array.from({ length: 8 }, (_, n) => event('c', n)),
    event('a', 8, { uuid: 'first' }),
    event('c', 8, { uuid: 'second' }),
    event('c', 8, { uuid: 'third' }),
  ];
  const window = {
    rules: ['c'],
    before: '5h',
    every: '1h',
    fields: { f: { zscore: { count: true } } },
  };
  expect(await told(window, { 'w.f': -1_000 }, log)).toEqual([1, 0]);
});
