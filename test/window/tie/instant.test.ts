import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/event/json.ts';
import type { RuleSet } from '../../../src/rule/rule.ts';
import { at, by, hunted, someRules } from '../../builders.ts';
import { effort } from '../../effort.ts';

/** Two events of one millisecond in the middle of a log; each way round, as the uuids sort. */
async function bothWays(rules: RuleSet, first: JsonObject, second: JsonObject) {
  const around = [at(0, { eventType: 'x' }), at(20, { eventType: 'x' })];
  const named = (record: JsonObject, uuid: string): JsonObject => ({ ...record, uuid });
  const logs = [
    [named(first, 'event-1'), named(second, 'event-2')],
    [named(first, 'event-2'), named(second, 'event-1')],
  ];
  const [one, other] = logs.map((log) => [...around, ...log]);
  return [await hunted(one ?? [], rules), await hunted(other ?? [], rules)];
}

const feeders = ['a', 'b'].map((type) => ({
  name: `is-${type}`,
  generate: false,
  detection: { one: { eventType: type }, condition: 'one' },
}));

const windowed = (window: JsonObject, asked: JsonObject, condition = 'a and fact') =>
  someRules([
    ...feeders,
    {
      name: 'asks',
      context: { w: { rules: ['is-b'], 'group-by': ['actor.id'], ...window } },
      detection: { a: { eventType: 'a' }, fact: asked, condition },
    },
  ]);

const [a, b] = [by('ann', 10), by('ann', 10, { eventType: 'b' })];
const count: JsonObject = { n: { count: true } };

describe('of two events of one millisecond', () => {
  test.each<[string, RuleSet]>([
    ['the other may be before', windowed({ before: '1h', fields: count }, { 'w.n|gte': 1 })],
    ['the other may not be before', windowed({ before: '1h', fields: count }, { 'w.n': 0 })],
    ['the other may be after', windowed({ after: '1h', fields: count }, { 'w.n|gte': 1 })],
    ['the other may not be after', windowed({ after: '1h', fields: count }, { 'w.n': 0 })],
    [
      'a `not` asks for the order in which its comparison fails',
      windowed({ before: '1h', fields: count }, { 'w.n|gte': 1 }, 'a and not fact'),
    ],
    [
      'a value may be new',
      windowed({ before: '1h', fields: { f: { new: 'actor.id' } } }, { 'w.f': 'true' }),
    ],
    [
      'a value may be known',
      windowed({ before: '1h', fields: { f: { new: 'actor.id' } } }, { 'w.f': 'false' }),
    ],
    [
      'the other may be the last one',
      windowed({ before: '1h', fields: { f: { seconds: true } } }, { 'w.f': 0 }),
    ],
    [
      'a row of steps may have been taken',
      windowed(
        { rules: ['is-b', 'is-a'], before: '1h', fields: { f: { steps: true } } },
        { 'w.f': 2 },
      ),
    ],
    ...(['is-a', 'is-b'] as const).map((last): [string, RuleSet] => [
      `a row that ends with ${last} may be whole`,
      someRules([
        ...feeders,
        {
          name: 'row',
          correlation: {
            type: 'temporal_ordered',
            rules: [last === 'is-a' ? 'is-b' : 'is-a', last],
            'group-by': ['actor.id'],
            timespan: '1h',
          },
        },
      ]),
    ]),
    ...['is-a and not is-b', 'not is-b and is-a'].map((condition): [string, RuleSet] => [
      `nothing may stand where "${condition}" wants nothing`,
      someRules([
        ...feeders,
        {
          name: 'row',
          correlation: {
            type: 'temporal_ordered',
            'group-by': ['actor.id'],
            timespan: '1h',
            condition,
          },
        },
      ]),
    ]),
  ])('%s, whatever their uuids', async (_, rules) => {
    for (const { findings, rule } of await bothWays(rules, a, b)) {
      expect(findings).toHaveLength(1);
      expect(rule.undecided).toBe(0);
    }
  });

  test('neither is before the other where both stand in the window anyway', async () => {
    const rules = windowed({ before: '1h', after: '1h', fields: count }, { 'w.n': 0 });
    for (const { findings } of await bothWays(rules, a, b)) expect(findings).toEqual([]);
  });

  test('a finding tells of the order in which it holds', async () => {
    const absent = windowed({ before: '1h', fields: count }, { 'w.n': 0 });
    const there = windowed({ after: '1h', fields: count }, { 'w.n|gte': 1 });
    for (const { findings } of await bothWays(absent, a, b)) {
      const [told] = findings[0]?.why ?? [];
      expect(told?.fact).toMatch(/^no `is-b` event in the previous hour/);
      expect(told?.window?.events.total).toBe(0);
    }
    for (const { findings } of await bothWays(there, a, b)) {
      const [told] = findings[0]?.why ?? [];
      expect(told?.fact).toMatch(/^1 `is-b` event in the following hour/);
      expect(told?.window?.events.total).toBe(1);
    }
  });

  test('one begins the episode, though either could', async () => {
    const rules = someRules([
      ...feeders,
      {
        name: 'both',
        correlation: {
          type: 'temporal',
          rules: ['is-a', 'is-b'],
          'group-by': ['actor.id'],
          timespan: '1h',
          condition: 'is-a and is-b',
        },
      },
    ]);
    for (const { findings } of await bothWays(rules, a, b)) {
      expect(findings).toHaveLength(1);
      expect(findings[0]?.evidence.eventCount).toBe(2);
    }
  });
});

test('many events of one millisecond are judged in time', async () => {
  const size = effort(3_000);
  const rules = someRules([
    {
      name: 'crowd',
      fingerprint: ['actor.id'],
      context: {
        w: {
          'group-by': ['actor.id'],
          before: '1h',
          fields: {
            n: { count: true },
            ips: { distinct: 'client.ipAddress' },
            turns: { switches: 'client.ipAddress' },
            from: { last: 'client.ipAddress' },
            mean: { avg: 'transaction.id' },
          },
        },
      },
      detection: {
        n: { 'w.n|gte': size },
        rest: { 'w.ips|gte': 100, 'w.turns|gte': 100, 'w.from': '10.0.0.1', 'w.mean|gte': 3 },
        condition: 'n and rest',
      },
    },
  ]);
  const crowd = Array.from({ length: size }, (_, n) =>
    by('ann', 10, { client: { ipAddress: `10.0.0.${n % 200}` }, transaction: { id: n % 7 } }),
  );
  const { findings } = await hunted([at(0), ...crowd, at(20)], rules);
  expect(findings.map(({ evidence }) => evidence.eventCount)).toEqual([size]);
}, 60_000);

test('a number is told only if some order has it: there and back are two changes, never one', async () => {
  const rule = (n: number) =>
    someRules([
      {
        fingerprint: ['uuid'],
        context: { w: { before: '6h', fields: { n: { switches: 'actor.id' } } } },
        detection: { changed: { 'w.n': n }, a: { eventType: 'a' }, condition: 'a and changed' },
      },
    ]);
  const log = [by('ann', 0, { eventType: 'x' }), by('ann', 9), by('bob', 9, { eventType: 'b' })];
  const found = async (n: number): Promise<number> => {
    const began = [by('ann', 4, { eventType: 'x' }), ...log];
    return (await hunted(began, rule(n))).findings.length;
  };
  expect([await found(0), await found(1), await found(2)]).toEqual([1, 0, 1]);
});
