import { parseRules } from '../../src/rule/link.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { RuleError } from '../../src/rule/yaml/diagnostic.ts';
import type { CorrelationSpec, Expression } from './oracle.ts';

/** A rule that holds for events of some types. */
function plain(name: string, eventType: readonly string[]): object {
  return {
    title: name,
    name,
    generate: false,
    logsource: { product: 'okta', service: 'okta' },
    detection: { one: { eventType }, condition: 'one' },
  };
}

/** Holds for a `d` that no `e` follows within twenty minutes, so that it may stay undecided. */
const lonely = {
  title: 'rd',
  name: 'rd',
  generate: false,
  logsource: { product: 'okta', service: 'okta' },
  context: {
    next: { rules: ['re'], 'group-by': [], after: '20m', fields: { n: { count: true } } },
  },
  detection: { one: { eventType: 'd' }, none: { 'next.n': 0 }, condition: 'one and none' },
};

/** The rules of a case as the text of a rule file. JSON is YAML. */
export function yamlOf(specs: readonly CorrelationSpec[]): string {
  const base = [plain('ra', ['a', 'ab']), plain('rb', ['b', 'ab']), plain('re', ['e']), lonely];
  return [...specs.map(documentOf), ...base].map((each) => JSON.stringify(each)).join('\n---\n');
}

function documentOf(spec: CorrelationSpec): object {
  const { name, type, rules, groupBy, aliases, timespan, condition } = spec;
  const isBounds = condition.kind === 'bounds';
  return {
    title: name,
    name,
    summary: `{correlation.${type}}`,
    correlation: {
      type,
      ...(isBounds && { rules }),
      ...(groupBy.length > 0 && { 'group-by': groupBy }),
      ...(Object.keys(aliases).length > 0 && { aliases }),
      timespan: `${timespan}m`,
      generate: true,
      condition: isBounds
        ? {
            ...Object.fromEntries(condition.bounds),
            ...(condition.field && { field: condition.field }),
            ...(condition.percentile !== undefined && { percentile: condition.percentile }),
          }
        : spell(condition.expression),
    },
  };
}

function spell(expression: Expression): string {
  if (typeof expression === 'string') return expression;
  if ('not' in expression) return `not (${spell(expression.not)})`;
  const [word, parts] = 'and' in expression ? ['and', expression.and] : ['or', expression.or];
  return parts.map((part) => `(${spell(part)})`).join(` ${word} `);
}

/** The rules of a case, unless they are refused: then it asks for nothing, or for what always is. */
export function rulesOf(specs: readonly CorrelationSpec[]): RuleSet | undefined {
  try {
    return parseRules(yamlOf(specs));
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
