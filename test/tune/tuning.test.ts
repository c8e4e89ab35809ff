import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tally } from '../../src/engine/tally.ts';
import type { JsonObject } from '../../src/event/json.ts';
import type { Summary } from '../../src/finding/summary.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { literalYaml } from '../../src/rule/yaml/yaml-text.ts';
import { planBacktest, type TallyPlan } from '../../src/tune/backtest.ts';
import { planTuning, type Tuning } from '../../src/tune/tuning.ts';
import { at, hunted, someRules } from '../builders.ts';
import { effort } from '../effort.ts';

/** Counts with a plan. */
async function counted<Result>(
  plan: TallyPlan<Result>,
  log: readonly JsonObject[],
): Promise<Result> {
  const tallies = new Map<string, Tally>();
  let summary: Summary | undefined;
  for await (const outcome of hunt(log, plan.rules, { tally: plan.tally })) {
    if (outcome.kind === 'tally') tallies.set(outcome.rule, outcome);
    if (outcome.kind === 'summary') summary = outcome;
  }
  const result = plan.resultOf(tallies, summary as Summary);
  if (!result) throw new Error('the rule was not evaluated');
  return result;
}

const ruleOf = (set: RuleSet, name: string) => set.rules.find((rule) => rule.name === name)!;
const tuned = (set: RuleSet, name: string, log: readonly JsonObject[]): Promise<Tuning> =>
  counted(planTuning(set, ruleOf(set, name), 0), log);

/** Several events of one actor within an hour; the aliases name the rule itself. */
const busy = (over: { n?: number; places?: number } = {}): JsonObject => ({
  name: 'busy',
  level: 'low',
  context: {
    hour: {
      rules: ['any-a'],
      'group-by': ['who'],
      aliases: { who: { busy: 'actor.id', 'any-a': 'actor.id' } },
      before: '1h',
      fields: { n: { count: true }, places: { distinct: 'client.ipAddress' } },
    },
  },
  detection: {
    a: { eventType: 'a' },
    many: { 'hour.n|gte': over.n ?? 2 },
    spread: { 'hour.places|gt': over.places ?? 1 },
    condition: 'a and many',
  },
  raise: [{ level: 'high', condition: 'spread' }],
});
const anyA: JsonObject = {
  name: 'any-a',
  generate: false,
  detection: { a: { eventType: 'a' }, condition: 'a' },
};

/** Values that a filter must take literally. */
const texts = [
  'ana',
  'B*n',
  'b?n',
  'ben',
  "o'n",
  '\\*',
  'a\\',
  '\u00e9\u202e',
  '::set-env x',
  'true',
  '12',
  '😀',
  '"}',
];
const event = fc.record({
  hour: fc.integer({ min: 0, max: 60 }),
  actor: fc.constantFrom('B*n', 'ben', 'b?n', 'B\\*n'),
  id: fc.constantFrom('1', '2', '3'),
  ip: fc.constantFrom('192.0.2.1', '2001:db8::fe', '192.0.2.3'),
  browser: fc.constantFrom(...texts),
  as: fc.constantFrom(64500, 64501, null),
  app: fc.constantFrom(...texts),
});
const logs = fc.array(event, { minLength: 4, maxLength: 40 }).map((events) =>
  events.map(({ hour, actor, id, ip, browser, as, app }) =>
    at(hour / 4, {
      actor: { id, type: 'User', alternateId: actor, displayName: 'x' },
      client: { ipAddress: ip, id: null, userAgent: { browser } },
      securityContext: { asNumber: as, asOrg: 'net' },
      target: [
        { type: 'User', displayName: 'someone' },
        { type: 'AppInstance', displayName: app },
      ],
    }),
  ),
);

