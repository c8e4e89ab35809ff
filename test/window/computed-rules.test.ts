import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { at, by, hunted, someRules } from '../builders.ts';

const page = readFileSync(join(import.meta.dirname, '../../rules/README.md'), 'utf8');

/** A rule that the manual shows, with the rules that it names. */
function shown(title: string): string {
  const rule = new RegExp(`\`\`\`yaml\\n(title: ${title}[\\s\\S]*?)\`\`\``).exec(page)?.[1];
  const feeder = (name: string, result: string): string => `title: ${name}
name: ${name}
generate: false
logsource: {product: okta, service: okta}
detection: {s: {eventType: user.session.start, outcome.result: ${result}}, condition: s}
`;
  return [feeder('sign-in', 'SUCCESS'), feeder('sign-in-failed', 'FAILURE'), rule].join('---\n');
}

const quiet = Array.from({ length: 80 }, (_, day) => at(day * 12 - 960, { eventType: 'quiet' }));
const signIn = (hours: number, result: string, country: string, isProxy = false): JsonObject =>
  by('ann', hours, {
    eventType: 'user.session.start',
    outcome: { result },
    client: { geographicalContext: { country } },
    securityContext: { isProxy },
  });
const minute = 1 / 60;

describe('what the manual shows', () => {
  test('a baseline that ends an hour ago does not know what came since', async () => {
    const rules = parseRules(shown('An administrator signs in'));
    const console = by('ann', 0, {
      eventType: 'user.session.access_admin_app',
      client: { geographicalContext: { country: 'France' } },
    });
    const told = async (log: readonly JsonObject[]) =>
      (await hunted([...quiet, console, ...log], rules)).findings.length;
    expect(await told([signIn(-10 * minute, 'SUCCESS', 'France')])).toBe(1);
    expect(await told([signIn(-61 * minute, 'SUCCESS', 'France')])).toBe(0);
  });

  test('facts are compared, divided and weighed', async () => {
    const rules = parseRules(shown('Somebody guessed a password'));
    const told = async (tries: number, country: string, isProxy = false) => {
      const failed = Array.from({ length: tries }, (_, n) =>
        signIn(-minute * (n + 2), 'FAILURE', country),
      );
      const log = [signIn(-200, 'SUCCESS', 'Spain'), ...failed];
      const { findings, rule } = await hunted(
        [...quiet, ...log, signIn(0, 'SUCCESS', country, isProxy)],
        rules,
      );
      expect(rule.undecided).toBe(0);
      return findings;
    };
    expect(await told(4, 'Spain', true)).toEqual([]);
    expect(await told(3, 'France')).toEqual([]);
    const [finding] = await told(4, 'France', true);
    expect(finding?.why.map(({ fact }) => fact)).toMatchInlineSnapshot(`
      [
        "failed.n is 4 and succeeded.n is 1",
        "4 \`sign-in-failed\` events in the previous hour with the same actor.id",
        "1 \`sign-in\` event in the previous hour with the same actor.id",
        "sums.perSuccess is 4",
        "sums.score is 5 (proxied holds)",
        "this client.geographicalContext.country was not seen between 30 days and 1 hour earlier with the same actor.id: France",
        "eventType = user.session.start",
        "outcome.result = SUCCESS",
      ]
    `);
  });
});

const counts = (test: JsonObject, over: JsonObject = {}) =>
  someRules([
    { name: 'b', generate: false, detection: { b: { eventType: 'b' }, condition: 'b' } },
    { name: 'c', generate: false, detection: { c: { eventType: 'c' }, condition: 'c' } },
    {
      name: 'rule',
      fingerprint: ['uuid'],
      context: {
        b: { rules: ['b'], before: '2h', fields: { n: { count: true } } },
        c: { rules: ['c'], before: '2h', fields: { n: { count: true } } },
        ratio: { compute: { x: 'b.n / c.n', left: 'debugContext.debugData.limit - b.n' } },
      },
      detection: { a: { eventType: 'a' }, test, condition: 'a and test' },
      ...over,
    },
  ]);
const some = (type: string, hours: readonly number[]): JsonObject[] =>
  hours.map((hour) => at(hour, { eventType: type }));
const begin = at(-20, { eventType: 'begin' });

async function told(test: JsonObject, log: readonly JsonObject[], over?: JsonObject) {
  const { findings, rule } = await hunted(log, counts(test, over));
  return [findings.length, rule.undecided];
}

