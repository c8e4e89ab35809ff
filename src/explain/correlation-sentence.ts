import type { Episode } from '../correlation/alert-index.ts';
import { type CorrelationRule, directionOf } from '../correlation/correlation-runner.ts';
import { undecided, yes } from '../detection/truth.ts';
import type { Finding } from '../finding/finding.ts';
import { producesFindings } from '../rule/rule.ts';
import type { CorrelationExplanation, GroupExplanation } from './explanation.ts';
import { sentenceOf, whereabouts } from './verdict-sentence.ts';

/** What the last sentence about a correlation is made from. */
export interface CorrelationVerdictInput {
  readonly rule: CorrelationRule;
  readonly explanation: CorrelationExplanation;
  /** The group that comes nearest to an alert; undefined if the event is in none. */
  readonly nearest: GroupExplanation | undefined;
  /** Why it stayed undecided. */
  readonly causes: readonly string[];
  readonly finding: Finding | undefined;
}

/** Why an event did or did not begin an episode of a correlation, in one sentence. */
export function correlationSentence(outcome: CorrelationVerdictInput): string {
  const { rule, nearest, causes, finding } = outcome;
  if (!nearest) return `The rule does not hold: ${noGroup(outcome)}.`;
  const { verdict, condition, episode } = nearest;
  const reasons = sentenceOf(condition);
  if (verdict === 'yes') {
    const into = whereabouts(finding, producesFindings(rule));
    return `The rule holds, with level ${rule.level}: ${reasons}; ${episode}; ${into}.`;
  }
  if (verdict === 'undecided') {
    const why = causes.join(', and ');
    return `The rule stays undecided and does not alert: ${reasons}; ${episode}; ${why}.`;
  }
  return `The rule does not hold: ${reasons}; ${episode}.`;
}

/** Why an event is in no group. */
function noGroup({ rule, explanation }: CorrelationVerdictInput): string {
  const { groupBy } = rule.correlation;
  const alerted = explanation.rules.filter(({ verdict }) => verdict !== 'no');
  if (alerted.length > 0) {
    return `the event lacks a value of ${groupBy.join(' or ')}, and so belongs to no group`;
  }
  const names = explanation.rules.map(({ name }) => name).join(', ');
  return `the event alerts none of its rules (${names}), of which "rules why" tells more`;
}

/** Why an episode does or does not begin with an event, as a clause; `opening` begins its window. */
export function episodeClause(
  { truth, role }: Episode,
  { correlation }: CorrelationRule,
  opening: string,
): string {
  const isRow =
    correlation.type === 'temporal_ordered' && correlation.condition.kind === 'occurrence';
  const isBucket = directionOf(correlation) === 'on';
  switch (role) {
    case 'first':
      if (truth === undecided) return 'whether an episode begins with it is open';
      if (truth !== yes) return 'the condition does not hold, so there is no episode to begin';
      if (isBucket) return 'its bucket begins with it';
      return isRow ? 'it completes the row' : 'it is the event that makes the condition true';
    case 'later':
      if (isBucket) {
        return `its bucket begins with ${opening}, and an alert would be that event`;
      }
      return isRow
        ? 'an alert of the same group lies in its timespan, so an episode had begun before it'
        : 'without this event the condition would hold too, so an episode had begun before it';
    case 'twin':
      return 'another event of the same millisecond stands for the episode';
    case 'bystander':
      return isRow
        ? 'it does not alert the last step, so no episode begins with it'
        : 'it alerts none of the rules that must occur, so no episode begins with it';
  }
}
