import { tell } from '../language/message.ts';
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
  const filters = all.flatMap((one) => one.filters);
  const mentions = [...rules.flatMap(mentionsOf), ...filters.flatMap(mentionsOf)];
  const named = new Set(mentions.map(({ name }) => name));
  return files
    .flatMap((one) => one.rules)
    .filter(({ name, id, generate }) => generate === false && !named.has(name) && !named.has(id))
    .map(({ name, place }) => remark(place, 'unused-rule', tell('remark.unusedRule', { name })));
}
