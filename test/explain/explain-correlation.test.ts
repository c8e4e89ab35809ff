import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import {
  type Explanation,
  type TraceNode,
  type VerdictName,
  verdictNames,
} from '../../src/explain/explanation.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { hunted } from '../builders.ts';
import { tellNaively } from '../correlation/alert-oracle.ts';
import { rulesOf } from '../correlation/builders.ts';
import { aCase, aCrowdedCase, apart } from '../correlation/generators.ts';
import { oracleRuns } from '../effort.ts';
import { aRecord } from '../event/builders.ts';

/** What one rule made of one event; undefined if the log does not have it. */
async function ask(
  records: readonly JsonObject[],
  rules: RuleSet,
  rule: string,
  event: string,
): Promise<Explanation | undefined> {
  const accounts: Explanation[] = [];
  for await (const outcome of hunt(records, rules, { explain: { rule, event } })) {
    if (outcome.kind === 'explanation') accounts.push(outcome);
  }
  expect(accounts.length).toBeLessThanOrEqual(1);
  return accounts[0];
}

/** A row is evaluated as a whole; of anything else the parts say what the whole is. */
function recompute({ kind, parts, verdict }: TraceNode): number {
  const inner = parts.map(recompute);
  if (kind === 'and') return Math.min(...inner);
  if (kind === 'or') return Math.max(...inner);
  return kind === 'not' ? 2 - (inner[0] as number) : verdictNames.indexOf(verdict);
}

const runs = oracleRuns(60, 60);
const isoOf = (time: number): string => new Date(time).toISOString();
const rounded = (value: number): string => String(Math.round(value * 100) / 100 + 0);
const rank = (verdict: VerdictName): number => verdictNames.indexOf(verdict);

/** What an explanation is checked by: nothing in it may contradict itself. */
function isConsistent({ verdict, because, correlation, finding }: Explanation): void {
  const groups = correlation?.groups ?? [];
  expect(rank(verdict)).toBe(Math.max(0, ...groups.map((group) => rank(group.verdict))));
  expect(finding !== null).toBe(verdict === 'yes');
  expect(because).toMatch(/\.$/);
  for (const group of groups) {
    expect(recompute(group.condition)).toBe(rank(group.condition.verdict));
    expect(rank(group.verdict)).toBeLessThanOrEqual(rank(group.condition.verdict));
  }
}

test('the explanation of every event, in every group, is what a naive oracle says', async () => {
  let [asked, alerted, open] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(aCase, fc.nat(2), async (crowded, turn) => {
      const given = apart(crowded);
      const rules = rulesOf([given.high, given.low]);
      if (!rules) return;
      const naive = tellNaively(given);
      for (const name of ['low', 'high'] as const) {
        for (const record of given.records.filter((_, at) => at % 3 === turn)) {
          const uuid = String(record['uuid']);
          const explanation = (await ask(given.arrival, rules, name, uuid)) as Explanation;
          isConsistent(explanation);
          const told = naive[name].filter(({ event }) => event.uuid === uuid);
          const expected = Math.max(0, ...told.map(({ verdict }) => verdict));
          expect(explanation.verdict).toBe(verdictNames[expected]);
          asked++;
          alerted += Number(expected === 2);
          open += Number(expected === 1);
          for (const group of explanation.correlation?.groups ?? []) {
            const own = told.find(
              ({ key }) => JSON.stringify(key) === JSON.stringify(Object.values(group.key)),
            );
            expect(group.verdict).toBe(verdictNames[own?.verdict ?? 0]);
            if (!own) continue;
            expect([group.from, group.to]).toEqual([own.from, own.to].map(isoOf));
            const { kind, found } = group.condition;
            if (kind !== 'number') continue;
            expect(found).toEqual(own.value === undefined ? [] : [rounded(own.value)]);
          }
          for (const { name: rule, verdict } of explanation.correlation?.rules ?? []) {
            const alerts = naive.alerts.get(rule)?.filter(({ event }) => event.uuid === uuid);
            const expected = Math.max(0, ...(alerts ?? []).map((alert) => alert.verdict));
            expect([rule, verdict]).toEqual([rule, verdictNames[expected]]);
          }
        }
      }
    }),
    { numRuns: runs },
  );
  expect(Math.min(asked / 10, alerted, open)).toBeGreaterThan(0);
}, 120_000);

