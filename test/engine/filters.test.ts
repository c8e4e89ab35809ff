import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { leastBudget } from '../../src/store/buffer-pool.ts';
import { at, by, clock, hunted, someRules } from '../builders.ts';
import { oracleRuns } from '../effort.ts';

const okta = { product: 'okta', service: 'okta' };
const base = (name: string, eventType: string): JsonObject => ({
  name,
  generate: false,
  detection: { sel: { eventType }, condition: 'sel' },
});
const burst = {
  name: 'burst',
  fingerprint: ['uuid'],
  context: {
    hour: {
      rules: ['base-a'],
      'group-by': ['actor.id'],
      before: '1h',
      fields: { n: { count: true } },
    },
  },
  detection: { sel: { eventType: 'a' }, many: { 'hour.n|gte': 2 }, condition: 'sel and many' },
};
const habit = (over: JsonObject = {}, filter: JsonObject = {}): JsonObject => ({
  name: 'habit',
  title: 'Those who do it all the time',
  reason: 'A nightly job.',
  owner: 'ann@example.com',
  context: {
    hour: {
      rules: ['base-b'],
      'group-by': ['actor.id'],
      before: '2h',
      learn: '2h',
      fields: { n: { count: true } },
    },
  },
  filter: { rules: ['burst'], often: { 'hour.n|gte': 2 }, condition: 'not often', ...filter },
  ...over,
});
const bot = {
  name: 'bot',
  filter: { rules: ['burst'], sel: { 'actor.id': 'bot' }, condition: 'not sel' },
};
const set = (...filters: readonly JsonObject[]) =>
  someRules([base('base-a', 'a'), base('base-b', 'b'), burst, ...filters]);

const one = (type: string, id: string, hours: number) =>
  by(id, hours, { eventType: type, uuid: `${type}-${id}-${hours}` });
const padding = [0, 2, 4].map((hours) => at(hours, { eventType: 'x', uuid: `x-${hours}` }));
const log = [
  ...padding,
  one('b', 'ann', 4.1),
  one('b', 'ann', 4.2),
  ...['ann', 'bob', 'bot'].flatMap((id) => [one('a', id, 5), one('a', id, 5.1)]),
];

const uuidsOf = async (...given: Parameters<typeof hunted>) =>
  (await hunted(...given)).findings.map(({ evidence }) => evidence.decisive).sort();

