import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/cli/rules/rule-set.ts';
import type { Rule, RuleSet } from '../../../src/rule/rule.ts';
import { aRule } from '../world.ts';

function rulesOf(
  rules: readonly Rule[],
  lists: readonly [string, readonly string[]][] = [],
): RuleSet {
  return { rules, lists: new Map(lists), filters: [], foreign: [] };
}

const [first, second] = [aRule('first'), aRule('second')];
const elsewhere = { ...first, place: { file: '/elsewhere/first.yml', line: 7, column: 1 } };
const digest = digestOf(rulesOf([first, second], [['ips', ['192.0.2.1']]]));

describe('the digest of rules', () => {
  test.each<[string, RuleSet]>([
    ['the order of the rules', rulesOf([second, first], [['ips', ['192.0.2.1']]])],
    ['the place of their files', rulesOf([elsewhere, second], [['ips', ['192.0.2.1']]])],
  ])('does not depend on %s', (_, rules) => {
    expect(digestOf(rules)).toBe(digest);
  });

  test.each<[string, RuleSet]>([
    ['a rule is missing', rulesOf([first], [['ips', ['192.0.2.1']]])],
    ['a level changes', rulesOf([{ ...first, level: 'high' }, second], [['ips', ['192.0.2.1']]])],
    ['a list changes', rulesOf([first, second], [['ips', ['192.0.2.2']]])],
    ['a list has another name', rulesOf([first, second], [['nets', ['192.0.2.1']]])],
  ])('changes when %s', (_, rules) => {
    expect(digestOf(rules)).not.toBe(digest);
  });
});
