import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { findingSchema } from '../../src/finding/finding-schema.ts';
import { languages } from '../../src/language/languages.ts';
import { at, by, hunted, someRules } from '../builders.ts';
import { hostileText } from '../report/generators.ts';

const { en, ja } = languages;

async function told(
  rule: JsonObject,
  events: readonly JsonObject[],
  language = en as (typeof languages)[keyof typeof languages],
  others: readonly JsonObject[] = [],
): Promise<readonly string[]> {
  const lists = new Map([['names', ['ann', 'bob']]]);
  const quiet = [
    at(-20, { eventType: 'c' }),
    at(0, { eventType: 'c' }),
    at(20, { eventType: 'c' }),
  ];
  const rules = someRules([...others, rule], lists);
  const { findings } = await hunted([...quiet, ...events], rules, { language });
  expect(findings).toHaveLength(1);
  return findingSchema.parse(findings[0]).reasons.map(({ text }) => text);
}

const client = (ipAddress: string, os: string, rawUserAgent = os): JsonObject => ({
  ipAddress,
  userAgent: { os, rawUserAgent, browser: 'CHROME' },
});
/** Two machines in one session, 22 minutes apart. */
const moved = [
  by('ann', 5, { eventType: 'a', client: client('192.0.2.1', 'Mac OS X') }),
  by('ann', 5 + 22 / 60, { eventType: 'b', client: client('192.0.2.2', 'Windows 10') }),
];
const window = {
  w: {
    'group-by': ['actor.id'],
    before: '7d',
    fields: {
      systems: { distinct: 'client.userAgent.os' },
      ips: { distinct: 'client.ipAddress' },
      n: { count: true },
    },
  },
};
const two = {
  context: window,
  detection: {
    b: { eventType: 'b' },
    two: { 'w.systems|gte': 2, 'w.ips|gte': 2 },
    condition: 'b and two',
  },
};

describe('a reason of the author', () => {
  test('has the numbers, values and times that it names, and stands for all that it tells of', async () => {
    const reasons = {
      two: 'one session, {w.systems} operating systems: {w.systems|values}, {w.systems|apart} apart',
    };
    expect(await told({ ...two, reasons }, moved)).toEqual([
      'one session, two operating systems: Mac OS X and Windows 10, 22 minutes apart',
    ]);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    [
      'chooses words by a number',
      { two: '{w.n:event|events}, {w.ips:one|several}' },
      ['events, several'],
    ],
    [
      'may be about one fact',
      { 'w.ips': 'at {w.ips|values}' },
      [
        'at 192.0.2.1 and 192.0.2.2',
        'two operating systems by this account within seven days: Mac OS X and Windows 10',
      ],
    ],
    ['may say nothing', { two: null }, ['b']],
    [
      'comes in the order of the rule',
      { 'w.ips': 'first', 'w.systems': 'second' },
      ['first', 'second'],
    ],
    [
      'is the first whose places can all be filled',
      { two: ['from {client.geographicalContext.country}', 'from {client.ipAddress}'] },
      ['from 192.0.2.2'],
    ],
    [
      'gives way to plain words if none can be filled',
      { two: 'from {client.geographicalContext.country}' },
      [
        'two operating systems by this account within seven days: Mac OS X and Windows 10',
        'two addresses by this account within seven days: 192.0.2.1 and 192.0.2.2',
      ],
    ],
    ['says what was done', { two: 'it {act}' }, ['it b']],
  ])('%s', async (_, reasons, expected) => {
    expect(await told({ ...two, reasons }, moved)).toEqual(expected);
  });

  test('may be about what is not so', async () => {
    const rule = {
      detection: {
        a: { eventType: 'a' },
        known: { 'actor.id|expand': '%names%' },
        condition: 'a and not known',
      },
      reasons: { 'not known': 'nobody knows {actor.displayName}' },
    };
    expect(await told(rule, [by('eve', 5)])).toEqual(['nobody knows User eve']);
  });

  test('of a rule is told where another matches it, without the windows of either', async () => {
    const proxied = {
      name: 'proxied',
      generate: false,
      detection: { p: { 'securityContext.isProxy': 'true' }, condition: 'p' },
      reasons: {
        condition: ['{w.n} events through a proxy', 'through a proxy of {securityContext.asOrg}'],
      },
    };
    const rule = {
      context: window,
      detection: {
        a: { eventType: 'a', 'w.n|gte': 1 },
        p: { matches: 'proxied' },
        condition: 'a and p',
      },
      reasons: { a: null },
    };
    const event = by('ann', 5, { securityContext: { isProxy: true, asOrg: 'x' } });
    expect(await told(rule, [event], en, [proxied])).toEqual(['through a proxy of x']);
  });

  test('of a correlation tells of its number and groups', async () => {
    const correlation = {
      name: 'many',
      correlation: {
        type: 'event_count',
        rules: ['one'],
        'group-by': ['actor.id'],
        timespan: '1h',
        condition: { gte: 2 },
      },
      reasons: { condition: '{correlation.event_count} by {actor.id} within the hour' },
    };
    const one = { name: 'one', detection: { a: { eventType: 'a' }, condition: 'a' } };
    const events = [by('ann', 5), by('ann', 5.1)];
    expect(await told(correlation, events, en, [one])).toEqual(['two by ann within the hour']);
    const { reasons: _, ...plain } = correlation;
    expect(await told(plain, events, en, [one])).toEqual([
      'two events of "one" by this account within one hour',
    ]);
    expect(await told(plain, events, ja, [one])).toEqual([
      '1 時間以内にこのアカウントで、「one」のイベントが 2 件',
    ]);
  });
});

