import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { at, hunted } from '../builders.ts';

const okta = { product: 'okta', service: 'okta' };
const base = ['a', 'b'].map((type) => ({
  title: `Rule ${type}`,
  name: type,
  logsource: okta,
  detection: { one: { eventType: type }, condition: 'one' },
}));
const correlation = (section: JsonObject, over: JsonObject = {}): JsonObject => ({
  title: 'Correlated',
  name: 'c',
  level: 'high',
  correlation: { 'group-by': ['actor.id'], timespan: '10m', ...section },
  ...over,
});

const minutes = (count: number): number => count / 60;
const event = (eventType: string, minute: number, over: { readonly [key: string]: Json } = {}) =>
  at(minutes(minute), { eventType, actor: { id: 'u1' }, uuid: `${eventType}-${minute}`, ...over });
/** Events of no interest from a day before to a day after. */
const silence = [-1440, -30, 720, 1440].map((minute) => event('x', minute));

async function told(documents: readonly JsonObject[], events: readonly JsonObject[]) {
  const text = [...documents, ...base].map((each) => JSON.stringify(each)).join('\n---\n');
  return hunted(events, parseRules(text));
}

/** The event of every alert, in order. */
async function alerts(
  section: JsonObject,
  events: readonly JsonObject[],
): Promise<readonly string[]> {
  const { findings } = await told([correlation(section)], [...silence, ...events]);
  const of = findings.map(({ evidence }) => evidence.events.find(({ role }) => role === 'match'));
  return of.map((match) => match?.uuid ?? '').sort();
}

const many = { type: 'event_count', rules: ['a'], condition: { gte: 3 } };

describe('the finding of a correlation', () => {
  const events = [0, 2, 4, 5].map((minute) =>
    event('a', minute, { client: { ipAddress: `192.0.2.${minute}` } }),
  );

  test('explains itself, and rests on the events of its window', async () => {
    const { findings } = await told([correlation(many)], [...silence, ...events]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      title: 'u1: Correlated',
      severity: 'high',
      rule: { name: 'c' },
      actor: { id: 'u1' },
      why: [
        {
          fact: '3 `a` events in the previous 10 minutes with the same actor.id',
          field: 'correlation.event_count',
          window: {
            name: 'correlation',
            from: '2023-12-31T23:54:00.000Z',
            to: '2024-01-01T00:04:00.000Z',
            key: { 'actor.id': 'u1' },
            covered: true,
            events: { total: 3, first: 'a-0', last: 'a-4' },
          },
        },
      ],
      evidence: {
        eventCount: 3,
        events: [
          { uuid: 'a-0', role: 'context' },
          { uuid: 'a-2', role: 'context' },
          { uuid: 'a-4', role: 'match' },
        ],
      },
    });
  });

  test.each<[JsonObject, string]>([
    [
      { type: 'value_count', rules: ['a'], condition: { field: 'client.ipAddress', gte: 2 } },
      '2 different values of client.ipAddress in `a` events in the previous 10 minutes with the same actor.id: 192.0.2.0, 192.0.2.2',
    ],
    [
      { type: 'event_count', rules: ['a'], condition: { lte: 9 } },
      '4 `a` events in the following 10 minutes with the same actor.id',
    ],
    [
      { type: 'temporal', rules: ['a', 'b'], condition: { gte: 1 } },
      '1 of 2 rules occurred (a, b) in the previous 10 minutes with the same actor.id',
    ],
    [
      { type: 'temporal_ordered', rules: ['a', 'a'] },
      'a, then a in the previous 10 minutes with the same actor.id',
    ],
    [
      { type: 'temporal', condition: 'a and not b' },
      'a and no b in the previous 10 minutes and the following 10 minutes with the same actor.id',
    ],
    [
      { type: 'value_sum', rules: ['a'], 'group-by': [], condition: { field: 'n', gte: 3 } },
      'the sum of n over `a` events is 3 in the previous 10 minutes',
    ],
    [
      { type: 'value_avg', rules: ['a'], condition: { field: 'n', gt: 1 } },
      'the mean of n over `a` events is 1.5 in the previous 10 minutes with the same actor.id',
    ],
    [
      { type: 'value_median', rules: ['a'], condition: { field: 'n', gt: 1 } },
      'the median of n over `a` events is 1.5 in the previous 10 minutes with the same actor.id',
    ],
    [
      { type: 'value_percentile', rules: ['a'], condition: { field: 'n', percentile: 90, gt: 1 } },
      'percentile 90 of n over `a` events is 2 in the previous 10 minutes with the same actor.id',
    ],
  ])('says %j', async (section, fact) => {
    const numbered = events.map((raw, index) => ({ ...raw, n: index + 1 }));
    const { findings } = await told([correlation(section)], [...silence, ...numbered]);
    expect(findings[0]?.why.map((why) => why.fact)).toEqual([fact]);
  });

  test('fills its summary from the group, the number and the event', async () => {
    const summary = '{actor.id} at {client.ipAddress}: {correlation.event_count}, {nothing}';
    const { findings } = await told([correlation(many, { summary })], [...silence, ...events]);
    expect(findings[0]?.title).toBe('u1 at 192.0.2.4: 3, unknown');
  });

  test('keeps its fingerprint in a longer log, and has another one for another event', async () => {
    const prints = async (more: readonly JsonObject[]): Promise<readonly string[]> => {
      const { findings } = await told([correlation(many)], [...silence, ...events, ...more]);
      return findings.filter(({ rule }) => rule.name === 'c').map(({ fingerprint }) => fingerprint);
    };
    const [print] = await prints([]);
    const later = [60, 61, 62].map((minute) => event('a', minute));
    expect(await prints([event('b', -100), ...later])).toEqual([
      print,
      expect.not.stringMatching(print as string),
    ]);
  });
});

