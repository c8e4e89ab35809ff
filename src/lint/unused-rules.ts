import { matchesIn } from '../rule/expression.ts';
import { mentionsOf } from '../rule/rule.ts';
import type { RuleFile } from '../rule/rule-file.ts';
import { type Remark, remark } from './lint-context.ts';

/**
 * Rules that would feed others, if any referred to them. Nothing is said while a file has mistakes, since
 * a rule that could not be read may be one of those.
 */
export function unusedRules(
  files: readonly RuleFile[],
  beside: readonly RuleFile[],
): readonly Remark[] {
  const all = [...files, ...beside];
  if (all.some(({ problems }) => problems.length > 0)) return [];
  const rules = all.flatMap((one) => one.rules);
  const events = rules.flatMap(({ windows }) => windows.flatMap((window) => window.events ?? []));
  const filters = all.flatMap((one) => one.filters.map(({ condition }) => condition));
  const named = new Set([
    ...rules.flatMap((rule) => mentionsOf(rule).map(({ name }) => name)),
    ...[...events, ...filters].flatMap((one) => [...matchesIn(one)].map(({ name }) => name)),
  ]);
  return files
    .flatMap((one) => one.rules)
    .filter(({ name, id, generate }) => generate === false && !named.has(name) && !named.has(id))
    .map(({ name, place }) =>
      remark(place, 'unused-rule', `no rule refers to "${name}", which does not report on its own`),
    );
}
