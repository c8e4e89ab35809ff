import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { at, by, hunted, someRules } from '../builders.ts';
import { oracleRuns } from '../effort.ts';

const silent = (name: string, selection: JsonObject, over: JsonObject = {}): JsonObject => ({
  name,
  generate: false,
  detection: { sel: selection, condition: 'sel' },
  ...over,
});
const found = { name: 'found', fingerprint: ['uuid'] };
const plain = { ...found, detection: { sel: { eventType: 'a' }, condition: 'sel' } };
const filter = (name: string, rules: unknown, selection: JsonObject, over: JsonObject = {}) =>
  ({
    name,
    filter: { rules, sel: selection, condition: 'not sel' },
    ...over,
  }) as unknown as JsonObject;

/** A window over the b of the last hour, by any of two keys. */
const own = {
  events: { eventType: 'b' },
  'group-by-any': [['actor.id'], ['client.ipAddress']],
  before: '1h',
  learn: '1s',
  fields: { n: { count: true } },
};
const byBot = silent('by-bot', { 'actor.id': 'bot' });
const repeated = (over: JsonObject = {}): JsonObject => ({
  name: 'repeated',
  generate: false,
  context: { w: own },
  detection: { sel: { eventType: 'a' }, often: { 'w.n|gte': 1 }, condition: 'sel and often' },
  ...over,
});

const one = (type: string, id: string, hours: number, ip = '10.0.0.1') =>
  by(id, hours, {
    eventType: type,
    uuid: `${type}-${id}-${hours}`,
    client: { ipAddress: ip },
  });
const start = at(0, { eventType: 'x', uuid: 'x' });
const log = [
  start,
  one('b', 'ann', 4),
  one('a', 'ann', 4.1),
  one('a', 'bob', 4.2),
  one('a', 'cid', 4.3, '10.0.0.3'),
  one('a', 'bot', 4.4, '10.0.0.4'),
];

async function told(rules: RuleSet, events: readonly JsonObject[] = log, now?: number) {
  const options = { listSuppressed: 99, ...(now !== undefined && { now }) };
  const { findings, summary } = await hunted(events, rules, options);
  return {
    found: findings.map(({ evidence }) => evidence.decisive).sort(),
    taken: summary.suppressed?.listed.map(({ rule, event }) => `${rule} ${event.uuid}`) ?? [],
    filters: summary.filters ?? [],
  };
}

