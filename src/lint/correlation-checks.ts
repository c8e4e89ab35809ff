import { tell } from '../language/message.ts';
import type { RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import { type Check, type Remark, type RuleSubject, remark } from './lint-context.ts';

/** What a correlation does to the rules it is about, and whether it has enough of them. */
export const checkCorrelation: Check<RuleSubject> = (subject) => {
  const { correlation } = subject.rule;
  if (!correlation) return [];
  return [...silenced(subject), ...lonely(subject), ...repeated(subject)];
};

/** A rule that somebody else wrote to report no longer does. */
function silenced({ rule, find, isOwn }: RuleSubject): readonly Remark[] {
  const { correlation } = rule;
  if (!correlation || correlation.generate) return [];
  return correlation.rules.flatMap(({ name, place }) => {
    const other = find(name);
    if (!other || isOwn(other) || other.generate !== undefined) return [];
    const told = tell('remark.silenced', { name: other.name });
    return [remark(place, 'silenced', told)];
  });
}

function lonely({ rule, placeOf }: RuleSubject): readonly Remark[] {
  const { correlation } = rule;
  if (!correlation?.type.startsWith('temporal') || correlation.condition.kind !== 'bounds')
    return [];
  const [only, second] = correlation.rules;
  if (!only || second) return [];
  const told = tell('remark.loneRule', { type: correlation.type, name: only.name });
  return [remark(placeOf('correlation'), 'lone-rule', told)];
}

/** A rule that is to have occurred twice, where one event is enough for both. */
function repeated({ rule: { correlation } }: RuleSubject): readonly Remark[] {
  if (correlation?.type !== 'temporal' || correlation.condition.kind !== 'occurrence') return [];
  const twice = repeatedIn(correlation.condition.expression);
  const [{ place } = { place: undefined }] = correlation.rules.filter(({ name }) => name === twice);
  if (twice === undefined || !place) return [];
  const told = tell('remark.repeatedRule', { name: twice });
  return [remark(place, 'repeated-rule', told)];
}

function repeatedIn(expression: RuleExpression): string | undefined {
  if (expression.kind === 'rule' || expression.kind === 'not') return undefined;
  const inner = expression.of.map(repeatedIn).find((name) => name !== undefined);
  if (inner !== undefined || expression.kind === 'or') return inner;
  const named = expression.of.flatMap((part) => (part.kind === 'rule' ? [part.name] : []));
  return named.find((name, index) => named.indexOf(name) !== index);
}
