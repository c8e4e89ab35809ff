import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { loadCatalogue } from '../../src/input/idea-catalogue.ts';
import { builtInRules, readRules } from '../../src/input/rule-files.ts';
import { lint, severityOf } from '../../src/lint/lint.ts';
import { linkRules } from '../../src/rule/link.ts';
import { mentionsOf } from '../../src/rule/rule.ts';
import { parseRuleFile, parseRuleText, type RuleFile } from '../../src/rule/rule-file.ts';
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
/** The rules of the page with those of ours that they ask, directly or through others. */
function withAsked(files: readonly RuleFile[]): readonly RuleFile[] {
  const asked = new Set(
    files.flatMap((file) => file.rules.flatMap(mentionsOf).map(({ name }) => name)),
  );
  const isAsked = (file: RuleFile): boolean => file.rules.some(({ name }) => asked.has(name));
  const more = bundled.filter((file) => !files.includes(file) && isAsked(file));
  return more.length === 0 ? files : withAsked([...files, ...more]);
}
const rules = linkRules(withAsked(taught), lists);

/** A day and more of somebody's sign-outs before the log of a test, so that its windows are decided. */
const before = (): readonly JsonObject[] =>
  [-30, -8].map((hours) => done('eve', hours, 'user.session.end'));

/**
 * Severity and headline of what the rules of the page find, sorted. That the rule of the problem is
 * undecided is told as well, so a near miss is one in which it is known not to hold.
 */