describe('an episode', () => {
  test.each<[string, readonly number[], readonly string[]]>([
    [
      'ends when the window without the new event does not satisfy the condition',
      [0, 4, 8, 11, 15, 19],
      ['a-11', 'a-15', 'a-19', 'a-8'],
    ],
    ['goes on while it does', [0, 1, 2, 3, 9, 10], ['a-2']],
    ['begins anew after a silence', [0, 1, 2, 30, 31, 32], ['a-2', 'a-32']],
    ['needs the whole span, both ends included', [0, 5, 10], ['a-10']],
    ['needs no more than the span', [0, 5, 10 + 1 / 60_000], []],
  ])('%s', async (_, at, wanted) => {
    expect(
      await alerts(
        many,
        at.map((minute) => event('a', minute)),
      ),
    ).toEqual(wanted);
  });
});

describe('a group', () => {
  test('is made of one event once, whichever of its rules it meets', async () => {
    const both = {
      ...base[1],
      name: 'both',
      detection: { one: { eventType: ['a', 'b'] }, condition: 'one' },
    };
    const counting = correlation({ ...many, rules: ['a', 'both'] });
    const events = [...silence, event('a', 0), event('a', 1), event('b', 3)];
    const { findings } = await told([counting, both], events);
    const own = findings.filter(({ rule }) => rule.name === 'c');
    expect(own.map(({ evidence }) => evidence.eventCount)).toEqual([3]);
  });

  test('lacks events without its key, which is told', async () => {
    const nobody = [null, 'unknown', '-'].map((id, minute) =>
      event('a', minute, { actor: { id } }),
    );
    const { findings, rule } = await told([correlation(many)], [...silence, ...nobody]);
    expect(findings).toEqual([]);
    expect(rule).toMatchObject({
      status: 'evaluated',
      because: ['3 events lack a value of actor.id, and so belong to no group'],
    });
  });

  test('is one for each value of an array', async () => {
    const target = (...ids: readonly string[]): JsonObject => ({
      target: ids.map((id) => ({ id })),
    });
    const section = { ...many, 'group-by': ['target.id'] };
    const events = [
      event('a', 0, target('x', 'y')),
      event('a', 1, target('x', 'y')),
      event('a', 2, target('y')),
      event('a', 3, target('x')),
    ];
    expect(await alerts(section, events)).toEqual(['a-2', 'a-3']);
  });

  test('may have a name of its own for the fields of each rule', async () => {
    const section = {
      type: 'temporal',
      rules: ['a', 'b'],
      'group-by': ['user'],
      aliases: { user: { a: 'actor.id', b: 'target.id' } },
    };
    const events = [
      event('a', 0),
      event('b', 1, { actor: { id: 'u2' }, target: [{ id: 'u1' }] }),
      event('b', 2, { target: [{ id: 'u2' }] }),
    ];
    expect(await alerts(section, events)).toEqual(['b-1']);
    const { findings } = await told([correlation(section)], [...silence, ...events]);
    expect(findings[0]?.title).toBe('u1: Correlated');
  });
});

