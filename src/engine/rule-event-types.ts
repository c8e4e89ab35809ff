import { prepareKnown, wantsType } from '../detection/can-hold.ts';
import type { CompiledRule, CompiledRuleSet } from '../detection/compiled-rule.ts';
import { isWithin } from '../rule/correlation/bound.ts';
import type { Correlation } from '../rule/correlation/correlation.ts';
import type { RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import { isCalled } from '../rule/rule.ts';
import { alertFields, alertFieldsOf } from './alert-event.ts';

/** Finds the event types that can have a part in what a rule finds. */
export type RuleEventTypes = (rule: Pick<CompiledRule, 'name'>) => readonly string[];

/**
 * Prepares {@link RuleEventTypes} for some event types: of a correlation, those that its rules can want; of a rule
 * about alerts, those of the rules whose findings it can want. Each rule is looked at once.
 */
export function createRuleEventTypes(
  set: CompiledRuleSet,
  types: readonly string[],
): RuleEventTypes {
  const known = new Map<string, ReadonlySet<string>>();
  const find = ({ name }: Pick<CompiledRule, 'name'>): ReadonlySet<string> => {
    const before = known.get(name);
    if (before) return before;
    const rule = set.rules.find((other) => other.name === name) as CompiledRule;
    const sources = sourcesOf(rule, set)?.map(find);
    const own = rule.correlation ? () => true : wantsType(rule.conditions);
    const isThere = (type: string): boolean => sources?.some((some) => some.has(type)) ?? true;
    const found = new Set(types.filter((type) => isThere(type) && own(type)));
    known.set(name, found);
    return found;
  };
  return (rule) => [...find(rule)];
}

/** The rules whose alerts a rule is about; undefined if it is about events. */
export function sourcesOf(
  { name }: Pick<CompiledRule, 'name'>,
  { rules }: CompiledRuleSet,
): readonly CompiledRule[] | undefined {
  const rule = rules.find((other) => other.name === name) as CompiledRule;
  if (rule.correlation) return correlated(rule.correlation, rules);
  return rule.about === 'alert' ? alertingRules(rule, rules) : undefined;
}

/** The rules of a correlation, in its order. */
function correlated(
  correlation: Correlation,
  rules: readonly CompiledRule[],
): readonly CompiledRule[] {
  return correlation.rules.flatMap(
    ({ name }) => rules.find((other) => isCalled(other, name)) ?? [],
  );
}

/** The rules whose findings a rule about alerts can want, as far as that shows from what is said of them. */
function alertingRules(
  rule: CompiledRule,
  rules: readonly CompiledRule[],
): readonly CompiledRule[] {
  const canHold = prepareKnown(rule.conditions, alertFields);
  return rules.filter(
    (other) => other.about === 'event' && other.alerts && canHold(alertFieldsOf(other)),
  );
}

/** Whether a correlation can alert if only those of its rules alert that `can` tells, by their place. */
export function canAlert(
  { rules, type, condition }: Correlation,
  can: (place: number) => boolean,
): boolean {
  const able = rules.map((_, place) => can(place));
  if (condition.kind === 'occurrence') {
    const names = new Set(rules.filter((_, place) => able[place]).map(({ name }) => name));
    return canOccur(condition.expression, names, true);
  }
  if (type !== 'temporal' && type !== 'temporal_ordered') return able.includes(true);
  const firstGap = able.indexOf(false);
  const inOrder = firstGap < 0 ? able.length : firstGap;
  const most = type === 'temporal' ? able.filter(Boolean).length : inOrder;
  return Array.from({ length: most }, (_, count) => count + 1).some((count) =>
    isWithin(condition.bounds, count),
  );
}

/** Whether an expression can hold if only these rules can occur. */
function canOccur(
  expression: RuleExpression,
  names: ReadonlySet<string>,
  wanted: boolean,
): boolean {
  switch (expression.kind) {
    case 'rule':
      return wanted ? names.has(expression.name) : true;
    case 'not':
      return canOccur(expression.of, names, !wanted);
    case 'and':
    case 'or': {
      const every = (expression.kind === 'and') === wanted;
      const can = (part: RuleExpression): boolean => canOccur(part, names, wanted);
      return every ? expression.of.every(can) : expression.of.some(can);
    }
  }
}
