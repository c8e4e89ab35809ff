import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import type { Why } from '../../src/finding/finding.ts';
import { findingSchema } from '../../src/finding/finding-schema.ts';
import { at, by, clock, hunted, someRules } from '../builders.ts';

const log = [at(-20, { eventType: 'c' }), at(0, { eventType: 'c' }), at(20, { eventType: 'c' })];

async function whyOf(rule: JsonObject, events: readonly JsonObject[]): Promise<readonly Why[]> {
  const lists = new Map([['names', ['ann', 'bob']]]);
  const { findings } = await hunted([...log, ...events], someRules([rule], lists));
  expect(findings).toHaveLength(1);
  return findingSchema.parse(findings[0]).why;
}

const facts = async (detection: JsonObject, over: JsonObject = {}): Promise<readonly string[]> =>
  (await whyOf({ detection }, [by('ann', 5, over)])).map(({ fact }) => fact);

describe('a reason', () => {
  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['is a field and its value', { s: { eventType: 'a' }, condition: 's' }, {}, ['eventType = a']],
    [
      'is told of each test that had to hold',
      { s: { eventType: 'a', 'actor.id': 'ann' }, condition: 's' },
      {},
      ['eventType = a', 'actor.id = ann'],
    ],
    [
      'is told of the branch that held, not of the other',
      { s: [{ 'actor.id': 'bob' }, { 'outcome.result': 'SUCCESS' }], condition: 's' },
      { eventType: 'c' },
      ['outcome.result = SUCCESS'],
    ],
    [
      'names the list',
      { s: { eventType: 'a', 'actor.id|expand': '%names%' }, condition: 's' },
      {},
      ['actor.id = ann (is in the list names)', 'eventType = a'],
    ],
    [
      'says that a field is absent',
      { s: { eventType: 'a', 'debugContext.x|exists': false }, condition: 's' },
      {},
      ['eventType = a', 'debugContext.x is absent'],
    ],
    [
      'says that a field is null',
      { s: { eventType: 'a', 'debugContext.x': null }, condition: 's' },
      {},
      ['eventType = a', 'debugContext.x is absent'],
    ],
    [
      'is told of each test inside a block',
      {
        s: { 'target[any]': { type: 'User', 'displayName|contains': 'min' } },
        condition: 's',
      },
      { target: [{ type: 'User', displayName: 'Admin' }, { type: 'App' }] },
      ['target.displayName = Admin (contains "min")', 'target.type = User'],
    ],
    [
      'is told of the block that held, not of the other',
      {
        s: [{ 'target[0].type': 'Group' }, { 'target[-1].type': 'User' }],
        condition: 's',
      },
      { target: [{ type: 'App' }, { type: 'User' }] },
      ['target.type = User'],
    ],
    [
      'is told of what stands beside a block that asks for nothing',
      { s: { 'target[none]': { type: 'User' }, 'actor.id': 'ann' }, condition: 's' },
      { target: [{ type: 'App' }] },
      ['actor.id = ann'],
    ],
    [
      'is told of the branch that held with such a block in it',
      {
        s: [{ 'target[none]': { type: 'User' }, 'actor.id': 'ann' }, { eventType: 'c' }],
        condition: 's',
      },
      { target: [{ type: 'App' }] },
      ['actor.id = ann'],
    ],
    [
      'is told of a reference beside what did not hold',
      { s: [{ 'actor.id|fieldref': 'debugContext.x' }, { eventType: 'c' }], condition: 's' },
      { debugContext: { x: 'ANN' } },
      ['actor.id = ann (equals debugContext.x)'],
    ],
    [
      'is told of the members themselves',
      { s: { 'debugContext.x[any]': { '.|startswith': 'ab' } }, condition: 's' },
      { debugContext: { x: ['abc', 'b'] } },
      ['debugContext.x = abc (begins with "ab")'],
    ],
    [
      'names the field that a field is compared with',
      { s: { 'actor.id|fieldref': 'target.id' }, condition: 's' },
      { target: [{ id: 'bob' }, { id: 'ANN' }] },
      ['actor.id = ann (equals target.id)'],
    ],
    [
      'is told of the reference that held, not of the other',
      { s: [{ 'actor.id|fieldref': 'debugContext.x' }, { eventType: 'a' }], condition: 's' },
      { debugContext: { x: 'bob' } },
      ['eventType = a'],
    ],
    [
      'names the hour',
      { s: { 'published|hour': [5, 6] }, condition: 's' },
      {},
      ['published|hour = 5'],
    ],
    [
      'names the hour that is compared',
      { s: { 'published|hour|lt': 6 }, condition: 's' },
      {},
      ['published|hour = 5 (is less than 6)'],
    ],
    [
      'names one of the ways to write a value',
      { s: { 'debugContext.x|base64offset|contains': 'foobar' }, condition: 's' },
      { debugContext: { x: btoa('foobarx') } },
      ['debugContext.x = Zm9vYmFyeA== (contains "Zm9vYmFy" or a variant)'],
    ],
  ])('%s', async (_, detection, over, expected) => {
    const { findings } = await hunted(
      [by('ann', 5, over)],
      someRules([{ detection }], new Map([['names', ['ann', 'bob']]])),
    );
    expect(findings[0]?.why.map(({ fact }) => fact)).toEqual(expected);
  });

  test.each<[string, JsonObject, JsonObject]>([
    [
      'words anywhere in the event',
      { s: ['needle'], condition: 's' },
      { displayMessage: 'a needle' },
    ],
    ['what the event is not', { s: { eventType: 'c' }, condition: 'not s' }, {}],
    ['a field that is there, but null', { s: { 'x|exists': true }, condition: 's' }, { x: null }],
    ['any value at all', { s: { x: '*' }, condition: 's' }, { x: 'y' }],
  ])('is there even if the rule asks only for %s', async (_, detection, over) => {
    expect((await facts(detection, over)).length).toBeGreaterThan(0);
  });
});

