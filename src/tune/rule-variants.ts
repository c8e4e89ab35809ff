import type { Expression } from '../rule/expression.ts';
import type { Rule, RuleSet } from '../rule/rule.ts';
import type { Window } from '../rule/window/window.ts';

/** What is different about a variant of a rule. */
export type RuleChange = Partial<Pick<Rule, 'condition' | 'raises' | 'correlation' | 'filters'>>;

/** Rules of which one reports, in several variants. */
export interface VariantSet {
  readonly rules: RuleSet;
  /** The name of each variant, in the order of the changes. */
  readonly names: readonly string[];
}

/**
 * The rules with only one of them reporting, and beside it a variant for each change, so that one run
 * evaluates all of them. Nothing refers to a variant.
 */
export function withVariants(
  set: RuleSet,
  { name }: Pick<Rule, 'name'>,
  changes: readonly RuleChange[],
): VariantSet {
  const rules = set.rules.map((rule) => ({ ...rule, generate: rule.name === name }));
  const original = rules.find(({ generate }) => generate) as Rule;
  const taken = new Set(rules.flatMap((rule) => [rule.name, rule.id]));
  const names = changes.map((_, index) => {
    let variant = `${name} (variant ${index + 1})`;
    while (taken.has(variant)) variant += "'";
    return variant;
  });
  const variants = changes.map((change, index): Rule => {
    const own = names[index] as string;
    const windows = original.windows.map((window) => withAliases(window, name, own));
    return { ...original, ...change, name: own, id: own, windows };
  });
  return { rules: { ...set, rules: [...rules, ...variants] }, names };
}

/** The window, in which a rule by another name finds the aliases that it had. */
function withAliases(window: Window, name: string, other: string): Window {
  const aliases = [...window.aliases].map(([alias, fields]) => {
    const field = fields.get(name);
    return [alias, field === undefined ? fields : new Map([...fields, [other, field]])] as const;
  });
  return { ...window, aliases: new Map(aliases) };
}

/** The rule without those of its filters that are `out`, by their place in `filters`. */
export function withoutFilters(rule: Rule, out: (index: number) => boolean): RuleChange {
  const { condition, filters } = rule;
  if (condition.kind !== 'and') return {};
  let index = 0;
  const of = condition.of.filter((part) => part.kind !== 'filter' || !out(index++));
  return { condition: { kind: 'and', of }, filters: filters.filter((_, at) => !out(at)) };
}

/** The expression with one part of it, the very same object, replaced. */
export function replaced(expression: Expression, part: Expression, by: Expression): Expression {
  if (expression === part) return by;
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { ...expression, of: expression.of.map((inner) => replaced(inner, part, by)) };
    case 'not':
    case 'selection':
    case 'filter':
    case 'members':
      return { ...expression, of: replaced(expression.of, part, by) };
    case 'field':
    case 'keyword':
    case 'matches':
      return expression;
  }
}
