import type { CompiledRule } from '../detection/compiled-rule.ts';
import { undecided, yes } from '../detection/truth.ts';
import { isFloor } from '../rule/correlation/bounds.ts';
import { type Correlation, correlationTypes } from '../rule/correlation/correlation.ts';
import { createPace, type Pause } from '../store/pausable-work.ts';
import type { Row } from '../window/event-table.ts';
import type { LogHistory } from '../window/window-index.ts';
import { createAggregateFactory } from './aggregate.ts';
import { type CorrelationMatch, evaluateAggregation } from './aggregation.ts';
import { type AlertIndex, createAlertIndex } from './alert-index.ts';
import { type AlertSource, type CorrelationGroup, gather } from './grouping.ts';
import { asksAbsence, evaluateTemporal } from './temporal.ts';
import { evaluateTemporalOrdered } from './temporal-ordered.ts';

/** A correlation, in which other rules' alerts are what events are to a rule. */
export interface CorrelationRule extends CompiledRule {
  readonly correlation: Correlation;
}

/** Whether a rule is a correlation. */
export function isCorrelation(rule: CompiledRule): rule is CorrelationRule {
  return rule.correlation !== undefined;
}

/** One judgement about a group: an alert begins an episode, of which its event is the first. */
export interface Episode extends CorrelationMatch {
  /** The values that the group's events share, by name in `groupBy`. */
  readonly key: CorrelationGroup['key'];
  readonly row: Row;
  /** The window's events, in order of time. */
  rows(): readonly Row[];
}

/** A correlation at work on one log. */
export interface CorrelationRunner extends Required<AlertSource> {
  readonly rule: CorrelationRule;
  /**
   * Judges the alerts of its rules, given in their order; yields alerts and what stayed undecided,
   * group by group, and pauses between them. From then on the trial feeds others, with what was judged last.
   */
  conclude(feeders: readonly AlertSource[], past: LogHistory): Generator<Episode | Pause>;
  /** Events that lack a part of the key. Known once it was concluded. */
  readonly keyless: number;
}

/** Puts a correlation to work. */
export function createCorrelationRunner(rule: CorrelationRule): CorrelationRunner {
  const { correlation } = rule;
  let standing: AlertIndex | undefined;
  let keyless = 0;
  return {
    rule,
    *conclude(feeders, past) {
      const isTime = createPace();
      const gathered = yield* gather(correlation, feeders, past);
      keyless = gathered.keyless;
      standing = createAlertIndex(correlation.groupBy, past.memory);
      const judge = createEvaluation(correlation, past);
      for (const group of gathered.groups()) {
        const keep = standing.open(group);
        for (const judgement of judge(group)) yield judgement && keep(judgement);
        if (isTime(1 + group.members.length)) yield;
      }
    },
    get members() {
      return { sure: standing?.rows(yes) ?? [], doubtful: standing?.rows(undecided) ?? [] };
    },
    groupTexts: (row, name) =>
      correlation.groupBy.includes(name) ? (standing?.texts(row, name) ?? []) : undefined,
    rowsBehind: (row) => standing?.rowsBehind(row) ?? [],
    get keyless() {
      return keyless;
    },
  };
}

/** How the members of a group are judged, by what the condition asks. */
function createEvaluation(
  correlation: Correlation,
  { memory, stretches, store }: LogHistory,
): (group: CorrelationGroup) => Generator<CorrelationMatch | Pause> {
  const { condition, timespan, type } = correlation;
  if (condition.kind === 'bounds') {
    const { bounds } = condition;
    const measuring = createAggregateFactory(correlation, condition, memory, store);
    const { counts: rises } = correlationTypes[type];
    return ({ members }) =>
      evaluateAggregation(members, { timespan, bounds, rises, measuring, stretches });
  }
  const court = { timespan, occurrence: condition, stretches, store };
  const judge = type === 'temporal_ordered' ? evaluateTemporalOrdered : evaluateTemporal;
  return ({ members }) => judge(members, court);
}

/** Where the timespan lies, seen from the event of an alert. */
export function directionOf({ condition }: Correlation): 'back' | 'on' | 'around' {
  if (condition.kind === 'bounds') return isFloor(condition.bounds) ? 'back' : 'on';
  return asksAbsence(condition.expression) ? 'around' : 'back';
}
