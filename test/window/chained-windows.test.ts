import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { at, hunted, someRules } from '../builders.ts';

const plain = (name: string): JsonObject => ({
  name,
  generate: false,
  detection: { one: { eventType: name }, condition: 'one' },
});

/** Holds for a `lonely` event that no `b` follows within an hour. */
const lonely = {
  name: 'lonely',
  generate: false,
  context: { next: { rules: ['b'], after: '1h', fields: { n: { count: true } } } },
  detection: { one: { eventType: 'lonely' }, none: { 'next.n': 0 }, condition: 'one and none' },
};

const top = (window: JsonObject, wanted: JsonObject, over: JsonObject = {}): JsonObject => ({
  name: 'top',
  fingerprint: ['uuid'],
  context: { w: { rules: ['lonely'], fields: { n: { count: true } }, ...window } },
  detection: { a: { eventType: 'a' }, w: wanted, condition: 'a and w' },
  ...over,
});

const event = (eventType: string, hours: number, over: JsonObject = {}): JsonObject =>
  at(hours, { eventType, ...over });

async function told(rule: JsonObject, events: readonly JsonObject[]) {
  const found = await hunted(events, someRules([plain('b'), lonely, rule]));
  return { alerts: found.findings.length, ...found.rule };
}

const log = [event('c', -20), event('c', 0)];
const windowed = { before: '3h', after: '10h' };

describe('a window fed by a rule that has a window itself', () => {
  test('counts the events for which that rule holds', async () => {
    const events = [
      ...log,
      event('lonely', 7),
      event('lonely', 8),
      event('b', 8.5),
      at(9),
      event('c', 30),
    ];
    expect(await told(top(windowed, { 'w.n': 1 }), events)).toMatchObject({
      alerts: 1,
      undecided: 0,
    });
  });

  test('is a lower bound if that rule stays undecided for an event in it', async () => {
    const events = [...log, event('lonely', 8), at(9), event('lonely', 9.5)];
    const known = { before: '3h', after: '30m' };
    expect(await told(top(known, { 'w.n|gte': 1 }), events)).toMatchObject({ alerts: 1 });
    expect(await told(top(known, { 'w.n': 1 }), events)).toMatchObject({ alerts: 0, undecided: 1 });
    expect(await told(top(known, { 'w.n|gte': 2 }), events)).toMatchObject({ undecided: 1 });
    expect(await told(top(known, { 'w.n|gte': 3 }), events)).toMatchObject({ undecided: 0 });
    expect(await told(top(known, { 'w.n|lt': 1 }), events)).toMatchObject({ undecided: 0 });
  });

  test('says that a feeding rule was the cause', async () => {
    const events = [...log, at(9), event('lonely', 9.5)];
    const { because } = await told(top({ before: '3h', after: '30m' }, { 'w.n': 0 }), events);
    expect(because).toEqual(['a rule that feeds its windows stayed undecided']);
  });

  test('is not touched by an undecided event outside of it', async () => {
    const events = [...log, event('lonely', 8), at(9), event('lonely', 12)];
    expect(await told(top({ before: '3h' }, { 'w.n': 1 }), events)).toMatchObject({
      alerts: 1,
      undecided: 0,
    });
  });

  test('is not touched by an undecided event of another key', async () => {
    const ann = { actor: { id: 'ann' } };
    const bob = { actor: { id: 'bob' } };
    const rule = top({ 'group-by': ['actor.id'], before: '3h' }, { 'w.n': 0 });
    const doubtful = (who: JsonObject) => [...log, event('lonely', 8.9, who), at(9, ann)];
    expect(await told(rule, doubtful(bob))).toMatchObject({ alerts: 1, undecided: 0 });
    expect(await told(rule, doubtful(ann))).toMatchObject({ alerts: 0, undecided: 1 });
  });

  test('is not in doubt of an event that another of its rules is sure of', async () => {
    const rule = top({ rules: ['lonely', 'every'], before: '3h' }, { 'w.n': 1 });
    const every = {
      ...plain('every'),
      detection: { one: { eventType: 'lonely' }, condition: 'one' },
    };
    const events = [...log, event('lonely', 8.9), at(9)];
    const { findings } = await hunted(events, someRules([plain('b'), lonely, every, rule]));
    expect(findings).toHaveLength(1);
  });
});

describe('a fact about the past', () => {
  const fields = { unseen: { new: 'client.ipAddress' } };

  test('is in doubt because of an undecided event before, not because of one after', async () => {
    const rule = top({ fields, before: '3h', after: '10m' }, { 'w.unseen': true });
    const before = [...log, event('lonely', 8.9), at(9), event('c', 9.5)];
    const after = [...log, at(9), event('lonely', 9.1), event('c', 9.5)];
    const decided = [...before, event('c', 10)];
    expect(await told(rule, before)).toMatchObject({ alerts: 0, undecided: 1 });
    expect(await told(rule, decided)).toMatchObject({ alerts: 0, undecided: 0 });
    expect(await told(rule, after)).toMatchObject({ alerts: 1, undecided: 0 });
  });

  test('does not ask whether the event itself belongs to the window', async () => {
    const rule = {
      ...top({ fields, before: '3h' }, { 'w.unseen': true }),
      detection: { a: { eventType: 'lonely' }, w: { 'w.unseen': true }, condition: 'a and w' },
    };
    expect(await told(rule, [...log, event('lonely', 9)])).toMatchObject({
      alerts: 1,
      undecided: 0,
    });
  });
});

test('rules may feed rules that feed rules, in whatever order they stand', async () => {
  const middle = {
    name: 'middle',
    generate: false,
    context: { w: { rules: ['lonely'], before: '2h', fields: { n: { count: true } } } },
    detection: { m: { eventType: 'm' }, some: { 'w.n|gte': 1 }, condition: 'm and some' },
  };
  const rule = top({ rules: ['middle'], before: '5h' }, { 'w.n|gte': 2 });
  const events = [event('lonely', 1), event('m', 2), event('m', 3), event('m', 4), event('a', 5)];
  const { findings } = await hunted(events, someRules([rule, middle, lonely, plain('b')]));
  expect(findings).toHaveLength(1);
});
