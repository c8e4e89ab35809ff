import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { placeholdersOf } from '../../src/explain/summary-text.ts';
import { aRuleSet, at, hunted } from '../builders.ts';

async function title(
  summary: string,
  over: JsonObject = {},
  rule: JsonObject = {},
): Promise<string | undefined> {
  const { findings } = await hunted(
    [at(0, { eventType: 'c' }), at(5, over)],
    aRuleSet({ summary, ...rule }),
  );
  return findings[0]?.title;
}

describe('a summary', () => {
  test.each<[string, string, JsonObject, string]>([
    [
      'has the values of fields',
      '{actor.id} did {eventType}',
      { actor: { id: 'ann' } },
      'ann did a',
    ],
    ['has all values of a field', '{target.id}', { target: [{ id: 'x' }, { id: 'y' }] }, 'x, y'],
    ['says unknown for what is absent', '{actor.id}!', { actor: null }, 'unknown!'],
    ['says unknown for a field that nobody knows', '{no.such.field} {x}', {}, 'unknown unknown'],
    ['has top-level fields that are named like no window', '{wx}', { wx: 'y' }, 'y'],
    ['keeps lone braces', '{ } {} }{', {}, 'unknown {} }{'],
    [
      'does not fill in what a value brings along',
      '{actor.id}',
      { actor: { id: '{eventType} $& $1' } },
      '{eventType} $& $1',
    ],
    [
      'has hostile text as it is',
      '{actor.id}',
      { actor: { id: 'a\u001b[31m\n\u202eb' } },
      'a\u001b[31m\n\u202eb',
    ],
    ['reads no inherited names', '{constructor.name} {__proto__}', {}, 'unknown unknown'],
  ])('%s', async (_, summary, over, expected) => {
    expect(await title(summary, over)).toBe(expected);
  });

  test('has the facts of windows, and unknown for those that the event lacks', async () => {
    const context = {
      w: { before: '1h', fields: { n: { count: true }, ips: { values: 'client.ipAddress' } } },
      keyed: { 'group-by': ['actor.id'], before: '1h', fields: { n: { count: true } } },
    };
    const detection = {
      a: { eventType: 'a' },
      some: [{ 'w.n|gte': 1 }, { 'keyed.n|gte': 1 }],
      condition: 'a and some',
    };
    const rule = { context, detection };
    const summary = '{w.n} from {w.ips}, {keyed.n}, {w.other}, {wx}';
    const over = { actor: null, client: { ipAddress: '192.0.2.1' }, wx: 'top' };
    expect(await title(summary, over, rule)).toBe('1 from 192.0.2.1, unknown, unknown, top');
  });
});

test('the placeholders of a summary are what stands in braces', () => {
  expect(placeholdersOf('{a.b} and {c}, not {} or { or }')).toEqual(['a.b', 'c', ' or ']);
});
