import type { RuleSet } from '../../rule/rule.ts';
import { misuse } from '../failure.ts';
import { unknown } from '../option/enum.ts';

/** Which rules to report; names may hold `*` and `?`. Empty `only` means all. */
export interface Selection {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The rules, of which only the chosen ones report. The others stay, silent, because the windows of the
 * chosen may look at them; a hunt leaves out those that nobody looks at.
 *
 * A name that fits no rule is misuse, and so is a selection that leaves nothing.
 */
export function select(rules: RuleSet, { only, skip }: Selection): RuleSet {
  if (only.length === 0 && skip.length === 0) return rules;
  const names = rules.rules.map((rule) => rule.name);
  const wanted = only.length === 0 ? new Set(names) : matching(only, names);
  for (const name of matching(skip, names)) wanted.delete(name);
  const chosen = rules.rules.map((rule) =>
    wanted.has(rule.name) ? rule : { ...rule, generate: false },
  );
  if (!chosen.some((rule) => rule.generate)) {
    throw misuse('--only and --skip leave no rule that reports anything');
  }
  return { ...rules, rules: chosen };
}

function matching(patterns: readonly string[], names: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const fits = globOf(pattern);
    const hits = names.filter((name) => fits.test(name));
    if (hits.length === 0) throw unknown(pattern, names, 'rule');
    for (const hit of hits) found.add(hit);
  }
  return found;
}

function globOf(pattern: string): RegExp {
  const literal = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\*+/g, '.*').replaceAll('?', '.')}$`);
}
