import type { RuleSet } from '../../rule/rule.ts';
import { misuse } from '../failure.ts';
import { unknown } from '../option/enum.ts';

/** Which rules report; names may contain `*` and `?`. An empty `only` means all. */
export interface RuleSelection {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The rules, of which only the selected ones report. The others stay, silent, because windows of the
 * selected ones may refer to them; a hunt skips those without references.
 *
 * A name that matches no rule is misuse, and so is an empty selection.
 */
export function select(rules: RuleSet, { only, skip }: RuleSelection): RuleSet {
  if (only.length === 0 && skip.length === 0) return rules;
  const names = rules.rules.map((rule) => rule.name);
  const wanted = only.length === 0 ? new Set(names) : matching(only, names);
  for (const name of matching(skip, names)) wanted.delete(name);
  const chosen = rules.rules.map((rule) =>
    wanted.has(rule.name) ? rule : { ...rule, generate: false },
  );
  if (!chosen.some((rule) => rule.generate)) {
    throw misuse('--only and --skip leave no rule that reports');
  }
  return { ...rules, rules: chosen };
}

function matching(patterns: readonly string[], names: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const glob = globOf(pattern);
    const hits = names.filter((name) => glob.test(name));
    if (hits.length === 0) throw unknown(pattern, names, 'rule');
    for (const hit of hits) found.add(hit);
  }
  return found;
}

function globOf(pattern: string): RegExp {
  const literal = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\*+/g, '.*').replaceAll('?', '.')}$`);
}