test('the verdict of every event is the one that the engine gave, also among events of one instant', async () => {
  let alerted = 0;
  const property = fc.asyncProperty(fc.oneof(aCase, aCrowdedCase), async (given) => {
    const rules = rulesOf([given.high, given.low]);
    if (!rules) return;
    const { findings, summary } = await hunted(given.records, rules);
    for (const name of ['low', 'high'] as const) {
      let undecided = 0;
      const alerts: string[] = [];
      for (const { uuid } of given.records) {
        const explanation = (await ask(given.records, rules, name, String(uuid))) as Explanation;
        isConsistent(explanation);
        const groups = explanation.correlation?.groups ?? [];
        undecided += Number(groups.some(({ verdict }) => verdict === 'undecided'));
        for (const { key, verdict } of groups) {
          if (verdict === 'yes') alerts.push(JSON.stringify([uuid, key]));
        }
      }
      const found = findings
        .filter(({ rule }) => rule.name === name)
        .map(({ evidence, why }) => {
          const match = evidence.events.find(({ role }) => role === 'match');
          return JSON.stringify([match?.uuid, why[0]?.window?.key]);
        });
      expect(alerts.sort()).toEqual(found.sort());
      expect(undecided).toBe(summary.rules.find((rule) => rule.name === name)?.undecided);
      alerted += alerts.length;
    }
  });
  await fc.assert(property, { numRuns: Math.ceil(runs / 2) });
  expect(alerted).toBeGreaterThan(0);
}, 120_000);

const okta = { product: 'okta', service: 'okta' };
const ofType = (name: string, over: JsonObject = {}): JsonObject => ({
  title: name,
  name,
  logsource: okta,
  detection: { one: { eventType: name }, condition: 'one' },
  ...over,
});

const at = (minute: number, eventType: string, over: JsonObject = {}): JsonObject =>
  aRecord({
    published: new Date(Date.UTC(2023, 9, 2, 0, minute)).toISOString(),
    uuid: `e${minute}`,
    eventType,
    ...over,
  });

const about = async (
  documents: readonly JsonObject[],
  log: readonly JsonObject[],
  event: string,
  rule = 'top',
): Promise<Explanation> => {
  const text = documents.map((document) => JSON.stringify(document)).join('\n---\n');
  const account = await ask(log, parseRules(text), rule, event);
  expect(account).toBeDefined();
  return account as Explanation;
};

