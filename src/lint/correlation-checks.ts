import { type Check, type Remark, type RuleSubject, remark } from './lint-context.ts';

/** What a correlation does to the rules it is about, and whether it has enough of them. */
export const checkCorrelation: Check<RuleSubject> = (subject) => {
  const { correlation } = subject.rule;
  if (!correlation) return [];
  return [...silenced(subject), ...lonely(subject)];
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
