import { tell } from '../../language/message.ts';
import { namesLike, type Pack, rulesOf } from '../../rule/pack.ts';
import type { RuleSet } from '../../rule/rule.ts';
import { misuse } from '../failure.ts';
import { unknown } from '../option/enum.ts';

/** Which rules report; names may contain `*` and `?`. An empty `only` or `packs` means all. */
export interface RuleSelection {
  readonly packs?: readonly string[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** Rules of a run with the packs that may be chosen. */
type RulesWithPacks = RuleSet & { readonly packs?: readonly Pack[] };

/**
 * The rules, of which only the selected ones report, with the packs that were chosen. The other rules
 * stay, silent, because windows of the selected ones may refer to them; a hunt skips those without
 * references.
 *
 * A name that matches no rule or pack is misuse, and so is an empty selection.
 */
export function select<T extends RulesWithPacks>(
  rules: T,
  { packs = [], only, skip }: RuleSelection,
): T {
  const chosen = choosePacks(rules.packs ?? [], packs);
  if (packs.length + only.length + skip.length === 0) return rules;
  const names = rules.rules.map((rule) => rule.name);
  const inPacks = new Set(
    packs.length === 0 ? names : chosen.flatMap((pack) => rulesOf(pack, rules)),
  );
  const named = only.length === 0 ? new Set(names) : matching(only, names);
  const skipped = matching(skip, names);
  const isWanted = (name: string): boolean =>
    inPacks.has(name) && named.has(name) && !skipped.has(name);
  const reporting = rules.rules.map((rule) =>
    isWanted(rule.name) ? rule : { ...rule, generate: false },
  );
  if (!reporting.some((rule) => rule.generate)) {
    throw misuse(tell(packs.length > 0 ? 'misuse.noRuleLeftInPacks' : 'misuse.noRuleLeft'));
  }
  return { ...rules, rules: reporting, packs: chosen };
}

/** The packs of some names, all if there are none; a name that no pack has is misuse. */
export function choosePacks(packs: readonly Pack[], names: readonly string[]): readonly Pack[] {
  if (names.length === 0) return packs;
  return names.map((name) => {
    const known = packs.map((pack) => pack.name);
    const found = packs.find((pack) => pack.name === name);
    if (!found) throw unknown(name, known, 'pack');
    return found;
  });
}

function matching(patterns: readonly string[], names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const hits = namesLike(pattern, names);
    if (hits.length === 0) throw unknown(pattern, names, 'rule');
    for (const hit of hits) found.add(hit);
  }
  return found;
}
