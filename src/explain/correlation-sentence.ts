import type { CorrelationRule } from '../correlation/correlation-runner.ts';
import type { Finding } from '../finding/finding.ts';
import { producesFindings } from '../rule/rule.ts';
import type { CorrelationExplanation, GroupExplanation } from './explanation.ts';
import { sentenceOf, whereabouts } from './verdict-sentence.ts';

/** What the last sentence of a correlation's account is made from. */
export interface CorrelationVerdictInput {
  readonly rule: CorrelationRule;
  readonly account: CorrelationExplanation;
  /** The group that comes nearest to an alert; undefined if the event is in none. */
  readonly nearest: GroupExplanation | undefined;
  /** Why it stayed undecided. */
  readonly causes: readonly string[];
  readonly finding: Finding | undefined;
}

/** Why an event did or did not begin an episode of a correlation, in one sentence. */
export function correlationSentence(outcome: CorrelationVerdictInput): string {
  const { rule, nearest, causes, finding } = outcome;
  if (!nearest) return `The rule does not hold: ${stranger(outcome)}.`;
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
function stranger({ rule, account }: CorrelationVerdictInput): string {
  const { groupBy } = rule.correlation;
  const alerted = account.rules.filter(({ verdict }) => verdict !== 'no');
  if (alerted.length > 0) {
    return `the event lacks a value of ${groupBy.join(' or ')}, and so belongs to no group`;
  }
  const names = account.rules.map(({ name }) => name).join(', ');
  return `the event alerts none of its rules (${names}), of which "rules why" tells more`;
}
