import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { loadCatalogue } from '../../src/input/idea-catalogue.ts';
import { builtInRules, readRules } from '../../src/input/rule-files.ts';
import { lint, severityOf } from '../../src/lint/lint.ts';
import { linkRules } from '../../src/rule/link.ts';
import { parseRuleFile, parseRuleText } from '../../src/rule/rule-file.ts';
import { by, hunted } from '../builders.ts';

const page = readFileSync(join(import.meta.dirname, '../../rules/README.md'), 'utf8');
const section = /\n## Ten problems\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
const problems = [...section.matchAll(/\*\*(\d+)\. [\s\S]*?```yaml\n([\s\S]*?)```/g)];

let serial = 0;

/** A rule of the page, with what the page says that it leaves out. */
function completed(yaml: string): string {
  return yaml
    .split('---\n')
    .map((document) => {
      serial++;
      const id = `id: 5f0c1c0e-6c1b-4a63-9d5e-${String(serial).padStart(12, '0')}\n`;
      const rest = 'description: D\ntags: [attack.t1078.004]\nfalsepositives: [none]\n';
      return `${document}${id}${/^filter:/m.test(document) ? '' : rest}`;
    })
    .join('---\n');
}

const { texts, lists } = await readRules([builtInRules()]);
const bundled = texts.map(parseRuleText);
const taught = problems.map(([, number, yaml]) =>
  parseRuleFile(completed(yaml ?? ''), `problem-${number}.yml`),
);
const titles = new Set(taught.flatMap(({ rules }) => rules.map(({ title }) => title)));
const rules = linkRules([...bundled, ...taught], lists);

/** Severity and headline of what the rules of the page find, sorted. */
async function found(log: readonly JsonObject[]): Promise<readonly string[]> {
  const { findings } = await hunted(log, rules);
  return findings
    .filter((finding) => titles.has(finding.rule.title))
    .map((finding) => `${finding.severity} ${finding.title}`)
    .sort();
}

type Over = { readonly [key: string]: Json };

const from = (ipAddress: string, agent = 'Mozilla/5.0', country = 'Germany'): Over => ({
  client: {
    ipAddress,
    userAgent: { rawUserAgent: agent, browser: 'CHROME', os: 'Windows 10' },
    geographicalContext: { country },
  },
});
const proxied: Over = { securityContext: { isProxy: true, asOrg: 'exit', asNumber: 64501 } };
const user = (id: string): JsonObject => ({ id, type: 'User', displayName: id });
const done = (who: string, hours: number, eventType: string, over: Over = {}): JsonObject =>
  by(who, hours, { eventType, target: [], ...over });
const signIn = (who: string, hours: number, result: string, over: Over = {}): JsonObject =>
  done(who, hours, 'user.session.start', { outcome: { result }, ...over });
const people = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `p${index}`);