describe('a comparison of facts', () => {
  const log = [begin, ...some('b', [-1, -0.5, -0.2]), ...some('c', [-1.5, -0.1]), at(0)];
  test.each<[JsonObject, number]>([
    [{ 'b.n|gt|fieldref': 'c.n' }, 1],
    [{ 'c.n|gt|fieldref': 'b.n' }, 0],
    [{ 'b.n|neq|fieldref': 'c.n' }, 1],
    [{ 'b.n|fieldref': 'c.n' }, 0],
    [{ 'b.n|gte|fieldref|all': ['b.n', 'c.n'] }, 1],
    [{ 'b.n|gt|fieldref|all': ['b.n', 'c.n'] }, 0],
    [{ 'b.n|gt|fieldref': ['b.n', 'c.n'] }, 1],
    [{ 'ratio.x': 1.5 }, 1],
    [{ 'ratio.x|gt': 1.5 }, 0],
    [{ 'ratio.x|gt|fieldref': 'c.n' }, 0],
    [{ 'ratio.left': null }, 1],
    [{ 'debugContext.debugData.limit|gte|fieldref': 'b.n' }, 0],
  ])('%j', async (test, findings) => expect(await told(test, log)).toEqual([findings, 0]));

  test.each<[Json, number]>([
    ['5', 1],
    [3, 1],
    [2, 0],
    ['x', 0],
    [[5, 6], 0],
  ])('with a number of the event: %j', async (limit, findings) => {
    const judged = at(0, { debugContext: { debugData: { limit } } });
    const test = { 'debugContext.debugData.limit|gte|fieldref': 'b.n' };
    expect(await told(test, [...log.slice(0, -1), judged])).toEqual([findings, 0]);
  });

  test('a division by 0 is absent', async () => {
    const log = [begin, ...some('b', [-1]), at(0)];
    expect(await told({ 'ratio.x': null }, log)).toEqual([1, 0]);
    expect(await told({ 'ratio.x|gte': 0 }, log)).toEqual([0, 0]);
    expect(await told({ 'ratio.x|exists': false }, log)).toEqual([1, 0]);
  });

  test('is undecided while the log could still change it', async () => {
    const short = [...some('b', [-1, -0.5]), ...some('c', [-0.7]), at(0)];
    expect(await told({ 'b.n|gt|fieldref': 'c.n' }, short)).toEqual([0, 1]);
    expect(await told({ 'ratio.x|gte': 0 }, short)).toEqual([1, 0]);
    expect(await told({ 'ratio.x|lt': 0 }, short)).toEqual([0, 0]);
  });

  test('holds in the order of one instant in which the others came first, or last', async () => {
    const log = [begin, ...some('b', [-1, 0]), ...some('c', [-1]), at(0)];
    expect(await told({ 'b.n|gt|fieldref': 'c.n' }, log)).toEqual([1, 0]);
    expect(await told({ 'b.n|fieldref': 'c.n' }, log)).toEqual([1, 0]);
    expect(await told({ 'b.n|lt|fieldref': 'c.n' }, log)).toEqual([0, 0]);
  });
});

test('a formula counts a selection that matches another rule, with its windows', async () => {
  const rules = someRules([
    { name: 'b', generate: false, detection: { b: { eventType: 'b' }, condition: 'b' } },
    {
      name: 'twice',
      generate: false,
      context: { b: { rules: ['b'], before: '2h', fields: { n: { count: true } } } },
      detection: { a: { eventType: 'a' }, n: { 'b.n|gte': 2 }, condition: 'a and n' },
    },
    {
      name: 'rule',
      generate: true,
      fingerprint: ['uuid'],
      context: { sum: { compute: { x: '2 * often + plain' } } },
      detection: {
        often: { matches: 'twice' },
        plain: { eventType: 'a' },
        high: { 'sum.x|gte': 3 },
        condition: 'plain and high',
      },
    },
  ]);
  const log = (hours: readonly number[]) => [begin, ...some('b', hours), at(0)];
  expect((await hunted(log([-1, -0.5]), rules)).findings).toHaveLength(1);
  expect((await hunted(log([-1]), rules)).findings).toHaveLength(0);
});

describe('log.days', () => {
  const days = (count: number): JsonObject[] =>
    Array.from({ length: count + 1 }, (_, day) => at(-24 * day, { eventType: 'quiet' }));
  test.each<[JsonObject, number, readonly [number, number]]>([
    [{ 'log.days|gte': 3 }, 3, [1, 0]],
    [{ 'log.days|gte': 3 }, 2, [0, 1]],
    [{ 'log.days|lt': 3 }, 3, [0, 0]],
    [{ 'log.days|lt': 3 }, 2, [0, 1]],
  ])('%j after %d days', async (test, count, wanted) => {
    expect(await told(test, [...days(count), at(0)])).toEqual(wanted);
  });

  test('does not count what lies before a gap', async () => {
    const log = [at(-100, { eventType: 'quiet' }), ...days(2), at(0)];
    expect(await told({ 'log.days|gte': 3 }, log)).toEqual([0, 1]);
  });

  test('says why it is undecided', async () => {
    const { rule } = await hunted([at(0)], counts({ 'log.days|gte': 3 }));
    expect(rule.because).toEqual(['asks for more days of log than were read']);
  });
});
