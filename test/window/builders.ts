import type { ConditionSpec, FactSpec, RuleSpec, TestSpec, WindowSpec } from './oracle.ts';

/** The rules of a specification as the text of a rule file. JSON is YAML. */
export function yamlOf(rules: readonly RuleSpec[], reporting: string): string {
  return rules.map((rule) => JSON.stringify(documentOf(rule, reporting))).join('\n---\n');
}

function documentOf(rule: RuleSpec, reporting: string): object {
  const selections = new Map<string, object>();
  const condition = spell(rule.condition, selections);
  return {
    title: rule.name,
    name: rule.name,
    logsource: { product: 'okta', service: 'okta' },
    generate: rule.name === reporting,
    fingerprint: ['uuid'],
    ...(rule.windows.length > 0 && {
      context: Object.fromEntries(rule.windows.map((window) => [window.name, windowOf(window)])),
    }),
    detection: { ...Object.fromEntries(selections), condition },
  };
}

function windowOf(window: WindowSpec): object {
  const { rules, groupBy, groupByAny, aliases, before, after, learn, every, facts } = window;
  const buckets = facts.some(({ compute }) => compute === 'zscore');
  return {
    ...(rules.length > 0 && { rules }),
    ...(groupByAny
      ? { 'group-by-any': groupByAny }
      : groupBy.length > 0 && { 'group-by': groupBy }),
    ...(Object.keys(aliases).length > 0 && { aliases }),
    ...(before !== undefined && { before: `${before}h` }),
    ...(after !== undefined && { after: `${after}h` }),
    ...(learn !== undefined && { learn: `${learn}h` }),
    ...(buckets && { every: `${every}h` }),
    fields: Object.fromEntries(facts.map((fact) => [fact.name, factOf(fact)])),
  };
}

function factOf({ compute, of, among, percent, each, rule }: FactSpec): object {
  if (compute === 'similar') return { similar: of, among };
  if (compute === 'percentile') return { percentile: [...of, percent] };
  if (compute === 'share') return { share: rule };
  if (compute === 'zscore')
    return { zscore: each === 'count' ? { count: true } : { [`${each}`]: of } };
  if (of.length === 0) return { [compute]: true };
  return { [compute]: of.length === 1 ? of[0] : of };
}

/** Every test becomes a selection of its own. */
function spell(condition: ConditionSpec, selections: Map<string, object>): string {
  if (condition.kind === 'not') return `not (${spell(condition.of, selections)})`;
  if (condition.kind !== 'test') {
    return condition.of.map((part) => `(${spell(part, selections)})`).join(` ${condition.kind} `);
  }
  const name = `s${selections.size}`;
  selections.set(name, selectionOf(condition));
  return name;
}

function selectionOf({ path, comparison, wanted }: TestSpec): object {
  return { [comparison === 'equals' ? path : `${path}|${comparison}`]: wanted };
}
