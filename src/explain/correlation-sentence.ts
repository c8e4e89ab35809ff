import type { Episode } from '../correlation/alert-index.ts';
import { type CorrelationRule, directionOf } from '../correlation/correlation-runner.ts';
import { undecided, yes } from '../detection/truth.ts';
import type { FindingDraft } from '../finding/finding-draft.ts';
import { type Message, tell } from '../language/message.ts';
import { producesFindings } from '../rule/rule.ts';
import type { CorrelationExplanation, GroupExplanation } from './explanation.ts';
import { causesTold, sentenceOf, whereabouts } from './verdict-sentence.ts';

/** What the last sentence about a correlation is made from. */
export interface CorrelationVerdictInput {
  readonly rule: CorrelationRule;
  readonly explanation: CorrelationExplanation;
  /** The group that comes nearest to an alert; undefined if the event is in none. */
  readonly nearest: GroupExplanation | undefined;
  /** Why it stayed undecided. */
  readonly causes: readonly string[];
  readonly finding: FindingDraft | undefined;
}

/** Why an event did or did not begin an episode of a correlation, in one sentence. */
export function correlationSentence(outcome: CorrelationVerdictInput): Message {
  const { rule, nearest, causes, finding } = outcome;
  if (!nearest) return tell('verdict.noGroup', { why: noGroup(outcome) });
  const { verdict, condition, toldEpisode: episode } = nearest;
  const reasons = sentenceOf(condition);
  if (verdict === 'yes') {
    return tell('verdict.correlationHolds', {
      level: tell(`level.${rule.level}`),
      reasons,
      episode,
      whereabouts: whereabouts(finding, producesFindings(rule)),
    });
  }
  if (verdict === 'undecided') {
    return tell('verdict.correlationUndecided', { reasons, episode, causes: causesTold(causes) });
  }
  return tell('verdict.correlationNot', { reasons, episode });
}

/** Why an event is in no group. */
function noGroup({ rule, explanation }: CorrelationVerdictInput): Message {
  const { groupBy } = rule.correlation;
  const alerted = explanation.rules.filter(({ verdict }) => verdict !== 'no');
  if (alerted.length > 0) {
    const fields = groupBy
      .map((name): Message | string => name)
      .reduce((first, second) => tell('hint.either', { first, second }));
    return tell('verdict.lacksGroup', { fields });
  }
  const names = explanation.rules.map(({ name }) => name);
  return tell('verdict.alertsNone', { names });
}

/** Why an episode does or does not begin with an event, as a clause; `opening` begins its window. */
export function episodeClause(
  { truth, role }: Episode,
  { correlation }: CorrelationRule,
  opening: string,
): Message {
  const isRow =
    correlation.type === 'temporal_ordered' && correlation.condition.kind === 'occurrence';
  const isBucket = directionOf(correlation) === 'on';
  switch (role) {
    case 'first':
      if (truth === undecided) return tell('episode.open');
      if (truth !== yes) return tell('episode.notHolding');
      if (isBucket) return tell('episode.bucketBegins');
      return tell(isRow ? 'episode.completesRow' : 'episode.makesTrue');
    case 'later':
      if (isBucket) {
        return tell('episode.bucketBeganWith', { opening });
      }
      return tell(isRow ? 'episode.rowBefore' : 'episode.trueBefore');
    case 'twin':
      return tell('episode.twin');
    case 'bystander':
      return tell(isRow ? 'episode.notLast' : 'episode.noneRequired');
  }
}
