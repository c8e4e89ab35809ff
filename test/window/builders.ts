import type {
  ConditionSpec,
  FactSpec,
  FormulaSpec,
  RuleSpec,
  TestSpec,
  WindowSpec,
} from './oracle.ts';

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
    // Surprise alone may not be graver.
    level: 'low',
    fingerprint: ['uuid'],
    ...(rule.windows.length > 0 && {
      context: {
        ...Object.fromEntries(rule.windows.map((window) => [window.name, windowOf(window)])),
        ...computedIn(rule.condition),
      },
    }),
    detection: { ...Object.fromEntries(selections), condition },
  };
}

/** The formulas of a condition, each under the path that its test has. */
function computedIn(condition: ConditionSpec): object {
  const found = new Map<string, string>();
  const visit = (part: ConditionSpec): void => {
    if (part.kind === 'not') visit(part.of);
    else if (part.kind !== 'test') part.of.forEach(visit);
    else if (part.formula !== undefined) {
      found.set(part.path.slice(part.path.indexOf('.') + 1), textOf(part.formula));
    }
  };
  visit(condition);
  return found.size === 0 ? {} : { computed: { compute: Object.fromEntries(found) } };
}

function textOf(formula: FormulaSpec): string {
  if (typeof formula !== 'object') return String(formula);
  const [left, right] = formula.of.map(textOf);
  return `(${left} ${formula.sign} ${right})`;
}

function windowOf(window: WindowSpec): object {
  const { rules, groupBy, groupByAny, aliases, before, until, after, learn, every, facts } = window;
  const buckets = facts.some(({ compute }) => compute === 'zscore');
  return {
    ...(rules.length > 0 && { rules }),
    ...(groupByAny
      ? { 'group-by-any': groupByAny }
      : groupBy.length > 0 && { 'group-by': groupBy }),
    ...(Object.keys(aliases).length > 0 && { aliases }),
    ...(before !== undefined && { before: `${before}h` }),
    ...(until !== undefined && { until: `${until}h` }),
    ...(after !== undefined && { after: `${after}h` }),
    ...(learn !== undefined && { learn: `${learn}h` }),
    ...(buckets && { every: `${every}h` }),
    fields: Object.fromEntries(facts.map((fact) => [fact.name, factOf(fact)])),
  };
}

function factOf({ compute, of, among, percent, each, rule, often }: FactSpec): object {
  if (often) return { portion: { of, count: { [often.bound]: often.count } } };
  if (compute === 'similar') return { similar: of, among };
  if (compute === 'percentile') return { percentile: [...of, percent] };
  if (compute === 'share' || compute === 'since') return { [compute]: rule };
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

function selectionOf({ path, comparison, wanted, against }: TestSpec): object {
  if (against !== undefined) {
    const name = comparison === 'equals' ? path : `${path}|${comparison}`;
    return { [`${name}|fieldref`]: against };
  }
  return { [comparison === 'equals' ? path : `${path}|${comparison}`]: wanted };
}