describe('the reason that a window gives', () => {
  const rule = (fields: JsonObject, wanted: JsonObject, condition = 'a and w'): JsonObject => ({
    context: { w: { 'group-by': ['actor.id'], before: '2h', fields } },
    detection: { a: { eventType: 'a' }, w: wanted, condition },
  });
  const from = (ipAddress: string, over: JsonObject = {}): JsonObject => ({
    client: { ipAddress },
    ...over,
  });

  test('names key, extent and values', async () => {
    const events = [
      by('ann', 4, from('192.0.2.1', { eventType: 'b', uuid: 'first' })),
      by('ann', 5, from('192.0.2.2', { uuid: 'second' })),
    ];
    const [why] = await whyOf(
      rule({ n: { distinct: 'client.ipAddress' } }, { 'w.n|gte': 2 }),
      events,
    );
    expect(why).toEqual({
      fact: '2 different values of client.ipAddress in the previous 2 hours with the same actor.id: 192.0.2.1, 192.0.2.2',
      field: 'w.n',
      values: ['192.0.2.1', '192.0.2.2'],
      window: {
        name: 'w',
        from: clock(3),
        to: clock(5),
        key: { 'actor.id': 'ann' },
        covered: true,
        events: { total: 2, first: 'first', last: 'second' },
        values: { total: 2, events: ['first', 'second'] },
      },
    });
  });

  test('lists at most twenty values', async () => {
    const events = Array.from({ length: 40 }, (_, n) =>
      by('ann', 4 + n / 100, from(`192.0.2.${n}`, { eventType: 'b' })),
    );
    const rules = rule({ n: { distinct: 'client.ipAddress' } }, { 'w.n|gte': 2 });
    const [why] = await whyOf(rules, [...events, by('ann', 5, from('192.0.2.1'))]);
    expect(why?.values).toHaveLength(20);
  });

  test('says when it was decided, if the window lies after the event', async () => {
    const after = (wanted: JsonObject) => ({
      context: { w: { 'group-by': ['actor.id'], after: '2h', fields: { n: { count: true } } } },
      detection: { a: { eventType: 'a' }, w: wanted, condition: 'a and w' },
    });
    const follow = (hours: number) => by('ann', hours, { eventType: 'b' });
    const events = [by('ann', 5), follow(5.5), follow(6), follow(6.5)];
    const decided = async (wanted: JsonObject, some: readonly JsonObject[]) =>
      (await whyOf(after(wanted), some))[0]?.window?.decided;
    expect(await decided({ 'w.n|gte': 2 }, events)).toBe(clock(6));
    expect(await decided({ 'w.n': 3 }, events)).toBe(clock(7));
    expect(await decided({ 'w.n': 0 }, [by('ann', 5)])).toBe(clock(7));
    expect(await decided({ 'w.n|gte': 0 }, events)).toBe(clock(5));
  });

  test('says whether the log covers the window', async () => {
    const within = (before: string) => ({
      ...rule({ n: { count: true } }, { 'w.n|gte': 1 }),
      context: { w: { before, 'group-by': ['actor.id'], fields: { n: { count: true } } } },
    });
    const covered = async (before: string) =>
      (await whyOf(within(before), [by('ann', 5)]))[0]?.window?.covered;
    expect(await covered('25h')).toBe(true);
    expect(await covered('26h')).toBe(false);
  });

  test('names the one key of several that it holds for', async () => {
    const rules = rule({ n: { count: true } }, { 'w.n|gte': 2 });
    const [why] = await whyOf(rules, [
      by('bob', 4, { eventType: 'b' }),
      by(['ann', 'bob', 'cid'], 5),
    ]);
    expect(why?.window?.key).toEqual({ 'actor.id': 'bob' });
  });

  test('counts all values, and lists an event for each of the first twenty', async () => {
    const events = Array.from({ length: 40 }, (_, n) =>
      by('ann', 4 + n / 100, from(`192.0.2.${n}`, { eventType: 'b', uuid: `e${n}` })),
    );
    const rules = rule({ n: { distinct: 'client.ipAddress' } }, { 'w.n|gte': 2 });
    const [why] = await whyOf(rules, [...events, by('ann', 5, from('192.0.2.1'))]);
    expect(why?.window?.values?.total).toBe(40);
    expect(why?.window?.values?.events).toEqual(events.slice(0, 20).map(({ uuid }) => uuid));
  });

  test('says that something is missing, though the condition is negated', async () => {
    const rules = rule({ n: { count: true } }, { 'w.n|gte': 2 }, 'a and not w');
    const [why] = await whyOf(rules, [by('ann', 5)]);
    expect(why?.fact).toBe('1 event in the previous 2 hours with the same actor.id');
  });

  test('is there if the event has no such window', async () => {
    const rules = rule({ n: { count: true } }, { 'w.n': null });
    const [why] = await whyOf(rules, [by('-', 5)]);
    expect(why).toEqual({
      fact: 'w.n: the event has no such neighbours',
      field: 'w.n',
      values: [],
    });
  });

  test('names the other name that a name looks like', async () => {
    const rules = rule({ like: { similar: 'target.alternateId' } }, { 'w.like|gte': 0.9 });
    const named = (alternateId: string, over: JsonObject = {}) => ({
      target: [{ alternateId }],
      ...over,
    });
    const events = [
      by('ann', 4, named('svc-backup', { eventType: 'b' })),
      by('ann', 4.5, named('quite-another', { eventType: 'b' })),
      by('ann', 5, named('svc_backup')),
    ];
    const [why] = await whyOf(rules, events);
    expect(why?.values).toEqual(['svc_backup', 'svc-backup']);
    expect(why?.fact).toContain('similarity 0.99');
  });
});