describe('a chain', () => {
  const inner = correlation({ ...many, generate: false }, { name: 'inner', title: 'Inner' });
  const outer = correlation(
    { type: 'temporal_ordered', rules: ['inner', 'b'] },
    { name: 'outer', title: 'Outer' },
  );
  const events = [...silence, ...[0, 1, 2, 3].map((minute) => event('a', minute)), event('b', 12)];

  test('counts from the alert of its part, and shows all events behind it', async () => {
    const { findings } = await told([outer, inner], events);
    expect(findings.map(({ rule }) => rule.name)).toEqual(['outer']);
    expect(findings[0]?.evidence.events.map(({ uuid, role }) => [uuid, role])).toEqual([
      ['a-0', 'context'],
      ['a-1', 'context'],
      ['a-2', 'context'],
      ['b-12', 'match'],
    ]);
    const late = [...events.slice(0, -1), event('b', 12 + 1 / 60_000)];
    expect((await told([outer, inner], late)).findings).toEqual([]);
  });

  test('reports its parts too, if it says so', async () => {
    const loud = {
      ...outer,
      correlation: { ...(outer['correlation'] as JsonObject), generate: true },
    };
    const { findings } = await told([loud, inner], events);
    const names = findings.map(({ rule }) => rule.name);
    expect(names.sort()).toEqual(['b', 'inner', 'outer']);
  });

  test('hands on the name that its part groups by', async () => {
    const user = { 'group-by': ['user'], aliases: { user: { a: 'target.id' } } };
    const low = correlation({ ...many, ...user }, { name: 'inner' });
    const high = correlation(
      {
        type: 'temporal',
        rules: ['inner', 'b'],
        'group-by': ['user'],
        aliases: { user: { b: 'actor.id' } },
      },
      { name: 'outer' },
    );
    const hit = [0, 1, 2].map((minute) =>
      event('a', minute, { target: [{ id: 'u1' }, { id: `only-${minute}` }] }),
    );
    const { findings } = await told([high, low], [...silence, ...hit, event('b', 3)]);
    expect(findings.map(({ title }) => title)).toEqual(['u1: Correlated']);
  });

  test('may feed a window', async () => {
    const rule = {
      title: 'Success',
      name: 'success',
      logsource: okta,
      context: {
        w: {
          rules: ['inner'],
          'group-by': ['actor.id'],
          before: '1h',
          fields: { n: { count: true } },
        },
      },
      detection: { one: { eventType: 'b' }, some: { 'w.n|gte': 1 }, condition: 'one and some' },
    };
    const { findings } = await told([rule, inner], events);
    expect(findings.map((finding) => finding.rule.name).sort()).toEqual(['b', 'inner', 'success']);
  });
});

describe('the edges of the log', () => {
  const near = [event('a', 0), event('a', 1), event('a', 20)];

  test.each<[string, JsonObject, readonly string[], number, readonly string[]]>([
    [
      'a floor that is reached holds',
      { ...many, condition: { gte: 2 } },
      ['a-1'],
      1,
      ['needs 10 min of earlier log'],
    ],
    ['a floor that is not may have been', many, [], 2, ['needs 10 min of earlier log']],
    [
      'a bucket is decided when it is over, and begins when the log has run for its length',
      { ...many, condition: { lte: 2 } },
      [],
      2,
      ['needs 10 min of earlier log', 'needs 10 min of later log'],
    ],
    [
      'absence is decided when the span is over',
      { type: 'temporal', condition: 'a and not b' },
      [],
      3,
      ['needs 10 min of earlier log', 'needs 10 min of later log'],
    ],
    [
      'absence after needs no beginning',
      { type: 'temporal_ordered', condition: 'a and not b' },
      ['a-0'],
      1,
      ['needs 10 min of later log'],
    ],
  ])('%s', async (_, section, wanted, undecided, because) => {
    const { findings, rule } = await told([correlation(section)], near);
    const uuids = findings.map(
      ({ evidence }) => evidence.events.find(({ role }) => role === 'match')?.uuid,
    );
    expect([uuids.sort(), rule.undecided, rule.because]).toEqual([wanted, undecided, because]);
  });

  test('only events asked for alert', async () => {
    const text = [correlation(many), ...base].map((each) => JSON.stringify(each)).join('\n---\n');
    const log = [...silence, ...[0, 1, 2, 40, 41, 42].map((minute) => event('a', minute))];
    const { findings } = await hunted(log, parseRules(text), {
      since: Date.UTC(2024, 0, 1, 0, 30),
    });
    expect(findings.map(({ when }) => when.lastEvent)).toEqual(['2024-01-01T00:42:00.000Z']);
  });
});