describe('a filter with windows', () => {
  test('excludes by what they see, and is told with what it took away', async () => {
    const { findings, summary } = await hunted(log, set(habit(), bot), { listSuppressed: 10 });
    expect(findings.map(({ evidence }) => evidence.decisive)).toEqual(['a-bob-5.1']);
    expect(summary.filters).toEqual([
      {
        name: 'habit',
        title: 'Those who do it all the time',
        reason: 'A nightly job.',
        owner: 'ann@example.com',
        status: 'used',
        suppressed: [{ rule: 'burst', events: 1 }],
      },
      { name: 'bot', title: 'bot', status: 'used', suppressed: [{ rule: 'burst', events: 1 }] },
    ]);
    expect(summary.suppressed).toEqual({
      total: 2,
      listed: [
        {
          rule: 'burst',
          filters: ['habit'],
          event: {
            uuid: 'a-ann-5.1',
            published: clock(5.1),
            eventType: 'a',
            actor: 'ann@example.com',
          },
        },
        expect.objectContaining({ filters: ['bot'] }),
      ],
    });
  });

  test('does not see the windows of the rule, though they have the same name', async () => {
    expect(await uuidsOf(log, set())).toEqual(['a-ann-5.1', 'a-bob-5.1', 'a-bot-5.1']);
    expect(await uuidsOf(log, set(habit()))).toEqual(['a-bob-5.1', 'a-bot-5.1']);
  });

  test('leaves events undecided that missing ones could exclude, and does not count those', async () => {
    const short = log.filter(({ published }) => String(published) > clock(4));
    const { findings, summary } = await hunted(short, set(habit()));
    expect(findings).toEqual([]);
    expect(summary.rules).toMatchObject([
      {
        name: 'burst',
        undecided: 4,
        because: ['needs 1 h of earlier log', 'needs 2 h of earlier log'],
      },
    ]);
    expect(summary.filters).toMatchObject([{ suppressed: [{ rule: 'burst', events: 1 }] }]);
  });

  test('is no reason of a finding, and what its windows see no evidence', async () => {
    const few = [...padding, one('b', 'bob', 4.5), one('a', 'bob', 5), one('a', 'bob', 5.1)];
    const [bare, filtered] = await Promise.all(
      [set(), set(habit())].map(async (rules) => (await hunted(few, rules)).findings),
    );
    expect(filtered).toHaveLength(1);
    expect(filtered).toEqual(bare);
  });

  test('for any rule leaves out those that its windows look at', async () => {
    const rules = set(habit({}, { rules: 'any' }));
    expect(rules.rules.map(({ name, filters }) => [name, filters])).toEqual([
      ['base-b', []],
      ['base-a', ['habit']],
      ['burst', ['habit']],
    ]);
  });

  test('explains itself', async () => {
    const explain = { rule: 'burst', event: 'a-ann-5.1' };
    const { explanation } = await hunted(log, set(habit()), { explain });
    expect(explanation).toMatchObject({ verdict: 'no', candidate: true });
    expect(explanation?.because).toContain(
      'the filter "Those who do it all the time" does not hold',
    );
    expect(explanation?.windows.map(({ name }) => name)).toEqual(['hour', 'habit:hour']);
    const alone = await hunted(log, set(bot), { explain: { rule: 'burst', event: 'a-bot-5.1' } });
    expect(alone.explanation).toMatchObject({ verdict: 'no', candidate: false });
  });

  test('can look around alerts', async () => {
    const alert = { product: 'oktahunt', service: 'alert' };
    const rules = someRules([
      {
        name: 'loud',
        level: 'low',
        fingerprint: ['uuid'],
        detection: burst.detection && {
          sel: { eventType: 'a' },
          condition: 'sel',
        },
      },
      {
        name: 'on-alert',
        logsource: alert,
        fingerprint: ['uuid'],
        detection: { any: { level: 'low' }, condition: 'any' },
      },
      {
        name: 'storm',
        logsource: alert,
        context: {
          hour: { 'group-by': ['entity.id'], before: '1h', fields: { risk: { sum: 'score' } } },
        },
        filter: { rules: ['on-alert'], risky: { 'hour.risk|gte': 20 }, condition: 'not risky' },
      },
    ]);
    const { findings, summary } = await hunted(log, rules, { listSuppressed: 1 });
    expect(findings.filter(({ rule }) => rule.name === 'on-alert')).toHaveLength(3);
    expect(summary.suppressed).toMatchObject({
      total: 3,
      listed: [{ event: { uuid: expect.stringMatching(/5.1$/) } }],
    });
    expect(summary.filters).toMatchObject([{ suppressed: [{ rule: 'on-alert', events: 3 }] }]);
  });
});

describe('a filter that has expired', () => {
  const end = Date.parse('2024-03-02T00:00:00Z');
  const until = (expires: string) => ({ ...bot, expires });

  test.each([
    ['on the last millisecond of its last day works', '2024-03-01', end - 1, 'used'],
    ['after its last day does nothing', '2024-03-01', end, 'expired'],
    ['before its moment works', '2024-03-01T12:00:00+02:00', end - 14 * 3_600_000 - 1, 'used'],
    ['at its moment does nothing', '2024-03-01T12:00:00+02:00', end - 14 * 3_600_000, 'expired'],
    ['without a moment of the run works', '2024-03-01', undefined, 'used'],
  ])('%s', async (_, expires, now, status) => {
    const { findings, summary } = await hunted(log, set(until(expires)), {
      ...(now !== undefined && { now }),
    });
    expect(summary.filters).toEqual([expect.objectContaining({ name: 'bot', expires, status })]);
    expect(findings).toHaveLength(status === 'used' ? 2 : 3);
    expect(summary.rules[0]?.filters).toEqual(status === 'used' ? ['bot'] : undefined);
  });

  test('asks nothing of the log', async () => {
    const rules = set(habit({ expires: '2024-03-01' }));
    const short = log.filter(({ published }) => String(published) > clock(4));
    const [without, expired] = await Promise.all([
      hunted(short, set()),
      hunted(short, rules, { now: end }),
    ]);
    expect(expired.summary.rules).toEqual(without.summary.rules);
    const [rule] = compileRules(rules, end).rules.filter(({ name }) => name === 'burst');
    const [bare] = compileRules(set()).rules.filter(({ name }) => name === 'burst');
    expect(rule?.conditions).toEqual(bare?.conditions);
    expect(structuredClone(compileRules(rules, end))).toEqual(compileRules(rules, end));
  });
});

