import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { at, hunted, someRules } from '../builders.ts';

const user = (id: string): JsonObject => ({ type: 'User', id, alternateId: `${id}@example.com` });
const app = (id: string): JsonObject => ({ type: 'AppInstance', id, displayName: `App ${id}` });

/** Events in which applications come first at times; they are the names of the tests in small letters. */
const event = (hours: number, target: Json, over: JsonObject = {}): JsonObject =>
  at(hours, { target, ...over });

const silence = [-40, -20].map((hours) => at(hours, { eventType: 'x' }));

async function titles(
  events: readonly JsonObject[],
  ...documents: readonly JsonObject[]
): Promise<readonly string[]> {
  const { findings } = await hunted([...silence, ...events], someRules(documents));
  return findings.map(({ title }) => title);
}

describe('the members of an array that fit are meant', () => {
  const events = [
    event(1, [app('a'), user('ann')]),
    event(2, [user('ann'), app('b')]),
    event(3, [app('b'), user('bob'), app('a')]),
    event(4, { type: 'user', id: 'ann' }),
    event(5, []),
  ];

  test('in selections and summaries', async () => {
    const summary = '{target[type=User].id} in {target[type=AppInstance].displayName}';
    const asked = async (selection: JsonObject): Promise<readonly string[]> =>
      titles(events, {
        detection: { s: selection, t: { eventType: 'a' }, condition: 's and t' },
        fingerprint: ['uuid'],
        summary,
      });
    expect(await asked({ 'target[type=AppInstance].id': 'b' })).toEqual([
      'ann in App b',
      'bob in App b, App a',
    ]);
    expect(await asked({ 'target[type=AppInstance].id|neq': 'b' })).toEqual(['ann in App a']);
    expect(await asked({ 'target[type=AppInstance].id': null })).toEqual([
      'ann in unknown',
      'unknown in unknown',
    ]);
    expect(await asked({ 'target[type=User]|exists': false })).toEqual(['unknown in unknown']);
    expect(await asked({ 'target[0].type': 'user', 'target[-1].id|endswith': 'b' })).toEqual([
      'ann in App b',
    ]);
  });

  test('in keys, functions and fingerprints of windows', async () => {
    const rule = {
      context: {
        w: {
          'group-by': ['target[type=User].id'],
          before: '12h',
          fields: {
            apps: { distinct: 'target[type=AppInstance].id' },
            last: { last: 'target[0].id' },
          },
        },
      },
      detection: { s: { 'w.apps|gte': 2 }, condition: 's' },
      summary: '{target[type=User].id}: {w.apps} after {w.last}',
      fingerprint: ['target[type=User].id'],
    };
    expect(await titles(events, rule)).toEqual(['ann: 2 after a', 'bob: 2 after unknown']);
  });

  test('in aliases, and as other fields', async () => {
    const resets = ['ann', 'bob'].map((id, hour) =>
      event(hour + 1, [app('a'), user(id)], { eventType: 'reset' }),
    );
    const signIns = ['ann', 'eve', 'a'].map((id, hour) =>
      event(hour + 5, [], { eventType: 'sign-in', actor: { id } }),
    );
    const feeder = {
      name: 'reset',
      generate: false,
      detection: { s: { eventType: 'reset' }, condition: 's' },
    };
    const rule = {
      name: 'in',
      context: {
        before: {
          rules: ['reset'],
          'group-by': ['who'],
          aliases: { who: { reset: 'target[type=User].id', in: 'actor.id' } },
          before: '12h',
          fields: { n: { count: true } },
        },
      },
      detection: { s: { eventType: 'sign-in', 'before.n': 1 }, condition: 's' },
      fingerprint: ['uuid'],
      summary: '{actor.id}',
    };
    expect(await titles([...resets, ...signIns], rule, feeder)).toEqual(['ann']);
    const own = [
      event(1, [app('ann'), user('ann')], { actor: { id: 'ann' } }),
      event(2, [app('bob'), user('ann')], { actor: { id: 'bob' } }),
    ];
    const others = {
      detection: {
        s: { 'actor.id|fieldref|neq': 'target[type=User].id', eventType: 'a' },
        condition: 's',
      },
      summary: '{actor.id}',
    };
    expect(await titles(own, others)).toEqual(['bob']);
  });

  test('in correlations, and in those and windows over their alerts', async () => {
    const base = {
      name: 'base',
      generate: false,
      detection: { s: { eventType: 'a' }, condition: 's' },
    };
    const apps = {
      title: 'apps',
      name: 'apps',
      summary: '{target[type=User].id}: {correlation.value_count}',
      correlation: {
        type: 'value_count',
        rules: ['base'],
        'group-by': ['target[type=User].id'],
        timespan: '12h',
        condition: { field: 'target[type=AppInstance].id', gte: 2 },
      },
    };
    const over = {
      name: 'over',
      title: 'over',
      summary: 'over {target[type=User].id}',
      correlation: {
        type: 'event_count',
        rules: ['apps'],
        'group-by': ['target[ type=User ].id'],
        timespan: '12h',
        condition: { gte: 1 },
        generate: true,
      },
    };
    const found = await titles(events, apps, over, base);
    expect(found.toSorted()).toEqual(['ann: 2', 'bob: 2', 'over ann', 'over bob']);
  });

  test('in rules about alerts, of the alert and of its event', async () => {
    const base = {
      name: 'base',
      title: 'base',
      logsource: { product: 'okta' },
      fingerprint: ['uuid'],
      detection: { s: { eventType: 'a' }, condition: 's' },
    };
    const over = {
      name: 'over',
      title: 'over',
      logsource: { product: 'oktahunt', service: 'alert' },
      context: {
        day: {
          'group-by': ['entity[type=User].id'],
          before: '24h',
          fields: { apps: { distinct: 'target[type=AppInstance].id' } },
        },
      },
      detection: { s: { 'day.apps|gte': 2, 'odd\\[0\\].name': 'x' }, condition: 's' },
      summary: '{day.apps} {target[type=User].id}',
      fingerprint: ['entity[type=User].id'],
    };
    const rules = parseRules([base, over].map((one) => JSON.stringify(one)).join('\n---\n'));
    const own = events.map((one) => ({
      ...one,
      actor: { id: 'x', type: 'SystemPrincipal' },
      'odd[0]': { name: 'x' },
    }));
    const { findings } = await hunted([...silence, ...own], rules);
    const told = findings.filter(({ rule }) => rule.name === 'over').map(({ title }) => title);
    expect(told).toEqual(['2 ann', '2 bob']);
  });
});
