import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import {
  type Explanation,
  plainExplanation,
  type TraceNode,
  verdictNames,
} from '../../src/explain/explanation.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { Lists } from '../../src/rule/rule.ts';
import { oracleRuns } from '../effort.ts';
import { aRecord } from '../event/builders.ts';
import { yamlOf } from '../window/builders.ts';
import { aCase } from '../window/generators.ts';
import { haveFewOrders, judgeNaively } from '../window/oracle.ts';

/** What one rule made of one event; undefined if the log does not have it. */
async function ask(
  records: readonly JsonObject[],
  text: string,
  rule: string,
  event: string,
  lists: Lists = new Map(),
): Promise<Explanation | undefined> {
  const accounts: Explanation[] = [];
  for await (const outcome of hunt(records, parseRules(text, 'rules', lists), {
    explain: { rule, event },
  })) {
    if (outcome.kind === 'explanation') accounts.push(outcome);
  }
  expect(accounts.length).toBeLessThanOrEqual(1);
  return accounts[0];
}

/** The verdict that the parts of a node come to. */
function recompute({ kind, parts, verdict }: TraceNode): number {
  const inner = parts.map(recompute);
  if (kind === 'and') return Math.min(...inner);
  if (kind === 'or') return Math.max(...inner);
  if (kind === 'not') return 2 - (inner[0] as number);
  return kind === 'selection' ? (inner[0] as number) : verdictNames.indexOf(verdict);
}

function check(part: TraceNode): void {
  expect(verdictNames[recompute(part)]).toBe(part.verdict);
  for (const inner of part.parts) check(inner);
}

test('the walk comes to the verdict of the engine and of a naive oracle, for every event and rule', async () => {
  await fc.assert(
    fc.asyncProperty(aCase, fc.nat(2), async ({ rules, records, arrival }, turn) => {
      fc.pre(haveFewOrders(records));
      const judged = judgeNaively(records, rules);
      for (const { name } of rules) {
        const expected = judged.get(name);
        const text = yamlOf(rules, name);
        for (const record of records.filter((_, index) => index % 3 === turn % 3)) {
          const uuid = String(record['uuid']);
          const account = await ask(arrival, text, name, uuid);
          expect(account?.verdict).toBe(verdictNames[expected?.get(uuid) ?? 0]);
          check(account?.condition as TraceNode);
          expect(account?.finding !== null).toBe(account?.verdict === 'yes');
          expect(account?.because).toMatch(/\.$/);
        }
      }
    }),
    { numRuns: oracleRuns(40, 10) },
  );
}, 120_000);

const rule = `
title: Two addresses
name: two-addresses
logsource: {product: okta, service: okta}
context:
  session:
    group-by: [authenticationContext.externalSessionId]
    before: 12h
    fields: {ips: {distinct: client.ipAddress}}
detection:
  sso: {eventType: user.authentication.sso}
  moved: {session.ips|gte: 2}
  still: {session.ips: 1}
  watched: {client.ipAddress|expand: '%watched%'}
  condition: sso and (moved or still)
level: low
raise: [{level: high, condition: moved and watched}]
`;

