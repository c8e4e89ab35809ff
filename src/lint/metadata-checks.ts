import { type Message, tell } from '../language/message.ts';
import { isAttackTag, tacticNames, techniquesIn } from '../rule/attack.ts';
import type { SourcePlace } from '../rule/yaml/diagnostic.ts';
import { didYouMean, didYouMeanOf, type Hint } from '../rule/yaml/did-you-mean.ts';
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
  const lacks: readonly (readonly [lacks: boolean, at: SourcePlace, Remark['code'], Message])[] = [
    [!has('id'), place, 'missing-id', tell('remark.noId')],
    [
      has('id') && !uuid.test(rule.id),
      placeOf('id'),
      'missing-id',
      tell('remark.idNoUuid', { id: rule.id }),
    ],
    [reports && !has('level'), place, 'missing-level', tell('remark.noLevel')],
    [
      rule.description.trim() === '',
      placeOf('description'),
      'missing-description',
      tell('remark.noDescription'),
    ],
    [reports && !isTagged, placeOf('tags'), 'missing-tags', tell('remark.noTags')],
    [
      reports && isTagged && techniquesIn(rule.tags).length === 0,
      placeOf('tags'),
      'missing-technique',
      tell('remark.noTechnique'),
    ],
    [
      reports && rule.falsepositives.length === 0,
      placeOf('falsepositives'),
      'missing-falsepositives',
      tell('remark.noFalsepositives'),
    ],
  ];
  return lacks.flatMap(([is, at, code, what]) => (is ? [remark(at, code, what)] : []));
}

function status({ rule, placeOf }: RuleSubject): Remark[] {
  if ((statuses as readonly string[]).includes(rule.status)) return [];
  const hint = didYouMeanOf(rule.status, statuses);
  return [
    remark(placeOf('status'), 'status', tell('remark.noStatus', { status: rule.status, hint })),
  ];
}

function tags({ rule, placeOf }: RuleSubject): Remark[] {
  return rule.tags.flatMap((tag) => {
    const flaw = !/^[a-z0-9_-]+\.[a-z0-9._-]+$/.test(tag)
      ? tell('remark.tagForm', { tag })
      : tag.startsWith('attack.') && !isAttackTag(tag)
        ? tell('remark.noAttackTag', { tag, hint: meantTactic(tag) })
        : undefined;
    return flaw === undefined ? [] : [remark(placeOf('tags'), 'tag', flaw)];
  });
}

function meantTactic(tag: string): Hint {
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
      return remark(placeOf('catalogue'), 'catalogue', tell('remark.noIdea', { id, hint }));
    });
}
