import type { RuleSet } from '../../../rule/rule.ts';

/**
 * The rules, of which one alone reports, even if it otherwise only feeds others. A hunt leaves out
 * those that neither report nor feed it.
 */
export function onlyReporting(rules: RuleSet, name: string): RuleSet {
  return {
    ...rules,
    rules: rules.rules.map((rule) => ({ ...rule, generate: rule.name === name })),
  };
}
