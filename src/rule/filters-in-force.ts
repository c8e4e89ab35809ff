import { type Expression, testsOf } from './expression.ts';
import { isExpired } from './filter-expiry.ts';
import { always, rewriting } from './rewriting.ts';
import type { Rule, RuleSet } from './rule.ts';

/** Rules in which filters that have expired by a moment (milliseconds) do nothing. */
export function inForce<Part extends Pick<RuleSet, 'rules' | 'filters'>>(
  set: Part,
  now: number,
): Part {
  const expired = set.filters.filter((filter) => isExpired(filter, now));
  if (expired.length === 0) return set;
  const gone = new Set(expired.map(({ name }) => name));
  const left = (rule: Rule): Rule => without(rule, gone);
  return {
    ...set,
    rules: set.rules.map(left),
    filters: set.filters.map((filter) => {
      return { ...filter, inner: gone.has(filter.name) ? [] : filter.inner.map(left) };
    }),
  };
}

/** The rule without some filters: its own, and those of rules that it matches. */
function without(rule: Rule, gone: ReadonlySet<string>): Rule {
  const rest = rewriting((part) =>
    part.kind === 'filter' && gone.has(part.name) ? always : undefined,
  );
  const condition = rest(rule.condition);
  const raises = rule.raises.map((raise) => ({ ...raise, condition: rest(raise.condition) }));
  const asked = windowsIn([condition, ...raises.map((raise) => raise.condition)]);
  return {
    ...rule,
    condition,
    raises,
    windows: rule.windows.filter(
      ({ name, filter, itself }) =>
        (filter === undefined || !gone.has(filter)) && (!itself || asked.has(name)),
    ),
    filters: rule.filters.filter((name) => !gone.has(name)),
    inner: rule.inner.map((one) => without(one, gone)),
  };
}

/** The windows that conditions ask, by name. */
function windowsIn(conditions: readonly Expression[]): ReadonlySet<string> {
  const tests = conditions.flatMap((condition) => [...testsOf(condition)]);
  return new Set(
    tests.flatMap((test) => (test.kind === 'field' && test.fact ? [test.fact.window] : [])),
  );
}