describe('the numbers are those of a hunt', () => {
  const set = someRules([anyA, busy()]);

  test('of the rule, by day and level, on whom', async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const backtest = await counted(planBacktest(set, ruleOf(set, 'busy')), log);
        const { findings, summary } = await hunted(log, set);
        expect(backtest.findings.total).toBe(findings.length);
        expect(backtest.findings.byLevel).toEqual(summary.findings);
        expect(backtest.undecided.events).toBe(summary.rules[0]?.undecided);
        for (const { day, findings: ofDay } of backtest.byDay) {
          const own = findings.filter(({ evidence }) => {
            const decisive = evidence.events.find(({ uuid }) => uuid === evidence.decisive);
            return decisive?.published.startsWith(day);
          });
          expect(Object.values(ofDay).reduce((a, b) => a + b)).toBe(own.length);
        }
        for (const { value, findings: times } of backtest.addresses.top) {
          const own = findings.filter(({ evidence }) =>
            evidence.events.some(({ role, ip }) => role === 'match' && ip === value),
          );
          expect(times).toBe(own.length);
        }
      }),
      { numRuns: effort(300, 20) },
    );
  });

  test('with other thresholds', async () => {
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const { thresholds } = await tuned(set, 'busy', log);
        expect(thresholds.map(({ field }) => field)).toEqual(['hour.n', 'hour.places']);
        for (const [index, key] of (['n', 'places'] as const).entries()) {
          for (const { value, byLevel, undecided } of thresholds[index]?.tries ?? []) {
            const { summary } = await hunted(log, someRules([anyA, busy({ [key]: value })]));
            expect(byLevel).toEqual(summary.findings);
            expect(undecided).toBe(summary.rules[0]?.undecided);
          }
        }
      }),
      { numRuns: effort(100, 4) },
    );
  });

  test('with the proposed filters, whatever an attacker wrote into the log', async () => {
    const documents = [anyA, busy()].map((document) =>
      JSON.stringify({ title: 'x', logsource: { product: 'okta', service: 'okta' }, ...document }),
    );
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const { filters } = await tuned(set, 'busy', log);
        for (const { filter, leaves } of filters) {
          const narrowed = parseRules([...documents, filter].join('\n---\n'));
          const { findings } = await hunted(log, narrowed);
          expect(findings.length, filter).toBe(leaves);
        }
      }),
      { numRuns: effort(300, 20) },
    );
  });

  test('of more findings than a scan keeps', async () => {
    const any = someRules([{ detection: { a: { eventType: 'a' }, condition: 'a' } }]);
    const log = Array.from({ length: 2_500 }, (_, id) =>
      at(id / 2_500, { actor: { id: `${id}`, type: 'User', alternateId: `${id}@example.com` } }),
    );
    const { findings, actors } = await counted(planBacktest(any, ruleOf(any, 'rule-0')), log);
    expect(findings.total).toBe(2_500);
    expect(actors.different).toBe(2_500);
  });
});

describe('filters', () => {
  const document = (name: string, actor: string): JsonObject => ({
    name,
    title: `Not ${actor}`,
    filter: { rules: ['any'], own: { 'actor.id': actor }, condition: 'not own' },
  });
  const base = { name: 'any', detection: { a: { eventType: 'a' }, condition: 'a' } };

  test('are counted one by one and together', async () => {
    const set = someRules([base, document('not-1', '1'), document('not-2', '2')]);
    const log = ['1', '1', '2', '3'].map((id, hour) =>
      at(hour * 30, { actor: { id, type: 'User', alternateId: id } }),
    );
    const { filters, findings } = await counted(planBacktest(set, ruleOf(set, 'any')), log);
    expect(findings.total).toBe(1);
    expect(filters.map(({ name, title, took }) => [name, title, took])).toEqual([
      ['not-1', 'Not 1', 2],
      ['not-2', 'Not 2', 1],
      [null, 'all filters together', 3],
    ]);
  });
});

