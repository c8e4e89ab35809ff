import type { RuleSet } from './rule.ts';

/**
 * The rules with only one of them reporting, even if it otherwise only feeds others. A hunt skips
 * rules that neither report nor feed it.
 */
export function onlyReporting(rules: RuleSet, name: string): RuleSet {
  return {
    ...rules,
    rules: rules.rules.map((rule) => ({ ...rule, generate: rule.name === name })),
  };
}
