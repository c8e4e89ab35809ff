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

function windowOf({ rules, groupBy, before, after, learn, facts }: WindowSpec): object {
  return {
    ...(rules.length > 0 && { rules }),
    ...(groupBy.length > 0 && { 'group-by': groupBy }),
    ...(before !== undefined && { before: `${before}h` }),
    ...(after !== undefined && { after: `${after}h` }),
    ...(learn !== undefined && { learn: `${learn}h` }),
    fields: Object.fromEntries(facts.map((fact) => [fact.name, factOf(fact)])),
  };
}

function factOf({ compute, of, among }: FactSpec): object {
  if (compute === 'count') return { count: true };
  return { [compute]: of, ...(compute === 'similar' && { among }) };
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