describe('an account', () => {
  const at = (minute: number, over: JsonObject = {}) =>
    aRecord({
      published: new Date(Date.UTC(2023, 9, 2, 9, minute)).toISOString(),
      uuid: `e${minute}`,
      ...over,
    });
  const client = (ipAddress: string) => ({ client: { ipAddress } });
  const log = [
    at(0, client('192.0.2.1')),
    at(10, client('192.0.2.2')),
    at(20, { eventType: 'user.session.end' }),
    at(30, { authenticationContext: null }),
  ];
  const lists = new Map([['watched', ['192.0.2.0/24']]]);
  const about = async (event: string): Promise<Explanation> => {
    const account = await ask(log, rule, 'two-addresses', event, lists);
    expect(account).toBeDefined();
    return account as Explanation;
  };

  test('of an alert names the parts, the window, the level and the finding', async () => {
    const account = await about('e10');
    expect(account).toMatchObject({
      verdict: 'yes',
      level: 'high',
      candidate: true,
      combinations: 1,
      raises: [{ level: 'high', condition: { verdict: 'yes' } }],
      finding: { severity: 'high', events: 1 },
    });
    expect(plainExplanation(account)).toHaveProperty('windows', [
      {
        name: 'session',
        list: null,
        from: '2023-10-01T21:10:00.000Z',
        to: '2023-10-02T09:10:00.000Z',
        startCovered: false,
        endCovered: true,
        key: { 'authenticationContext.externalSessionId': '102sessionOfAna000000001' },
        events: 2,
        facts: [
          {
            name: 'ips',
            computes: 'how many different values: client.ipAddress',
            value: 2,
            could: '2 or more',
          },
        ],
      },
    ]);
    expect(account.because).toBe(
      `The rule holds, with level high: "moved" holds (session.ips|gte: 2, found 2), and "sso" ` +
        `holds (eventType: user.authentication.sso, found user.authentication.sso); ` +
        `the alert is part of the finding ${account.finding?.id} (${account.finding?.fingerprint}).`,
    );
  });

  test('of an open question says why it stays open', async () => {
    const account = await about('e0');
    expect(account).toMatchObject({ verdict: 'undecided', level: null, finding: null });
    expect(account.because).toMatch(/^The rule stays undecided and does not alert: "moved" is und/);
    expect(account.because).toContain('needs 12 h of earlier log');
  });

  test('of another event says that no window was asked, and yet shows the windows', async () => {
    const account = await about('e20');
    expect(account).toMatchObject({ verdict: 'no', candidate: false, windows: [{ events: 3 }] });
    expect(account.because).toBe(
      'The rule does not hold on the event alone: "sso" does not hold ' +
        '(eventType: user.authentication.sso, found user.session.end).',
    );
  });

  test('of an event without the key of a window says that it has no neighbours', async () => {
    const account = await about('e30');
    expect(account).toMatchObject({ verdict: 'no', candidate: true });
    expect(account.windows).toMatchObject([{ key: null, events: 0, facts: [{ value: null }] }]);
    expect(account.because).toContain('session.ips|gte: 2, found nothing');
  });

  test('of an event with several keys tells the one that comes nearest to the worst level', async () => {
    const text = `
title: Again
name: again
logsource: {product: okta, service: okta}
context:
  same: {group-by: [target.id], before: 1h, learn: 1s, fields: {n: {count: true}}}
detection:
  again: {same.n|gte: 2}
  often: {same.n|gte: 3}
  condition: again
raise: [{level: high, condition: often}]
`;
    const targets = (...ids: string[]) => ({ target: ids.map((id) => ({ id })) });
    const events = [
      at(0, targets('c')),
      at(1, targets('b', 'c')),
      at(2, targets('c')),
      at(3, targets('a', 'b', 'c')),
    ];
    const account = await ask(events, text, 'again', 'e3');
    expect(account).toMatchObject({
      verdict: 'yes',
      level: 'high',
      combinations: 3,
      condition: { parts: [{ found: ['4'] }] },
    });
  });

  test('is not given of an event that the log does not have', async () => {
    expect(await ask(log, rule, 'two-addresses', 'e99', lists)).toBeUndefined();
  });

  test('is given once of an event that the log has twice', async () => {
    const twice = [...log, ...log];
    expect(await ask(twice, rule, 'two-addresses', 'e10', lists)).toEqual(await about('e10'));
  });

  test('does not change what is found', async () => {
    const told = async (options?: object): Promise<unknown[]> => {
      const outcomes: unknown[] = [];
      for await (const outcome of hunt(log, parseRules(rule, 'rules', lists), { ...options })) {
        if (outcome.kind !== 'explanation') outcomes.push(outcome);
      }
      return outcomes;
    };
    const explain = { rule: 'two-addresses', event: 'e20' };
    expect(await told({ explain })).toEqual(await told());
  });
});
