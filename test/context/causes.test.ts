import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { aRuleSet, at, hunted } from '../finding/hunted.ts';

async function causes(
  window: JsonObject,
  events: readonly JsonObject[],
  wanted: JsonObject = { 'w.n': 0 },
) {
  const context = { w: { ...window, fields: { n: { count: true } } } };
  const detection = { a: { eventType: 'a' }, n: wanted, condition: 'a and not n' };
  const { rule } = await hunted(events, aRuleSet({ context, detection }));
  return [rule.status, rule.because];
}

describe('why a rule stayed undecided', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['the start', { before: '24h' }, ['the log begins less than 24h before them']],
    [
      'the start, as far as it must be known',
      { before: '30d', learn: '90m' },
      ['the log begins less than 1.5h before them'],
    ],
    ['the end', { after: '30m' }, ['the log ends less than 30m after them']],
    [
      'both',
      { before: '24h', after: '10m' },
      ['the log begins less than 24h before them', 'the log ends less than 10m after them'],
    ],
  ])('names %s', async (_, window, because) => {
    const about = { 'w.n|lt': 9 };
    expect(await causes(window, [at(10), at(10)], about)).toEqual(['undecided', because]);
  });

  test('is not asked of a rule that was decided', async () => {
    expect(await causes({ before: '1h' }, [at(1), at(10)], { 'w.n|gte': 1 })).toEqual([
      'evaluated',
      [],
    ]);
  });
});