describe('a filter', () => {
  test('may name rules that the event matches', async () => {
    const rules = someRules([byBot, plain, filter('f', ['found'], { matches: 'by-bot' })]);
    const { found, taken, filters } = await told(rules);
    expect(found).toEqual(['a-ann-4.1', 'a-bob-4.2', 'a-cid-4.3']);
    expect(taken).toEqual(['found a-bot-4.4']);
    expect(filters).toMatchObject([{ name: 'f', suppressed: [{ rule: 'found', events: 1 }] }]);
  });

  test('may name rules with windows', async () => {
    const rules = someRules([plain, repeated(), filter('f', 'any', { matches: 'repeated' })]);
    const { found, taken } = await told(rules);
    expect(found).toEqual(['a-bot-4.4', 'a-cid-4.3']);
    expect(taken).toEqual(['found a-ann-4.1', 'found a-bob-4.2']);
  });

  test.each([['any'], [['found']]])(
    'may have windows that say their own events, and excludes if it does by every key: %j',
    async (rules) => {
      const set = someRules([plain, filter('f', rules, { 'w.n|gte': 1 }, { context: { w: own } })]);
      const { found, taken } = await told(set);
      expect(found).toEqual(['a-bob-4.2', 'a-bot-4.4', 'a-cid-4.3']);
      expect(taken).toEqual(['found a-ann-4.1']);
      expect(set.filters[0]?.inner.map(({ name }) => name)).toEqual(['f/w']);
    },
  );

  test('may have windows whose events match a rule', async () => {
    const of = { ...own, events: { matches: 'is-b' } };
    const f = filter('f', 'any', { 'w.n|gte': 1 }, { context: { w: of } });
    const set = [silent('is-b', { eventType: 'b' }), plain, { ...plain, name: 'second' }, f];
    for (const rules of [someRules(set), someRules(set.toReversed())]) {
      const { taken } = await told(rules);
      expect(taken).toEqual(['found a-ann-4.1', 'second a-ann-4.1']);
    }
  });

  test('counts by rule what it takes from rules that match another', async () => {
    const bot = filter('bot', ['base'], { 'actor.id': 'bot' });
    const base = silent('base', { eventType: 'a' });
    const asks = { ...found, detection: { sel: { matches: 'base' }, condition: 'sel' } };
    const { found: left, taken, filters } = await told(someRules([base, bot, asks]));
    expect(left).toEqual(['a-ann-4.1', 'a-bob-4.2', 'a-cid-4.3']);
    expect(taken).toEqual(['found a-bot-4.4']);
    expect(filters).toMatchObject([{ status: 'used', suppressed: [{ rule: 'found', events: 1 }] }]);
  });

  test('counts what it takes from a rule with windows where that is matched', async () => {
    const bot = filter('ann', ['repeated'], { 'actor.id': 'ann' });
    const asks = { ...found, detection: { sel: { matches: 'repeated' }, condition: 'sel' } };
    const { found: left, taken } = await told(someRules([repeated(), bot, asks]));
    expect(left).toEqual(['a-bob-4.2']);
    expect(taken).toEqual(['repeated a-ann-4.1']);
  });

  test('counts for each of those that only together take an event', async () => {
    const rules = someRules([
      silent('one', { eventType: 'a' }),
      silent('two', { 'outcome.result|exists': true }),
      filter('f', ['one'], { 'actor.id': 'bot' }),
      filter('g', ['two'], { 'actor.id': 'bot' }),
      {
        ...found,
        detection: {
          sel: { matches: ['one', 'two'] },
          a: { eventType: 'a' },
          condition: 'sel and a',
        },
      },
    ]);
    const { taken, filters } = await told(rules);
    expect(taken).toEqual(['found a-bot-4.4']);
    expect(filters.map(({ name, suppressed }) => [name, suppressed[0]?.events])).toEqual([
      ['f', 1],
      ['g', 1],
    ]);
  });

  test('of a rule that must not be matched takes nothing away, but adds', async () => {
    const bot = filter('bot', ['base'], { 'actor.id': 'bot' });
    const base = silent('base', { eventType: 'a' });
    const detection = {
      sel: { matches: 'base' },
      a: { eventType: 'a' },
      condition: 'a and not sel',
    };
    const { found: left, taken } = await told(someRules([base, bot, { ...found, detection }]));
    expect(left).toEqual(['a-bot-4.4']);
    expect(taken).toEqual([]);
  });

  test.each<[string, readonly JsonObject[]]>([
    [
      'by what the event matches',
      [byBot, plain, filter('f', ['found'], { matches: 'by-bot' }, { expires: '2024-01-01' })],
    ],
    [
      'of a matched rule',
      [
        silent('base', { eventType: 'a' }),
        filter('f', ['base'], { 'actor.id': 'bot' }, { expires: '2024-01-01' }),
        { ...found, detection: { sel: { matches: 'base' }, condition: 'sel' } },
      ],
    ],
    [
      'with windows, of a matched rule',
      [
        silent('base', { eventType: 'a' }),
        filter('f', ['base'], { 'w.n|gte': 1 }, { context: { w: own }, expires: '2024-01-01' }),
        { ...found, detection: { sel: { matches: 'base' }, condition: 'sel' } },
      ],
    ],
    [
      'by a rule with windows',
      [repeated(), plain, filter('f', 'any', { matches: 'repeated' }, { expires: '2024-01-01' })],
    ],
  ])('does nothing once it has expired: %s', async (_, documents) => {
    const rules = someRules(documents);
    expect((await told(rules)).taken).not.toEqual([]);
    const late = await told(rules, log, Date.UTC(2025, 0, 1));
    expect(late.found).toHaveLength(4);
    expect(late.taken).toEqual([]);
  });
});