describe('other kinds of rules', () => {
  const many = (gte: number): JsonObject => ({
    name: 'many',
    correlation: {
      type: 'event_count',
      rules: ['any-a'],
      'group-by': ['actor.id'],
      timespan: '1h',
      condition: { gte },
    },
  });
  const log = [0, 0.1, 0.2, 0.3, 30, 30.1].map((hour) => at(hour));

  test('a correlation has a threshold, and no filters', async () => {
    const { generate: _, ...base } = anyA;
    const tuning = await tuned(someRules([base, many(2)]), 'many', log);
    const [curve] = tuning.thresholds;
    expect(curve).toMatchObject({ field: 'correlation.event_count', comparison: 'gte', value: 2 });
    for (const { value, findings } of curve?.tries ?? []) {
      const hunt = await hunted(log, someRules([base, many(value)]));
      expect(findings).toBe(hunt.findings.length);
    }
    expect(tuning.noFilters).toBe(
      'a correlation has no filters; tune the rules it refers to: any-a',
    );
  });

  test('a sequence has no threshold', () => {
    const { generate: _, ...base } = anyA;
    const sequence = { type: 'temporal_ordered', rules: ['any-a', 'any-b'], timespan: '1h' };
    const rules = [base, { ...base, name: 'any-b' }, { name: 'both', correlation: sequence }];
    const set = someRules(rules);
    expect(planTuning(set, ruleOf(set, 'both'), 0).tally.rules.size).toBe(1);
  });

  test('a rule about alerts is counted over the findings of the others', async () => {
    const alerts: JsonObject = {
      name: 'risk',
      logsource: { product: 'oktahunt', service: 'alert' },
      context: {
        day: { 'group-by': ['entity.id'], before: '24h', fields: { n: { count: true } } },
      },
      detection: { enough: { 'day.n|gte': 1 }, condition: 'enough' },
    };
    const set = someRules([{ ...anyA, generate: true }, alerts]);
    const { findings } = await hunted(log, set);
    const own = findings.filter(({ rule }) => rule.name === 'risk').length;
    const backtest = await counted(planBacktest(set, ruleOf(set, 'risk')), log);
    expect(own).toBeGreaterThan(0);
    expect(backtest.findings.total).toBe(own);
    expect(backtest.actors.top[0]?.value).toBe('ana@example.com');
    const { noFilters, thresholds } = await tuned(set, 'risk', log);
    expect(noFilters).toMatch(/about alerts/);
    expect(thresholds[0]?.tries.find(({ value }) => value === 1)?.findings).toBe(own);
  });

  test('many comparisons get few tries each', () => {
    const fields = Array.from({ length: 80 }, (_, index) => [`hour.n|gte`, index + 2] as const);
    const selections = fields.map(([key, value], index) => [`s${index}`, { [key]: value }]);
    const context = { hour: { before: '1h', fields: { n: { count: true } } } };
    const detection = { ...Object.fromEntries(selections), condition: '1 of s*' };
    const set = someRules([{ name: 'x', context, detection }]);
    const plan = planTuning(set, ruleOf(set, 'x'), 0);
    expect(plan.tally.rules.size).toBe(61);
  });
});

test('a rule may have any name', async () => {
  const name = 'any: "thing" #1';
  const rule = { name, detection: { a: { eventType: 'a' }, condition: 'a' } };
  const set = someRules([rule]);
  const log = [0, 30, 60].map((hour) => at(hour));
  const { filters } = await tuned(set, name, log);
  expect(filters.length).toBeGreaterThan(3);
  for (const { filter } of filters) {
    const whole = { title: 'x', logsource: { product: 'okta', service: 'okta' }, ...rule };
    const narrowed = parseRules(`${JSON.stringify(whole)}\n---\n${filter}`);
    expect(narrowed.rules[0]?.filters).toHaveLength(1);
    expect((await hunted(log, narrowed)).findings).toEqual([]);
  }
});

test.each([
  ['plain', "'plain'"],
  ["it's", "'it''s'"],
  ['a*b\\', "'a\\*b\\\\'"],
  ['64500', '64500'],
  ['2001:db8::1', "'2001:db8::1'"],
  ['x ::warning ', '"x \\u003a\\u003awarning "'],
  ['\u202e', '"\\u202e"'],
  ['😀', '"\\U0001f600"'],
])('%s is written as %s', (text, yaml) => {
  expect(literalYaml(text)).toBe(yaml);
});
