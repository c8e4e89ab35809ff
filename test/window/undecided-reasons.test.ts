import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { aRuleSet, at, hunted } from '../builders.ts';

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
    ['the start', { before: '24h' }, ['needs 24 h of earlier log']],
    [
      'the start, as far as it must be known',
      { before: '30d', learn: '90m' },
      ['needs 1.5 h of earlier log'],
    ],
    ['the end', { after: '30m' }, ['needs 30 min of later log']],
    [
      'both',
      { before: '24h', after: '10m' },
      ['needs 10 min of later log', 'needs 24 h of earlier log'],
    ],
  ])('names %s', async (_, window, because) => {
    const about = { 'w.n|lt': 9 };
    expect(await causes(window, [at(10), at(10)], about)).toEqual(['undecided', because]);
  });

  test('says that a silence lies before what is known', async () => {
    const [, because] = await causes({ before: '24h' }, [at(-3000), at(10), at(20)], {
      'w.n|lt': 9,
    });
    expect(because).toEqual([
      'needs 24 h of earlier log',
      'needs 24 h of earlier log without a gap of over 24 h',
    ]);
  });

  test('is not asked of a rule that was decided', async () => {
    expect(await causes({ before: '1h' }, [at(1), at(10)], { 'w.n|gte': 1 })).toEqual([
      'evaluated',
      [],
    ]);
  });
});

describe('keys that were not looked at', () => {
  const window = { 'group-by': ['actor.id'], before: '1h' };
  const having = (count: number) => ({
    ...at(10),
    actor: { id: Array.from({ length: count }, (_, n) => `u${n}`) },
  });

  test.each<[number, readonly string[]]>([
    [31, []],
    [33, ['1 event has 32 or more keys for the window "w"; only the first 32 are used']],
  ])('of %i are told in the outcome of the rule', async (count, because) => {
    const log = [at(1, { eventType: 'c' }), having(count)];
    expect(await causes(window, log)).toEqual(['evaluated', because]);
  });

  test('are told of combinations of keys as well', async () => {
    const both = { 'group-by': ['actor.id', 'target.id'], before: '1h' };
    const target = Array.from({ length: 3 }, (_, n) => ({ id: `t${n}` }));
    const told = async (count: number) =>
      await causes(both, [at(1, { eventType: 'c' }), { ...having(count), target }]);
    expect(await told(10)).toEqual(['evaluated', []]);
    expect((await told(11))[1]).toHaveLength(1);
  });
});