describe('a condition in a filter is that of the rule,', () => {
  const happening = fc.record({
    type: fc.constantFrom('a', 'b'),
    actor: fc.constantFrom('ann', 'bob', 'bot'),
    ip: fc.constantFrom('10.0.0.1', '10.0.0.2'),
    tenth: fc.integer({ min: 0, max: 60 }),
  });
  const logs = fc.array(happening, { maxLength: 25 }).map((events) => [
    start,
    ...events.map(({ type, actor, ip, tenth }, index) => ({
      ...one(type, actor, tenth / 10, ip),
      uuid: `e${index}`,
    })),
  ]);
  const counted = { ...own, learn: '2h' };
  const parts: readonly (readonly [JsonObject, JsonObject])[] = [
    [{ 'w.n|gte': 2 }, { w: counted }],
    [{ matches: 'repeated' }, {}],
    [{ matches: 'by-bot' }, {}],
    [{ 'w.n|gte': 1 }, { w: { ...counted, events: { matches: ['by-bot', 'repeated'] } } }],
  ];

  test.each(parts)('where it is %j', async (selection, context) => {
    const others = [byBot, repeated()];
    const f = filter('f', ['found'], selection, { context });
    const rules = someRules([...others, plain, f]);
    const written = someRules([
      ...others,
      {
        ...found,
        context,
        detection: { sel: { eventType: 'a' }, f: selection, condition: 'sel and not f' },
      },
    ]);
    await fc.assert(
      fc.asyncProperty(logs, async (events) => {
        const [narrowed, wanted, bare] = [
          await hunted(events, rules, { listSuppressed: 99 }),
          await hunted(events, written),
          await hunted(events, someRules([plain])),
        ];
        const uuids = ({ findings }: typeof bare) =>
          findings.map(({ evidence }) => evidence.decisive).sort();
        expect(uuids(narrowed)).toEqual(uuids(wanted));
        expect(narrowed.rule.undecided).toBe(wanted.rule.undecided);
        const taken = narrowed.summary.suppressed?.total ?? 0;
        expect(taken + narrowed.findings.length + narrowed.rule.undecided).toBe(
          bare.findings.length,
        );
      }),
      { numRuns: oracleRuns(200) },
    );
  });
});

describe('a circle through filters is refused:', () => {
  const load =
    (...documents: readonly JsonObject[]) =>
    () =>
      someRules(documents);
  test.each<[string, readonly JsonObject[], RegExp]>([
    [
      'a filter that names in matches what it narrows',
      [plain, filter('f', ['found'], { matches: 'found' })],
      /^rules:\d+:\d+: a filter cannot look at "found", which it narrows/,
    ],
    [
      'one of which a window does',
      [
        plain,
        filter(
          'f',
          ['found'],
          { 'w.n': 1 },
          { context: { w: { ...own, events: { matches: 'found' } } } },
        ),
      ],
      /^rules:\d+:\d+: a filter cannot look at "found", which it narrows/,
    ],
    [
      'one through another rule',
      [plain, silent('other', { matches: 'found' }), filter('f', ['found'], { matches: 'other' })],
      /rules:\d+:\d+: rules refer to each other in a circle: found -> other -> found/,
    ],
    [
      'two filters of each other',
      [
        plain,
        { ...plain, name: 'second' },
        filter('f', ['found'], { matches: 'second' }),
        filter('g', ['second'], { matches: 'found' }),
      ],
      /rules:\d+:\d+: rules refer to each other in a circle: found -> second -> found/,
    ],
    [
      'a rule that there is not',
      [plain, filter('f', ['found'], { matches: 'fond' })],
      /rules:\d+:\d+: there is no rule "fond"; did you mean "found"\?$/,
    ],
  ])('%s', (_, documents, wanted) => {
    expect(load(...documents)).toThrow(wanted);
  });

  test('filters for any rule leave alone what filters look at, so there is none', () => {
    const rules = someRules([
      silent('one', { 'actor.id': 'bot' }),
      silent('two', { 'actor.id': 'bob' }),
      plain,
      filter('f', 'any', { matches: 'one' }),
      filter('g', 'any', { matches: 'two' }),
      filter(
        'h',
        'any',
        { 'w.n|gte': 1 },
        { context: { w: { ...own, events: { matches: 'one' } } } },
      ),
    ]);
    expect(rules.rules.map(({ name, filters }) => [name, filters])).toEqual([
      ['one', []],
      ['two', []],
      ['found', ['f', 'g', 'h']],
    ]);
  });
});
