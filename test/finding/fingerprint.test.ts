import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/finding/fingerprint.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { aRuleSet, at, by, hunted } from '../builders.ts';

const session = 'authenticationContext.externalSessionId';
const ruleOf = (fingerprint: string | string[], over = {}): Rule =>
  aRuleSet({ fingerprint, ...over }).rules[0] as Rule;
const noon = Date.UTC(2024, 0, 1, 12);
const day = 86_400_000;

describe('a fingerprint', () => {
  const rule = ruleOf('actor.id');
  const own = fingerprintOf(rule, [['ann']], noon);

  test('is versioned and short', () => {
    expect(own).toMatch(/^okh1:[0-9a-f]{20}$/);
  });

  test('is the same for the same rule, values and UTC day', () => {
    expect(fingerprintOf(rule, [['ann']], noon + day / 2 - 1)).toBe(own);
    expect(fingerprintOf(rule, [['ann']], noon - day / 2)).toBe(own);
  });

  test.each<[string, string]>([
    ['other values', fingerprintOf(rule, [['bob']], noon)],
    ['no value', fingerprintOf(rule, [[]], noon)],
    ['one more value', fingerprintOf(rule, [['ann', 'bob']], noon)],
    ['the next day', fingerprintOf(rule, [['ann']], noon + day / 2)],
    ['another rule', fingerprintOf(ruleOf('actor.id', { id: 'other' }), [['ann']], noon)],
    ['other fields', fingerprintOf(ruleOf('target.id'), [['ann']], noon)],
  ])('differs for %s', (_, other) => {
    expect(other).not.toBe(own);
  });

  test('does not let one value pass for two', () => {
    const two = ruleOf(['actor.id', 'target.id']);
    expect(fingerprintOf(two, [['a', 'b'], []], noon)).not.toBe(
      fingerprintOf(two, [['a'], ['b']], noon),
    );
  });

  test('of a session knows no day: a session is an episode of its own', () => {
    const bound = ruleOf(['actor.id', session]);
    const values = [['ann'], ['s1']];
    expect(fingerprintOf(bound, values, noon)).toBe(fingerprintOf(bound, values, noon + 3 * day));
  });
});

describe('findings of the same attack', () => {
  test('keep their fingerprints when the log grows', async () => {
    const attack = [by('ann', 5), by('ann', 6), by('bob', 7)];
    const longer = [by('cyd', -30), ...attack, by('ann', 8), by('ann', 40)];
    const [short, long] = await Promise.all([attack, longer].map((log) => hunted(log, aRuleSet())));
    const known = new Set(long?.findings.map(({ fingerprint }) => fingerprint));
    expect(short?.findings.map(({ fingerprint }) => known.has(fingerprint))).toEqual([true, true]);
    expect(known.size).toBe(4);
  });

  test('are one finding if their fingerprint fields agree, whatever the rest', async () => {
    const rules = aRuleSet({ fingerprint: ['client.ipAddress'] });
    const from = (ipAddress: string) => ({ client: { ipAddress } });
    const log = [
      by('ann', 1, from('192.0.2.1')),
      by('bob', 2, from('192.0.2.1')),
      by('ann', 3, from('192.0.2.2')),
    ];
    const { findings } = await hunted(log, rules);
    expect(findings.map(({ evidence }) => evidence.eventCount)).toEqual([2, 1]);
  });

  test('have identifiers that are taken from their fingerprints', async () => {
    const { findings } = await hunted([at(1)], aRuleSet());
    expect(findings[0]?.id).toBe(`okf_${findings[0]?.fingerprint.slice(5, 17)}`);
  });
});