async function found(
  problem: number,
  log: readonly JsonObject[],
  now?: number,
): Promise<readonly string[]> {
  const options = now === undefined ? {} : { now };
  const { findings, summary } = await hunted([...before(), ...log], rules, options);
  const own = taught[problem - 1]?.rules.map(({ title }) => title);
  const undecided = summary.rules
    .filter((rule) => rule.status !== 'evaluated' && own?.includes(rule.title))
    .map((rule) => `undecided ${rule.undecided}: ${rule.title}`);
  const told = findings
    .filter((finding) => titles.has(finding.rule.title))
    .map((finding) => `${finding.severity} ${finding.title}`);
  return [...told, ...undecided].sort();
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

  test('give rules check nothing to say but what the page says', async () => {
    const { eventTypes, release, ideas } = await loadCatalogue();
    const context = { lists, eventTypes, release, ideas: new Set(ideas.keys()) };
    const codesIn = (files: readonly RuleFile[]): readonly string[] => {
      const { remarks } = lint(files, bundled, context);
      const grave = remarks.filter(({ code }) => severityOf(code) !== 'note');
      return [...new Set(grave.map(({ code }) => code))].sort();
    };
    expect(codesIn(taught)).toEqual([]);
    const asWritten = problems.map(([, number, yaml]) =>
      parseRuleFile(yaml ?? '', `problem-${number}.yml`),
    );
    expect(codesIn(asWritten)).toEqual([
      'missing-description',
      'missing-falsepositives',
      'missing-id',
      'missing-tags',
    ]);
  });

  test('1: a zone that blocks is graver than another one', async () => {
    const off = (eventType: string, displayName: string): JsonObject =>
      done('ann', 1, eventType, { target: [{ id: displayName, type: 'Zone', displayName }] });
    expect(await found(1, [off('zone.deactivate', 'Blocklist')])).toEqual([
      'high ann@example.com switched off the zone Blocklist',
    ]);
    expect(await found(1, [off('zone.delete', 'Lyon')])).toEqual([
      'low ann@example.com switched off the zone Lyon',
    ]);
    expect(await found(1, [off('zone.activate', 'Blocklist')])).toEqual([]);
  });

  test('2 and 8: an identity provider, through a proxy, unless the team creates it', async () => {
    const created = (who: string, over: Over): JsonObject =>
      done(who, 1, 'system.idp.lifecycle.create', over);
    const hit = ['high Identity provider created through a proxy'];
    const build = { ...proxied, ...from('192.0.2.3') };
    expect(await found(2, [created('ann', proxied)])).toEqual(hit);
    expect(await found(2, [created('ann', {})])).toEqual([]);
    expect(await found(2, [created('ann', build)])).toEqual(hit);
    expect(await found(2, [created('int-ann', { ...proxied, ...from('192.0.2.16') })])).toEqual(
      hit,
    );
    expect(await found(2, [created('int-ann', build)])).toEqual([]);
    const inTime = Date.UTC(2027, 11, 31, 12);
    expect(await found(2, [created('int-ann', build)], inTime)).toEqual([]);
    expect(await found(2, [created('int-ann', build)], inTime + 86_400_000)).toEqual(hit);
  });

  test('3: who joins, and what', async () => {
    const joined = (person: string, displayName: string): JsonObject =>
      done('ann', 1, 'group.user_membership.add', {
        target: [user(person), { id: 'group', type: 'UserGroup', displayName }],
      });
    expect(await found(3, [joined('ann', 'Okta admins')])).toEqual([
      'high ann@example.com joined Okta admins',
    ]);
    expect(await found(3, [joined('bob', 'Okta admins')])).toEqual([]);
    expect(await found(3, [joined('ann', 'Tennis')])).toEqual([]);
  });

  test('4: both resets for one person within the hour', async () => {
    const reset = (hours: number, eventType: string, person: string): JsonObject =>
      done('desk', hours, eventType, { target: [user(person)] });
    const log = (hours: number, person: string): readonly JsonObject[] => [
      reset(1, 'user.account.reset_password', 'ann'),
      reset(hours, 'user.mfa.factor.reset_all', person),
    ];
    expect(await found(4, log(1.9, 'ann'))).toEqual([
      'medium Password and factors of one person reset',
    ]);
    expect(await found(4, log(2.1, 'ann'))).toEqual([]);
    expect(await found(4, log(1.9, 'bob'))).toEqual([]);
  });

  test('5: many accounts, through many addresses or one', async () => {
    const tries = (who: readonly string[], address: (index: number) => string, agent?: string) =>
      who.map((id, index) => {
        const over = from(address(index), agent ?? `agent ${index}`);
        return signIn(id, 1 + index / 60, 'FAILURE', over);
      });
    const hit = ['medium One password tried on many accounts'];
    const changing = (index: number): string => `203.0.113.${index}`;
    expect(await found(5, tries(people(20), changing, 'python'))).toEqual(hit);
    expect(
      await found(
        5,
        tries(people(20), () => '203.0.113.9'),
      ),
    ).toEqual(hit);
    expect(await found(5, tries(people(20), changing))).toEqual([]);
    expect(await found(5, tries([...people(19), 'p0'], changing, 'python'))).toEqual([]);
  });

  test('6: a success after many accounts that were tried little', async () => {
    const office = from('203.0.113.9');
    const log = (failed: readonly string[], succeeded: readonly string[]) => [
      done('ann', 0, 'user.session.end'),
      ...failed.map((id, index) => signIn(id, 2 + index / 600, 'FAILURE', office)),
      ...succeeded.map((id, index) => signIn(id, 2.5 + index / 600, 'SUCCESS', office)),
    ];
    const hit = ['high Sign-in at the end of a spray'];
    expect(await found(6, log(people(12), ['p3']))).toEqual(hit);
    expect(await found(6, log(people(9), ['p3']))).toEqual([]);
    const stubborn = people(10).flatMap((id, index) => Array<string>(index < 3 ? 3 : 1).fill(id));
    expect(await found(6, log(stubborn, ['p3']))).toEqual([]);
    const morning = [
      ...people(8).map((id, index) => signIn(id, 1.9 + index / 600, 'SUCCESS', office)),
      ...log(people(12), ['p3']).slice(1),
    ];
    expect(await found(6, [done('ann', 0, 'user.session.end'), ...morning])).toEqual([]);
  });

  test('7: three steps in their order', async () => {
    const added = 'user.mfa.factor.activate';
    const removed = 'user.mfa.factor.deactivate';
    const log = (over: Over, ...steps: readonly string[]): readonly JsonObject[] => [
      signIn('ann', 1, 'SUCCESS', over),
      ...steps.map((step, index) => done('ann', 1.1 + index / 10, step)),
    ];
    expect(await found(7, log(proxied, added, removed))).toEqual([
      'high ann: Account taken over step by step',
    ]);
    expect(await found(7, log(proxied, removed, added))).toEqual([]);
    expect(await found(7, log({}, added, removed))).toEqual([]);
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
    expect(await found(9, log('bob', '203.0.113.9'))).toEqual([together, ...both]);
    expect(await found(9, log('ann', '203.0.113.9'))).toEqual(both);
    expect(await found(9, log('bob', '203.0.113.8'))).toEqual(both);
  });

  test('10: abroad, at night, with another program', async () => {
    const day = 24;
    const days = (count: number): readonly JsonObject[] =>
      Array.from({ length: count }, (_, index) =>
        signIn('ann', index * day + 8, 'SUCCESS', from('198.51.100.7')),
      );
    const atHome = from('198.51.100.7', 'python');
    const abroad = from('203.0.113.9', 'python', 'Peru');
    // The first sign-in must not make the hour and the program of the second usual.
    const night = [
      signIn('ann', 20 * day + 1, 'SUCCESS', atHome),
      signIn('ann', 20 * day + 1.1, 'SUCCESS', abroad),
    ];
    // Of the very first sign-in the log cannot say what was usual before it.
    const undecided = (events: number): string =>
      `undecided ${events}: Sign-in against every habit`;
    expect(await found(10, [...days(20), ...night])).toEqual([
      'medium ann@example.com signed in at 2 h from Peru',
      undecided(1),
    ]);
    expect(await found(10, [...days(20), ...night.slice(0, 1)])).toEqual([undecided(1)]);
    const noon = signIn('ann', 20 * day + 8.1, 'SUCCESS', abroad);
    expect(await found(10, [...days(20), noon])).toEqual([undecided(1)]);
    const young = days(20).slice(10);
    expect(await found(10, [...young, ...night])).toEqual([undecided(2)]);
  });
});