test('a filter that takes nothing away is told as unused, and none if none is in play', async () => {
  const calm = { ...bot, filter: { ...bot.filter, sel: { 'actor.id': 'nobody' } } };
  const { summary } = await hunted(log, set(calm));
  expect(summary.filters).toEqual([
    { name: 'bot', title: 'bot', status: 'unused', suppressed: [] },
  ]);
  expect(summary).not.toHaveProperty('suppressed');
  expect((await hunted(log, set())).summary).not.toHaveProperty('filters');
});

test('an event that two filters exclude counts for both, and once as a whole', async () => {
  const twin = { ...bot, name: 'twin' };
  const { summary } = await hunted(log, set(bot, twin), { listSuppressed: 0 });
  expect(summary.filters?.map(({ suppressed }) => suppressed)).toEqual([
    [{ rule: 'burst', events: 1 }],
    [{ rule: 'burst', events: 1 }],
  ]);
  expect(summary.suppressed).toEqual({ total: 1, listed: [] });
});

test('filters take nothing away outside of the time that was asked for', async () => {
  const since = Date.parse(clock(6));
  const { summary } = await hunted(log, set(bot), { since });
  expect(summary.filters).toMatchObject([{ status: 'unused' }]);
});

const happening = fc.record({
  type: fc.constantFrom('a', 'b'),
  actor: fc.constantFrom('ann', 'bob', 'bot'),
  also: fc.option(fc.constantFrom('ann', 'bob'), { nil: undefined }),
  tenth: fc.integer({ min: 0, max: 60 }),
});
const logs = fc.array(happening, { maxLength: 25 }).map((events) =>
  events.map(({ type, actor, also, tenth }, index) =>
    at(tenth / 10, {
      eventType: type,
      uuid: `e${index}`,
      actor: { id: also === undefined ? actor : [actor, also] },
    }),
  ),
);

describe('what filters take away', () => {
  const filters = [habit(), bot, habit({ name: 'kept' }, { condition: 'often' })];
  const subsets = fc.subarray(filters, { minLength: 1 });

  test('is all that the rule would find without them, less what it finds or leaves open', async () => {
    await fc.assert(
      fc.asyncProperty(logs, subsets, async (events, chosen) => {
        const input = [...padding, ...events];
        const bare = await uuidsOf(input, set());
        const { findings, summary } = await hunted(input, set(...chosen), { listSuppressed: 99 });
        const found = findings.map(({ evidence }) => evidence.decisive);
        const taken = summary.suppressed?.listed.map(({ event }) => event.uuid) ?? [];
        const open = bare.filter((uuid) => !found.includes(uuid) && !taken.includes(uuid));
        expect(found.every((uuid) => bare.includes(uuid))).toBe(true);
        expect(taken.every((uuid) => bare.includes(uuid) && !found.includes(uuid))).toBe(true);
        expect(summary.suppressed?.total).toBe(taken.length);
        expect(open.length).toBeLessThanOrEqual(summary.rules[0]?.undecided ?? 0);
        for (const { name, suppressed } of summary.filters ?? []) {
          const listed = summary.suppressed?.listed.filter((one) => one.filters.includes(name));
          expect(suppressed.reduce((sum, { events }) => sum + events, 0)).toBe(listed?.length);
        }
      }),
      { numRuns: oracleRuns(500) },
    );
  });

  test('is what the same conditions, written into the rule, would not find', async () => {
    const written = (chosen: readonly JsonObject[]) => ({
      ...burst,
      context: {
        ...burst.context,
        ...Object.fromEntries(
          chosen.map((filter, at) => [
            `w${at}`,
            (filter['context'] as JsonObject)?.['hour'] ?? {
              before: '1h',
              fields: { n: { count: true } },
            },
          ]),
        ),
      },
      detection: {
        ...burst.detection,
        ...Object.fromEntries(
          chosen.map(({ name }, at) => [
            `f${at}`,
            name === 'bot' ? { 'actor.id': 'bot' } : { [`w${at}.n|gte`]: 2 },
          ]),
        ),
        condition: [
          'sel and many',
          ...chosen.map(({ name }, at) => `${name === 'kept' ? '' : 'not '}f${at}`),
        ].join(' and '),
      },
    });
    await fc.assert(
      fc.asyncProperty(logs, subsets, async (events, chosen) => {
        const rules = someRules([base('base-a', 'a'), base('base-b', 'b'), written(chosen)]);
        const wanted = await hunted(events, rules);
        const { findings, summary } = await hunted(events, set(...chosen));
        expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(
          wanted.findings.map(({ fingerprint }) => fingerprint),
        );
        expect(summary.rules[0]?.undecided).toBe(wanted.summary.rules[0]?.undecided);
      }),
      { numRuns: oracleRuns(500) },
    );
  });

  test('is the same in any order of the log, and with a small memory', async () => {
    const told = async (...given: Parameters<typeof hunted>) => {
      const { summary } = await hunted(...given);
      return [summary.filters, summary.suppressed];
    };
    await fc.assert(
      fc.asyncProperty(logs, async (events) => {
        const rules = set(habit(), bot);
        const wanted = await told(events, rules, { listSuppressed: 3 });
        expect(await told(events.toReversed(), rules, { listSuppressed: 3 })).toEqual(wanted);
        const state = { budget: leastBudget, seed: 1 };
        expect(await told(events, rules, { listSuppressed: 3, state })).toEqual(wanted);
      }),
      { numRuns: oracleRuns(200) },
    );
  });
});

