import { partsOf } from './filter.ts';
import { isExpired } from './filter-expiry.ts';
import type { Rule, RuleSet } from './rule.ts';

/** Rules in which filters that have expired by a moment (milliseconds) do nothing. */
export function inForce<Part extends Pick<RuleSet, 'rules' | 'filters'>>(
  set: Part,
  now: number,
): Part {
  const expired = set.filters.filter((filter) => isExpired(filter, now));
  if (expired.length === 0) return set;
  const gone = new Set(expired.map(({ name }) => name));
  return { ...set, rules: set.rules.map((rule) => without(rule, gone)) };
}

function without(rule: Rule, gone: ReadonlySet<string>): Rule {
  if (!rule.filters.some((name) => gone.has(name))) return rule;
  const { own, filters } = partsOf(rule.condition);
  const left = filters.filter(({ name }) => !gone.has(name));
  return {
    ...rule,
    condition: left.length === 0 ? own : { kind: 'and', of: [own, ...left] },
    windows: rule.windows.filter(({ filter }) => filter === undefined || !gone.has(filter)),
    filters: rule.filters.filter((name) => !gone.has(name)),
  };
}