describe('plain words', () => {
  const facts = async (
    detection: JsonObject,
    over: JsonObject,
    language = en as typeof en | typeof ja,
  ) => told({ detection: { ...detection, condition: 's' } }, [by('ann', 5, over)], language);

  test.each<[JsonObject, JsonObject, string, string]>([
    [
      { 'client.userAgent.os': 'Windows 10' },
      { client: { userAgent: { os: 'Windows 10' } } },
      'operating system is Windows 10',
      'OSは Windows 10',
    ],
    [
      { 'actor.alternateId|contains': 'ann' },
      {},
      'login is ann@example.com',
      'ログイン名は ann@example.com',
    ],
    [
      { 'securityContext.isProxy': 'true' },
      { securityContext: { isProxy: true } },
      'through a proxy',
      'プロキシを経由',
    ],
    [
      { 'debugContext.debugData.behaviors|contains': 'POSITIVE' },
      {
        debugContext: {
          debugData: { behaviors: '{New Device=POSITIVE, New City=NEGATIVE, New IP=POSITIVE}' },
        },
      },
      'new to Okta: device and address',
      'Okta にとって初めての要素: デバイス と IP アドレス',
    ],
    [
      { 'debugContext.debugData.dtHash|startswith': 'a' },
      { debugContext: { debugData: { dtHash: 'a1b2' } } },
      'device token is one that the rule looks for',
      'デバイストークンがルールの対象に該当',
    ],
    [
      { 'target.detailEntry.signOnModeType': 'X' },
      { target: [{ detailEntry: { signOnModeType: 'X' } }] },
      'sign on mode type is X',
      'sign on mode typeは X',
    ],
    [
      { 'actor.displayName|expand': '%names%' },
      { actor: { displayName: 'bob' } },
      'name bob is on the list names',
      '名前 bob がリスト names に該当',
    ],
  ])('say what a field is: %j', async (test, over, english, japanese) => {
    const s = { eventType: 'a', ...test };
    expect(await facts({ s }, over)).toEqual([english]);
    expect(await facts({ s }, over, ja)).toEqual([japanese]);
  });

  test('are those of the finding, however many others there are of its rule, and in its language', async () => {
    const rule = {
      detection: { s: { 'actor.displayName|contains': 'n' }, condition: 's' },
      fingerprint: ['uuid'],
    };
    const names = ['ann', ...Array.from({ length: 1_100 }, (_, n) => `n${n}`), 'ann'];
    const events = names.map((displayName, n) =>
      at(n / 100, { uuid: `e${n}`, actor: { displayName } }),
    );
    const rules = someRules([rule]);
    for (const [language, is] of [
      [en, 'name is'],
      [ja, '名前は'],
    ] as const) {
      const { findings } = await hunted(events, rules, { language });
      const wanted = names.map((name) => `${is} ${name}`);
      expect(findings.map(({ reasons }) => reasons.map(({ text }) => text))).toEqual(
        wanted.map((text) => [text]),
      );
    }
  });

  test('leave out what is true of most events, unless there is nothing else', async () => {
    const created = {
      eventType: 'user.lifecycle.create',
      target: [{ type: 'User', alternateId: 'eve@example.com' }],
    };
    const s = { eventType: 'user.lifecycle.create', 'outcome.result': 'SUCCESS' };
    expect(await facts({ s }, created)).toEqual([
      'created the user eve@example.com',
      'it succeeded',
    ]);
    const proxied = { ...created, securityContext: { isProxy: true } };
    expect(await facts({ s: { ...s, 'securityContext.isProxy': 'true' } }, proxied)).toEqual([
      'through a proxy',
    ]);
  });

  test('never show the placeholders that Okta writes for nothing', async () => {
    const reasons = { s: ['{target.displayName}', 'no name'] };
    const rule = { detection: { s: { eventType: 'a' }, condition: 's' }, reasons };
    for (const displayName of ['unknown', 'UNKNOWN', 'Unknown', '-', 'null', '']) {
      expect(await told(rule, [by('ann', 5, { target: [{ displayName }] })])).toEqual(['no name']);
    }
  });

  test.each<[string, JsonObject, JsonObject, string]>([
    ['count', { count: true }, { 'w.f': 2 }, 'two events of "w" by this account within seven days'],
    [
      'none',
      { count: true },
      { 'w.f|lte': 2 },
      'two events of "w" by this account within seven days',
    ],
    [
      'most',
      { most: 'actor.id' },
      { 'w.f|gte': 2 },
      'two events with one account by this account within seven days',
    ],
    [
      'switches',
      { switches: 'client.userAgent.os' },
      { 'w.f': 1 },
      'operating system changed one time by this account within seven days: Mac OS X and Windows 10',
    ],
    [
      'span',
      { span: true },
      { 'w.f|gte': 1 },
      '22 minutes from the first to the last event of "w" by this account within seven days',
    ],
    [
      'seconds',
      { seconds: true },
      { 'w.f|gte': 1 },
      '22 minutes after the last event of "w" by this account within seven days',
    ],
    [
      'new',
      { new: 'client.ipAddress' },
      { 'w.f': true },
      'address 192.0.2.2 was not seen by this account within seven days',
    ],
    [
      'familiar',
      { familiar: 'client.ipAddress' },
      { 'w.f': 0 },
      'address 192.0.2.2 was in 0% of the events by this account within seven days',
    ],
    [
      'last',
      { last: 'client.ipAddress' },
      { 'w.f': '192.0.2.1' },
      'before that it was address 192.0.2.1 by this account within seven days',
    ],
    [
      'similar',
      { similar: 'client.ipAddress' },
      { 'w.f|gte': 0.5 },
      '192.0.2.2 resembles 192.0.2.1 by this account within seven days',
    ],
    [
      'portion',
      { portion: { of: 'client.ipAddress', count: { lte: 1 } } },
      { 'w.f': 1 },
      '100% of the addresses occur at most one time by this account within seven days: 192.0.2.1 and 192.0.2.2',
    ],
  ])('say what a window found: %s', async (_, fact, asked, expected) => {
    const context = {
      w: {
        events: { 'actor.id': 'ann' },
        'group-by': ['actor.id'],
        before: '7d',
        learn: '1s',
        fields: { f: fact },
      },
    };
    const detection = { b: { eventType: 'b' }, found: asked, condition: 'b and found' };
    expect(await told({ context, detection }, moved)).toEqual([expected]);
  });
});

test(
  'every reason is one sentence of whatever the log holds, the same in any order',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const events = [
          by('ann', 5, { client: client('192.0.2.1', `a${text}`) }),
          by('ann', 5.5, { eventType: 'b', client: client('192.0.2.2', `b${text}`) }),
        ];
        const reasons = { two: 'systems {w.systems|values}' };
        const [one] = await told({ ...two, reasons }, events);
        expect(await told({ ...two, reasons }, events.toReversed())).toEqual([one]);
        expect(one).toMatch(/^(systems |two )/);
      }),
      { numRuns: 30 },
    ),
);
