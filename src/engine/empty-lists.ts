import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { EmptyList } from '../finding/summary.ts';
import { listsOf } from '../rule/expression.ts';
import { referencesOf } from '../rule/rule.ts';

/**
 * The value lists that rules ask for and that have no values, each with the reporting rules that it could
 * make find more, or less; those that feed them and what they match included. In order of name.
 */
export function emptyListsOf(rules: readonly CompiledRule[]): readonly EmptyList[] {
  const called = new Map(
    rules.flatMap((rule) => [[rule.id, rule] as const, [rule.name, rule] as const]),
  );
  const waiting = new Map<string, string[]>();
  for (const rule of rules) {
    if (!rule.generate) continue;
    const asked = withFeeders(rule, called).flatMap(emptyIn);
    for (const name of new Set(asked)) {
      waiting.set(name, [...(waiting.get(name) ?? []), rule.name]);
    }
  }
  return [...waiting]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, names]) => ({ name, rules: names }));
}

/** A rule, and all that it refers to. */
function withFeeders(
  rule: CompiledRule,
  called: ReadonlyMap<string, CompiledRule>,
): readonly CompiledRule[] {
  const found = new Set([rule]);
  for (const one of found) {
    for (const { name } of referencesOf(one)) {
      const other = called.get(name);
      if (other) found.add(other);
    }
  }
  return [...found];
}

/** The empty lists that a rule asks for itself. */
function emptyIn({
  conditions: { tests, facts, lists },
  windows,
}: CompiledRule): readonly string[] {
  const asked = [...tests, ...facts].flatMap((test) => ('values' in test ? test.values : []));
  const named = [...asked.flatMap(listsOf), ...windows.flatMap(({ list }) => list ?? [])];
  return named.filter((name) => (lists.get(name) ?? []).length === 0);
}