describe('the account of a correlation', () => {
  const top = {
    title: 'Three in ten minutes',
    name: 'top',
    level: 'high',
    correlation: {
      type: 'event_count',
      rules: ['failed'],
      'group-by': ['actor.id'],
      timespan: '10m',
      condition: { gte: 3 },
    },
  };
  const rules = [ofType('failed'), top];
  const log = [
    at(0, 'other'),
    ...[20, 22, 24, 26].map((minute) => at(minute, 'failed')),
    at(27, 'failed', { actor: { id: null } }),
    at(28, 'other'),
  ];

  test('of the event that makes the condition true tells the number, the window and the finding', async () => {
    const account = await about(rules, log, 'e24');
    expect(account).toMatchObject({
      verdict: 'yes',
      level: 'high',
      condition: null,
      windows: [],
      correlation: {
        type: 'event_count',
        rules: [{ name: 'failed', verdict: 'yes' }],
        groups: [
          {
            key: { 'actor.id': '00u1aaaaaaaaaaaaaaa1' },
            verdict: 'yes',
            condition: { kind: 'number', text: 'event_count, gte: 3', found: ['3'], could: null },
            span: 'window',
            from: '2023-10-02T00:14:00.000Z',
            to: '2023-10-02T00:24:00.000Z',
            startCovered: true,
            alerts: [
              {
                rule: 'failed',
                total: 3,
                events: [{ uuid: 'e20', sure: true }, { uuid: 'e22' }, { uuid: 'e24' }],
              },
            ],
          },
        ],
      },
    });
    expect(account.because).toBe(
      'The rule holds, with level high: event_count, gte: 3 holds (found 3); it is the event that ' +
        `makes the condition true; the alert is part of the finding ${account.finding?.id} ` +
        `(${account.finding?.fingerprint}).`,
    );
  });

  test.each([
    ['e20', 'event_count, gte: 3 does not hold (found 1); the condition does not hold, so there'],
    ['e26', 'event_count, gte: 3 holds (found 4); without this event the condition would hold too'],
    ['e27', 'the event lacks a value of actor.id, and so belongs to no group'],
    ['e28', 'the event alerts none of its rules (failed), of which "rules why" tells more'],
  ])('of %s says why no episode begins', async (event, reason) => {
    const account = await about(rules, log, event);
    expect(account).toMatchObject({ verdict: 'no', level: null, finding: null });
    expect(account.because).toContain(`The rule does not hold: ${reason}`);
  });

  test('names the event with which a bucket begins, and why it is open', async () => {
    const few = { ...top, correlation: { ...top.correlation, condition: { lt: 9 } } };
    const inside = await about([ofType('failed'), few], [...log, at(60, 'other')], 'e24');
    expect(inside.because).toContain(
      'its bucket begins with e20, and an alert would be that event',
    );
    expect(inside.correlation?.groups).toMatchObject([
      { span: 'bucket', condition: { found: ['4'] } },
    ]);
    const open = await about([ofType('failed'), few], log, 'e20');
    expect(open).toMatchObject({ verdict: 'undecided' });
    expect(open.because).toMatch(/begins with it is open; needs 10 min of later log\.$/);
  });

  test('shows which rules occurred and which did not', async () => {
    const absence = {
      title: 'a then no b',
      name: 'top',
      correlation: { type: 'temporal', condition: 'a and not b', timespan: '5m' },
    };
    const events = [at(0, 'x'), at(10, 'a'), at(12, 'b'), at(30, 'a'), at(50, 'x')];
    const all = [ofType('a'), ofType('b'), absence];
    expect(await about(all, events, 'e10')).toMatchObject({
      verdict: 'no',
      because:
        'The rule does not hold: b holds (found 1 alert); the condition does not hold, so there is ' +
        'no episode to begin.',
      correlation: {
        groups: [
          {
            condition: {
              kind: 'and',
              parts: [
                { kind: 'rule', text: 'a', verdict: 'yes' },
                { kind: 'not', verdict: 'no', parts: [{ text: 'b', found: ['1 alert'] }] },
              ],
            },
            alerts: [
              { rule: 'a', total: 1 },
              { rule: 'b', events: [{ uuid: 'e12' }] },
            ],
          },
        ],
      },
    });
    expect(await about(all, events, 'e30')).toMatchObject({ verdict: 'yes', level: 'medium' });
  });

  test('follows a row of steps', async () => {
    const row = {
      title: 'a, no b, c',
      name: 'top',
      correlation: { type: 'temporal_ordered', condition: 'a and not b and c', timespan: '20m' },
    };
    const all = [ofType('a'), ofType('b'), ofType('c'), row];
    const events = [at(0, 'x'), at(30, 'a'), at(32, 'b'), at(34, 'c'), at(36, 'a'), at(38, 'c')];
    expect((await about(all, events, 'e34')).because).toBe(
      'The rule does not hold: the sequence a, no b, c does not hold; the condition does not hold, so ' +
        'there is no episode to begin.',
    );
    expect(await about(all, events, 'e38')).toMatchObject({
      verdict: 'yes',
      correlation: {
        groups: [{ condition: { kind: 'row', found: ['begun 2023-10-02T00:36:00.000Z'] } }],
      },
    });
    expect((await about(all, events, 'e36')).because).toContain('does not alert the last step');
  });
});

