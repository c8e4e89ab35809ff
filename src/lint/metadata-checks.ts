import { isAttackTag, tacticNames, techniquesIn } from '../rule/attack.ts';
import type { SourcePlace } from '../rule/yaml/diagnostic.ts';
import { didYouMean, didYouMeanOf } from '../rule/yaml/did-you-mean.ts';
import { type Check, type Remark, type RuleSubject, remark } from './lint-context.ts';

/** The statuses of Sigma (specification 2.1, "Status"). */
export const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'] as const;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a rule says about itself: whether it is there, and of a form that others understand. */
export const checkMetadata: Check<RuleSubject> = (subject) => [
  ...missing(subject),
  ...status(subject),
  ...tags(subject),
  ...ideas(subject),
];

function missing({ rule, reports, has, placeOf }: RuleSubject): Remark[] {
  const { place } = rule;
  const isTagged = rule.tags.some((tag) => tag.toLowerCase().startsWith('attack.'));
  const lacks: readonly (readonly [lacks: boolean, at: SourcePlace, Remark['code'], string])[] = [
    [!has('id'), place, 'missing-id', 'the rule has no id; give it a UUID of its own'],
    [
      has('id') && !uuid.test(rule.id),
      placeOf('id'),
      'missing-id',
      `the id "${rule.id}" is not a UUID`,
    ],
    [
      reports && !has('level'),
      place,
      'missing-level',
      'the rule has no level, so it defaults to medium',
    ],
    [
      rule.description.trim() === '',
      placeOf('description'),
      'missing-description',
      'the rule has no description',
    ],
    [
      reports && !isTagged,
      placeOf('tags'),
      'missing-tags',
      'no tag names a tactic or technique, such as attack.t1539',
    ],
    [
      reports && isTagged && techniquesIn(rule.tags).length === 0,
      placeOf('tags'),
      'missing-technique',
      'the tags name tactics, but no technique such as attack.t1539',
    ],
    [
      reports && rule.falsepositives.length === 0,
      placeOf('falsepositives'),
      'missing-falsepositives',
      'the rule does not say which harmless activity looks the same (falsepositives)',
    ],
  ];
  return lacks.flatMap(([is, at, code, message]) => (is ? [remark(at, code, message)] : []));
}

function status({ rule, placeOf }: RuleSubject): Remark[] {
  if ((statuses as readonly string[]).includes(rule.status)) return [];
  const hint = didYouMeanOf(rule.status, statuses);
  return [remark(placeOf('status'), 'status', `there is no status "${rule.status}"${hint}`)];
}

function tags({ rule, placeOf }: RuleSubject): Remark[] {
  return rule.tags.flatMap((tag) => {
    const flaw = !/^[a-z0-9_-]+\.[a-z0-9._-]+$/.test(tag)
      ? `the tag "${tag}" is not of the form namespace.name, in lower case`
      : tag.startsWith('attack.') && !isAttackTag(tag)
        ? `"${tag}" is neither a tactic nor the id of a technique, such as attack.t1550.004${meantTactic(tag)}`
        : undefined;
    return flaw === undefined ? [] : [remark(placeOf('tags'), 'tag', flaw)];
  });
}

function meantTactic(tag: string): string {
  return didYouMean(
    tag,
    tacticNames.map((name) => `attack.${name}`),
  );
}

function ideas({ rule, placeOf, context }: RuleSubject): Remark[] {
  return rule.catalogue
    .filter((id) => !context.ideas.has(id))
    .map((id) => {
      const hint = didYouMean(id, context.ideas);
      return remark(placeOf('catalogue'), 'catalogue', `there is no detection idea "${id}"${hint}`);
    });
}
