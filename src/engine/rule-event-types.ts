import { prepareKnown, wantsType } from '../detection/can-hold.ts';
import { isWithin } from '../rule/correlation/bounds.ts';
import type { Correlation } from '../rule/correlation/correlation.ts';
import type { RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import { isCalled, type Lists, type Rule, type RuleSet } from '../rule/rule.ts';
import { alertFields, alertFieldsOf } from './alert-event.ts';

/** Finds the event types that can have a part in what a rule finds. */
export type RuleEventTypes = (rule: Rule) => readonly string[];

/**
 * Prepares {@link RuleEventTypes} for some event types: of a correlation, those that its rules can want; of a rule
 * about alerts, those of the rules whose findings it can want. Each rule is looked at once.
 */
export function createRuleEventTypes(
  { rules, lists }: Pick<RuleSet, 'rules' | 'lists'>,
  types: readonly string[],
): RuleEventTypes {
  const known = new Map<Rule, ReadonlySet<string>>();
  const find = (rule: Rule): ReadonlySet<string> => {
    const before = known.get(rule);
    if (before) return before;
    const sources = sourcesOf(rule, rules, lists)?.map(find);
    const own = rule.correlation ? () => true : wantsType(rule.condition, lists);
    const isThere = (type: string): boolean => sources?.some((some) => some.has(type)) ?? true;
    const found = new Set(types.filter((type) => isThere(type) && own(type)));
    known.set(rule, found);
    return found;
  };
  return (rule) => [...find(rule)];
}

/** The rules whose alerts a rule is about; undefined if it is about events. */
export function sourcesOf(
  rule: Rule,
  rules: readonly Rule[],
  lists: Lists,
): readonly Rule[] | undefined {
  if (rule.correlation) return correlated(rule.correlation, rules);
  return rule.about === 'alert' ? alertingRules(rule, rules, lists) : undefined;
}

/** The rules of a correlation, in its order. */
function correlated(correlation: Correlation, rules: readonly Rule[]): readonly Rule[] {
  return correlation.rules.flatMap(
    ({ name }) => rules.find((other) => isCalled(other, name)) ?? [],
  );
}

/** The rules whose findings a rule about alerts can want, as far as that shows from what is said of them. */
function alertingRules(rule: Rule, rules: readonly Rule[], lists: Lists): readonly Rule[] {
  const canHold = prepareKnown(rule.condition, lists, alertFields);
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