describe('the account of a rule', () => {
  test('tells what became of each member of an array', async () => {
    const admin = ofType('grant', {
      name: 'top',
      detection: {
        one: { 'target[any]': { type: 'User', 'displayName|startswith': 'adm' } },
        none: { 'target[none].type': 'AppInstance' },
        condition: 'one and none',
      },
    });
    const target = [
      { type: 'User', displayName: 'bob' },
      { type: 'User', displayName: 'Administrators' },
    ];
    const account = await about([admin], [at(0, 'grant', { target })], 'e0');
    expect(account.verdict).toBe('yes');
    const [one, none] = account.condition?.parts ?? [];
    expect(one?.parts).toMatchObject([
      {
        kind: 'members',
        text: 'target[any]',
        found: ['1 of 2 members'],
        parts: [
          { kind: 'member', text: 'target[0]', verdict: 'no' },
          {
            kind: 'member',
            text: 'target[1]',
            verdict: 'yes',
            parts: [
              {
                kind: 'and',
                parts: [
                  { text: 'type: User', found: ['User'] },
                  { text: 'displayName: adm*', found: ['Administrators'] },
                ],
              },
            ],
          },
        ],
      },
    ]);
    expect(none?.parts).toMatchObject([
      { text: 'target[none]', found: ['0 of 2 members'], verdict: 'yes' },
    ]);
    expect(account.because).toContain('"one" holds (target[any], found 1 of 2 members)');
  });

  test('of many members tells some that meet the block, and some that do not', async () => {
    const rule = ofType('grant', {
      name: 'top',
      detection: { all: { 'target[all].type': 'User' }, condition: 'all' },
    });
    const target = Array.from({ length: 50 }, (_, id) => ({
      id,
      type: id === 40 ? 'App' : 'User',
    }));
    const account = await about([rule], [at(0, 'grant', { target })], 'e0');
    const [block] = account.condition?.parts ?? [];
    expect(block).toMatchObject({ found: ['49 of 50 members'], verdict: 'no' });
    expect(block?.parts).toHaveLength(20);
    expect(block?.parts.find(({ verdict }) => verdict === 'no')?.text).toBe('target[40]');
  });

  test('shows a filter by its title, with selections of its own', async () => {
    const filter = {
      title: 'The bot may',
      logsource: okta,
      filter: { rules: ['top'], one: { 'actor.id': 'bot' }, condition: 'not one' },
    };
    const rules = [ofType('grant', { name: 'top' }), filter];
    const account = await about(rules, [at(0, 'grant', { actor: { id: 'bot' } })], 'e0');
    expect(account.condition?.parts).toMatchObject([
      { kind: 'selection', text: 'one', verdict: 'yes' },
      { kind: 'filter', text: 'The bot may', verdict: 'no', parts: [{ kind: 'not' }] },
    ]);
    expect(account.because).toContain(
      'the filter "The bot may" does not hold (actor.id: bot, found bot).',
    );
  });

  test('that only feeds others says where its alerts go', async () => {
    const feeder = ofType('x', { name: 'feeder', generate: false });
    const over = ofType('y', {
      name: 'top',
      context: { w: { rules: ['feeder'], before: '1h', fields: { n: { count: true } } } },
      detection: { one: { 'w.n|gte': 1 }, condition: 'one' },
    });
    const account = await about([feeder, over], [at(0, 'x')], 'e0', 'feeder');
    expect(account.because).toMatch(/; the alert only feeds other rules\.$/);
  });
});

describe('the account of a rule about alerts', () => {
  const risk = {
    title: 'Risk',
    name: 'top',
    level: 'critical',
    logsource: { product: 'oktahunt', service: 'alert' },
    context: {
      day: { 'group-by': ['entity.id'], before: '24h', fields: { score: { sum: 'score' } } },
    },
    detection: { enough: { 'day.score|gte': 100 }, condition: 'enough' },
  };
  const rules = [
    ofType('spray', { level: 'medium', fingerprint: ['uuid'] }),
    ofType('token', { level: 'high', fingerprint: ['uuid'] }),
    risk,
  ];
  const log = [at(0, 'spray'), at(5, 'x'), at(10, 'token')];

  test('is asked for by the event that a finding explains, its fingerprint or its id', async () => {
    const account = await about(rules, log, 'e10');
    expect(account).toMatchObject({
      event: { uuid: 'e10', eventType: 'token', alert: { rule: 'token' } },
      windows: [{ name: 'day', key: { 'entity.id': '00u1aaaaaaaaaaaaaaa1' }, events: 2 }],
    });
    const fingerprint = account.event.alert?.fingerprint as string;
    expect(await about(rules, log, fingerprint)).toEqual(account);
    expect(await about(rules, log, `okf_${fingerprint.slice(5, 17)}`)).toEqual(account);
    const text = rules.map((document) => JSON.stringify(document)).join('\n---\n');
    expect(await ask(log, parseRules(text), 'top', 'e5')).toBeUndefined();
  });

  test('of several findings about one event tells the one that comes nearest', async () => {
    const also = ofType('token', { name: 'also', level: 'low', fingerprint: ['uuid'] });
    const named = {
      ...risk,
      detection: { named: { 'rule.name': 'token' }, condition: 'named' },
      context: undefined,
    };
    const { context: _, ...plain } = named;
    const account = await about([also, ...rules.slice(0, 2), plain as JsonObject], log, 'e10');
    expect(account).toMatchObject({ verdict: 'yes', event: { alert: { rule: 'token' } } });
  });
});