describe('a filter is refused', () => {
  const load = (document: JsonObject) => () =>
    parseRules(
      [
        {
          title: 'A',
          name: 'a',
          logsource: okta,
          detection: { s: { eventType: 'a' }, condition: 's' },
        },
        { title: 'F', name: 'f', logsource: okta, ...document },
      ]
        .map((each) => JSON.stringify(each, null, 1))
        .join('\n---\n'),
      'f.yml',
    );
  const window = (over: JsonObject) => ({
    context: { w: { before: '1h', fields: { n: { count: true } }, ...over } },
    filter: { rules: ['a'], s: { 'w.n|gte': 1 }, condition: 'not s' },
  });
  const plain = { filter: { rules: ['a'], s: { x: 1 }, condition: 'not s' } };

  test.each<[string, JsonObject, string]>([
    [
      'with a date that is none',
      { ...plain, expires: '2024-02-30' },
      'f.yml:32:13: expires must be a date',
    ],
    [
      'with a time without a zone',
      { ...plain, expires: '2024-02-01T10:00:00' },
      'expires must be a date',
    ],
    [
      'with a date of another form',
      { ...plain, expires: '1.2.2024' },
      'expires must be a date, such as 2027-01-31',
    ],
    ['with a number for a date', { ...plain, expires: [2024] }, 'expires must be text'],
    ['with a reason that is none', { ...plain, reason: {} }, 'reason must be text'],
    [
      'with a key that is nearly one',
      { ...plain, expired: '2024-01-01' },
      'a filter has no "expired"; did you mean "expires"?',
    ],
    ['with a window that is none', { ...plain, context: [] }, 'context must be a map of windows'],
    [
      'with a fact that its windows have not',
      { ...plain, ...window({}), filter: { rules: ['a'], s: { 'w.m': 1 }, condition: 's' } },
      'm',
    ],
    [
      'whose window names no rule there is',
      window({ rules: ['aa'] }),
      'window "w": there is no rule "aa"; did you mean "a"?',
    ],
    [
      'whose window looks at what it narrows',
      window({ rules: ['a'] }),
      'window "w": a filter cannot look at "a", which it narrows',
    ],
    [
      'whose aliases leave out a rule',
      window({ 'group-by': ['who'], aliases: { who: { b: 'actor.id' } } }),
      'add {a: FIELD} to its aliases',
    ],
  ])('%s', (_, document, wanted) => {
    expect(load(document)).toThrow(wanted);
  });

  test('but a rule may have such keys of its own', () => {
    const rule = { title: 'A', logsource: okta, owner: 'ann', expires: 'never', reasoning: [1] };
    expect(() =>
      someRules([{ ...rule, detection: { s: { x: 1 }, condition: 's' } }]),
    ).not.toThrow();
  });
});
