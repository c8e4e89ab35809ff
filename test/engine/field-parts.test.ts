import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { at, hunted, someRules } from '../builders.ts';

/** An event of a login, `hours` after a midnight of UTC in January. */
const by = (login: string, hours: number, over: JsonObject = {}): JsonObject =>
  at(hours, { eventType: 'a', actor: { id: login, alternateId: login }, ...over });

const whole = { detection: { a: { eventType: 'a' }, condition: 'a' } };

/** What is told of one rule: its headlines and the facts of the last finding. */
async function told(events: readonly JsonObject[], rule: JsonObject) {
  const { findings } = await hunted(events, someRules([rule]));
  const inOrder = findings.toSorted((a, b) => (a.when.firstEvent < b.when.firstEvent ? -1 : 1));
  return {
    titles: inOrder.map(({ title }) => title),
    why: inOrder.at(-1)?.why.map(({ fact }) => fact),
  };
}

describe('a part of a field', () => {
  test('is a key, a fingerprint, and filled in', async () => {
    const events = [by('a@X.org', 0), by('b@y.org', 1), by('c@x.org', 2), by('admin', 3)];
    const rule = {
      context: {
        near: {
          'group-by': ['actor.alternateId|domain'],
          before: '5h',
          fields: { n: { count: true }, users: { values: 'actor.alternateId|user' } },
        },
      },
      detection: { two: { 'near.n|gte': 2, 'near.users': 'a' }, condition: 'two' },
      fingerprint: ['actor.alternateId|domain'],
      summary: '{actor.alternateId|user} of {actor.alternateId|domain}, {published|hour} h',
    };
    const { titles, why } = await told(events, rule);
    expect(titles).toEqual(['c of x.org, 2 h']);
    expect(why?.[0]).toBe(
      '2 events in the previous 5 hours with the same actor.alternateId|domain',
    );
  });

  test('of a time is read by the clocks of the zone, and named with it', async () => {
    const rule = {
      timezone: 'America/New_York',
      detection: { late: { 'published|hour|gte': 22, 'published|weekday': 7 }, condition: 'late' },
      summary: '{published|hour} h, and {published|hour@Asia/Tokyo} h in Tokyo',
    };
    // The night to a Monday, 2024-01-08, as UTC counts.
    const events = [by('a', 7 * 24 + 2), by('b', 7 * 24 + 4), by('c', 6 * 24 + 4)];
    const { titles, why } = await told(events, rule);
    expect(titles).toEqual(['23 h, and 13 h in Tokyo']);
    expect(why).toEqual([
      'published|hour@America/New_York = 23 (is at least 22)',
      'published|weekday@America/New_York = 7',
    ]);
  });

  test('is read by the clocks of its own document: of all after a global one, but not of a filter', async () => {
    const okta = 'logsource: {product: okta, service: okta}';
    const rules = parseRules(`action: global
timezone: Asia/Tokyo
${okta}
---
title: first
detection: {s: {published|hour: 9}, condition: s}
summary: '{published|hour}'
---
action: reset
---
title: second
name: second
${okta}
detection: {s: {published|hour: 0}, condition: s}
summary: '{published|hour}'
---
title: not in New York
timezone: America/New_York
${okta}
filter: {rules: [second], s: {published|hour: 19, actor.id: b}, condition: not s}
`);
    const { findings } = await hunted([by('a', 0), by('b', 24)], rules);
    expect(findings.map(({ title }) => title).sort()).toEqual(['0', '9', '9']);
  });

  test('is a habit of the actor', async () => {
    const habit = [9, 33, 56, 79, 102].map((hours) => by('ann', hours));
    const rule = {
      context: {
        past: {
          'group-by': ['actor.id'],
          before: '10d',
          learn: '2d',
          fields: { share: { familiar: 'published|hour' }, new: { new: 'published|daypart' } },
        },
      },
      detection: { odd: { 'past.share': 0, 'past.new': true }, condition: 'odd' },
      summary: '{published|hour} h',
    };
    const { titles, why } = await told([...habit, by('ann', 123)], rule);
    expect(titles).toEqual(['3 h']);
    expect(why).toEqual([
      'this published|hour occurred in 0% of events in the previous 10 days with the same actor.id: 3',
      'this published|daypart was not seen in the previous 10 days with the same actor.id: night',
    ]);
  });

  test('is compared with that of another field, also of a member of an array', async () => {
    const target = (login: string): JsonObject => ({ target: [{ id: 't', alternateId: login }] });
    const events = [by('a@x.org', 0, target('b@X.org')), by('a@x.org', 1, target('b@y.org'))];
    const differs = 'target.alternateId|domain|neq|fieldref';
    const { titles } = await told(events, {
      detection: { s: { [differs]: 'actor.alternateId|domain' }, condition: 's' },
      summary: '{target.alternateId}',
    });
    expect(titles).toEqual(['b@y.org']);
    const { why } = await told(events, {
      detection: { s: { 'target[any]': { 'alternateId|domain': 'y.org' } }, condition: 's' },
    });
    expect(why).toEqual(['target.alternateId|domain = y.org']);
  });

  test('is that of the members that fit, in keys, references, summaries and alerts', async () => {
    const grant = (hours: number, user: string): JsonObject =>
      by('ann@x.org', hours, {
        target: [
          { type: 'AppInstance', id: 'app', alternateId: 'app@x.org' },
          { type: 'User', id: user, alternateId: user },
        ],
      });
    const path = 'target[type=User].alternateId|domain';
    const rules = someRules([
      {
        name: 'base',
        context: { w: { 'group-by': [path], before: '5h', fields: { n: { count: true } } } },
        detection: {
          s: { [`${path}|neq|fieldref`]: 'actor.alternateId|domain', 'w.n|gte': 2 },
          t: { 'actor.alternateId|domain|fieldref': 'target[type=AppInstance].alternateId|domain' },
          condition: 's and t',
        },
        fingerprint: ['uuid'],
        summary: `{${path}}`,
      },
      {
        name: 'over',
        logsource: { product: 'oktahunt', service: 'alert' },
        detection: { s: { [path]: 'y.org' }, condition: 's' },
        summary: `over {${path}}`,
      },
    ]);
    const log = [grant(0, 'b@y.org'), grant(1, 'c@x.org'), grant(2, 'd@Y.org')];
    const { findings } = await hunted(log, rules);
    expect(findings.map(({ title }) => title).sort()).toEqual(['over y.org', 'y.org']);
  });

  test('is absent where no value has it, and of a map or a time that is none', async () => {
    const asked = ['actor.alternateId|domain', 'debugContext.debugData.x|domain', 'uuid|hour'];
    const events = [by('admin', 0, { debugContext: { debugData: { x: '{a=b@c}' } } })];
    const { titles } = await told(events, {
      detection: {
        s: Object.fromEntries(asked.map((path) => [path, null])),
        t: Object.fromEntries(asked.map((path) => [`${path}|exists`, false])),
        condition: 's and t',
      },
      summary: 'absent',
    });
    expect(titles).toEqual(['absent']);
  });

  test('groups a correlation, under an alias too, and fills its summary', async () => {
    const rules = someRules([
      { ...whole, name: 'base' },
      {
        name: 'many',
        correlation: {
          type: 'value_count',
          rules: ['base'],
          'group-by': ['where'],
          aliases: { where: { base: 'actor.alternateId|domain' } },
          timespan: '10h',
          condition: { gte: 2, field: 'actor.alternateId|user' },
        },
        summary: 'users of {where}',
      },
    ]);
    const events = [by('a@x', 0), by('A@X', 1), by('b@y', 2), by('b@x', 3)];
    const { findings } = await hunted(events, rules);
    expect(findings.map(({ title }) => title)).toEqual(['users of x']);
  });

  test('is there for rules about alerts', async () => {
    const rules = someRules([
      { ...whole, name: 'base', fingerprint: ['uuid'], level: 'low' },
      {
        name: 'over',
        logsource: { product: 'oktahunt', service: 'alert' },
        context: {
          near: {
            'group-by': ['actor.alternateId|domain'],
            before: '5h',
            fields: { n: { count: true } },
          },
        },
        detection: { s: { 'near.n|gte': 2, 'published|hour': 2 }, condition: 's' },
        summary: '{actor.alternateId|domain}',
        level: 'high',
      },
    ]);
    const { findings } = await hunted([by('a@x', 0), by('b@y', 1), by('c@X', 2)], rules);
    expect(
      findings.filter(({ severity }) => severity === 'high').map(({ title }) => title),
    ).toEqual(['x']);
  });

  test('is no field that the log lacks', async () => {
    const rules = someRules([{ detection: { s: { 'published|hour': 0 }, condition: 's' } }]);
    const { rule } = await hunted([by('a', 0)], rules);
    expect(rule).toMatchObject({ status: 'evaluated', missing: [], findings: 1 });
  });
});
