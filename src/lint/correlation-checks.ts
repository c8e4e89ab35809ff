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
    const message = `"${other.name}" no longer reports on its own because of this correlation; generate: true keeps it reporting`;
    return [remark(place, 'silenced', message)];
  });
}

function lonely({ rule, placeOf }: RuleSubject): readonly Remark[] {
  const { correlation } = rule;
  if (!correlation?.type.startsWith('temporal') || correlation.condition.kind !== 'bounds')
    return [];
  const [only, second] = correlation.rules;
  if (!only || second) return [];
  const message = `${correlation.type} of the one rule "${only.name}" says no more than that rule does`;
  return [remark(placeOf('correlation'), 'lone-rule', message)];
}

/** A rule that is to have occurred twice, where one event is enough for both. */
function repeated({ rule: { correlation } }: RuleSubject): readonly Remark[] {
  if (correlation?.type !== 'temporal' || correlation.condition.kind !== 'occurrence') return [];
  const twice = repeatedIn(correlation.condition.expression);
  const [{ place } = { place: undefined }] = correlation.rules.filter(({ name }) => name === twice);
  if (twice === undefined || !place) return [];
  const message = `"${twice}" is named twice, and in any order one event meets both; temporal_ordered wants an event for each`;
  return [remark(place, 'repeated-rule', message)];
}

function repeatedIn(expression: RuleExpression): string | undefined {
  if (expression.kind === 'rule' || expression.kind === 'not') return undefined;
  const inner = expression.of.map(repeatedIn).find((name) => name !== undefined);
  if (inner !== undefined || expression.kind === 'or') return inner;
  const named = expression.of.flatMap((part) => (part.kind === 'rule' ? [part.name] : []));
  return named.find((name, index) => named.indexOf(name) !== index);
}