describe('the ten problems', () => {
  test('are ten, numbered in order', () => {
    expect(problems.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 1),
    );
  });

  test('are rules of which rules check says nothing', async () => {
    const { eventTypes, release, ideas } = await loadCatalogue();
    const context = { lists, eventTypes, release, ideas: new Set(ideas.keys()) };
    const { remarks } = lint(taught, bundled, context);
    const said = remarks.filter(({ code }) => severityOf(code) !== 'note');
    expect(said).toEqual([]);
  });

  test('1: a zone that blocks is graver than another one', async () => {
    const off = (eventType: string, displayName: string): JsonObject =>
      done('ann', 1, eventType, { target: [{ id: displayName, type: 'Zone', displayName }] });
    expect(await found([off('zone.deactivate', 'Blocklist')])).toEqual([
      'high ann@example.com switched off the zone Blocklist',
    ]);
    expect(await found([off('zone.delete', 'Lyon')])).toEqual([
      'low ann@example.com switched off the zone Lyon',
    ]);
    expect(await found([off('zone.activate', 'Blocklist')])).toEqual([]);
  });

  test('2 and 8: an identity provider, through a proxy, unless the team creates it', async () => {
    const created = (who: string, over: Over): JsonObject =>
      done(who, 1, 'system.idp.lifecycle.create', over);
    const hit = ['high Identity provider created through a proxy'];
    const build = { ...proxied, ...from('192.0.2.3') };
    expect(await found([created('ann', proxied)])).toEqual(hit);
    expect(await found([created('ann', {})])).toEqual([]);
    expect(await found([created('ann', build)])).toEqual(hit);
    expect(await found([created('int-ann', { ...proxied, ...from('192.0.2.16') })])).toEqual(hit);
    expect(await found([created('int-ann', build)])).toEqual([]);
  });

  test('3: who joins, and what', async () => {
    const joined = (person: string, displayName: string): JsonObject =>
      done('ann', 1, 'group.user_membership.add', {
        target: [user(person), { id: 'group', type: 'UserGroup', displayName }],
      });
    expect(await found([joined('ann', 'Okta admins')])).toEqual([
      'high ann@example.com joined Okta admins',
    ]);
    expect(await found([joined('bob', 'Okta admins')])).toEqual([]);
    expect(await found([joined('ann', 'Tennis')])).toEqual([]);
  });

  test('4: both resets for one person within the hour', async () => {
    const reset = (hours: number, eventType: string, person: string): JsonObject =>
      done('desk', hours, eventType, { target: [user(person)] });
    const log = (hours: number, person: string): readonly JsonObject[] => [
      reset(1, 'user.account.reset_password', 'ann'),
      reset(hours, 'user.mfa.factor.reset_all', person),
    ];
    expect(await found(log(1.9, 'ann'))).toEqual([
      'medium Password and factors of one person reset',
    ]);
    expect(await found(log(2.1, 'ann'))).toEqual([]);
    expect(await found(log(1.9, 'bob'))).toEqual([]);
  });

  test('5: many accounts, through many addresses or one', async () => {
    const tries = (who: readonly string[], address: (index: number) => string, agent?: string) =>
      who.map((id, index) => {
        const over = from(address(index), agent ?? `agent ${index}`);
        return signIn(id, 1 + index / 60, 'FAILURE', over);
      });
    const hit = ['medium One password tried on many accounts'];
    const changing = (index: number): string => `203.0.113.${index}`;
    expect(await found(tries(people(20), changing, 'python'))).toEqual(hit);
    expect(await found(tries(people(20), () => '203.0.113.9'))).toEqual(hit);
    expect(await found(tries(people(20), changing))).toEqual([]);
    expect(await found(tries([...people(19), 'p0'], changing, 'python'))).toEqual([]);
  });

  test('6: a success after many accounts that were tried little', async () => {
    const office = from('203.0.113.9');
    const log = (failed: readonly string[], succeeded: readonly string[]) => [
      done('ann', 0, 'user.session.end'),
      ...failed.map((id, index) => signIn(id, 2 + index / 600, 'FAILURE', office)),
      ...succeeded.map((id, index) => signIn(id, 2.5 + index / 600, 'SUCCESS', office)),
    ];
    const hit = ['high Sign-in at the end of a spray'];
    expect(await found(log(people(12), ['p3']))).toEqual(hit);
    expect(await found(log(people(9), ['p3']))).toEqual([]);
    const stubborn = people(10).flatMap((id, index) => Array<string>(index < 3 ? 3 : 1).fill(id));
    expect(await found(log(stubborn, ['p3']))).toEqual([]);
    const morning = [
      ...people(8).map((id, index) => signIn(id, 1.9 + index / 600, 'SUCCESS', office)),
      ...log(people(12), ['p3']).slice(1),
    ];
    expect(await found([done('ann', 0, 'user.session.end'), ...morning])).toEqual([]);
  });

  test('7: three steps in their order', async () => {
    const added = 'user.mfa.factor.activate';
    const removed = 'user.mfa.factor.deactivate';
    const log = (over: Over, ...steps: readonly string[]): readonly JsonObject[] => [
      signIn('ann', 1, 'SUCCESS', over),
      ...steps.map((step, index) => done('ann', 1.1 + index / 10, step)),
    ];
    expect(await found(log(proxied, added, removed))).toEqual([
      'high ann: Account taken over step by step',
    ]);
    expect(await found(log(proxied, removed, added))).toEqual([]);
    expect(await found(log({}, added, removed))).toEqual([]);
  });

  test('9: findings about two people from one address', async () => {
    const log = (who: string, address: string): readonly JsonObject[] => [
      done('ann', 1, 'zone.delete', {
        ...from('203.0.113.9'),
        target: [{ id: 'z', type: 'Zone', displayName: 'Lyon' }],
      }),
      done(who, 2, 'system.idp.lifecycle.create', { ...proxied, ...from(address) }),
    ];
    const both = [
      'high Identity provider created through a proxy',
      'low ann@example.com switched off the zone Lyon',
    ];
    const together = 'high Findings about several people from one address';
    expect(await found(log('bob', '203.0.113.9'))).toEqual([together, ...both]);
    expect(await found(log('ann', '203.0.113.9'))).toEqual(both);
    expect(await found(log('bob', '203.0.113.8'))).toEqual(both);
  });

  test('10: abroad, at night, with another program', async () => {
    const day = 24;
    const days = (count: number): readonly JsonObject[] =>
      Array.from({ length: count }, (_, index) =>
        signIn('ann', index * day + 8, 'SUCCESS', from('198.51.100.7')),
      );
    const abroad = from('203.0.113.9', 'python', 'Peru');
    const night = (over: Over): readonly JsonObject[] => [
      signIn('ann', 20 * day + 1, 'SUCCESS', over),
      signIn('ann', 20 * day + 1.1, 'SUCCESS', over),
    ];
    const hit = ['medium ann@example.com signed in at 2 h from Peru'];
    expect(await found([...days(20), ...night(abroad)])).toEqual(hit);
    expect(await found([...days(20), ...night(from('198.51.100.7', 'python'))])).toEqual([]);
    const noon = signIn('ann', 20 * day + 8.1, 'SUCCESS', abroad);
    expect(await found([...days(20), noon])).toEqual([]);
    const late = days(20).slice(8);
    expect(await found([...late, ...night(abroad)])).toEqual([]);
  });
});