describe('rules that must and must not have occurred', () => {
  const row = (condition: string, timespan = '10m') => ({
    type: 'temporal_ordered',
    condition,
    timespan,
  });
  test.each<[string, JsonObject, readonly JsonObject[], readonly string[]]>([
    [
      'absence around',
      { type: 'temporal', condition: 'a and not b' },
      [event('b', 0), event('a', 11), event('a', 40), event('b', 50)],
      ['a-11'],
    ],
    [
      'absence after, not before',
      row('a and not b'),
      [event('b', 0), event('a', 1), event('a', 40), event('b', 50)],
      ['a-1'],
    ],
    [
      'absence before, not after',
      row('not b and a'),
      [event('a', 0), event('b', 1), event('a', 11), event('a', 12)],
      ['a-0', 'a-12'],
    ],
    [
      'absence between',
      row('a and not b and a'),
      [event('a', 0), event('b', 1), event('a', 2), event('a', 3)],
      ['a-3'],
    ],
    [
      'a later begin does not help a chain that was broken',
      row('a and not b and a'),
      [event('a', 0), event('b', 1), event('a', 2)],
      [],
    ],
    [
      'the same episode, to the edge of the span',
      row('a and b'),
      [event('a', 0), event('b', 5), event('b', 10)],
      ['b-5'],
    ],
  ])('%s', async (_, section, events, wanted) => {
    expect(await alerts(section, events)).toEqual(wanted);
  });
});

test('a storm of alerts takes time in proportion to it', async () => {
  function* storm(): Generator<JsonObject> {
    for (let n = 0; n < 40_000; n++) yield event('a', n / 100, { uuid: `n${n}`, n });
  }
  const sections = [
    many,
    { ...many, condition: { lt: 3 } },
    { type: 'value_median', rules: ['a'], condition: { field: 'n', gt: 1e9 } },
  ];
  const rules = sections.map((section, index) => correlation(section, { name: `c${index}` }));
  const began = performance.now();
  const { findings } = await told(rules, [...storm()]);
  expect(findings).toHaveLength(1);
  expect(performance.now() - began).toBeLessThan(30_000);
}, 60_000);

describe('a floor for numbers, where events share an instant', () => {
  const numbers = (...each: readonly Json[]) =>
    each.map((id, at) => event('a', 0, { uuid: `a-${at}`, transaction: { id } }));
  const floor = (type: string, bound: JsonObject) =>
    ({ type, rules: ['a'], condition: { field: 'transaction.id', ...bound } }) as const;

  test.each([
    ['the lowest is high while what is low has not come', 'value_percentile', 1, 2, [2, [1, 5]]],
    [
      'one of many low numbers waits, however great its sum',
      'value_percentile',
      50,
      4,
      [5, [99, 1, 1]],
    ],
    ['great numbers lift what is below', 'value_percentile', 80, 4, [[1, 9, 9, 9, 9], 1, 1]],
    ['the middle is high at first', 'value_median', undefined, 3, [1, 4, 2]],
    ['an average is high at first', 'value_avg', undefined, 4, [[1, 5], 4, 1]],
    ['a sum is great before something is taken away', 'value_sum', undefined, 9, [-3, 4, 5]],
  ] as const)('%s', async (_, type, percentile, gte, given) => {
    const section = floor(type, { gte, ...(percentile && { percentile }) });
    expect(await alerts(section, numbers(...given))).toHaveLength(1);
    expect(await alerts(section, numbers(...[...given].reverse()))).toHaveLength(1);
  });
});
