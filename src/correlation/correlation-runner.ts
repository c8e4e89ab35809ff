import type { CompiledRule } from '../detection/compiled-rule.ts';
import { undecided, yes } from '../detection/truth.ts';
import { isFloor } from '../rule/correlation/bound.ts';
import type { Correlation } from '../rule/correlation/correlation.ts';
import { correlationTypes } from '../rule/correlation/correlation-type.ts';
import { createPace, type Pause } from '../store/pausable-work.ts';
import { createScratches } from '../store/store.ts';
import type { Row } from '../window/event-table.ts';
import type { LogHistory } from '../window/window-index.ts';
import { createAggregateFactory } from './aggregate.ts';
import { evaluateAggregation } from './aggregation.ts';
import { type AlertIndex, createAlertIndex, type Episode } from './alert-index.ts';
import type { CorrelationMatch } from './correlation-match.ts';
import type { GroupMembers } from './group-members.ts';
import { type AlertSource, groupAlerts } from './grouping.ts';
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

/** A correlation at work on one log. */
export interface CorrelationRunner extends Required<AlertSource> {
  readonly rule: CorrelationRule;
  /**
   * Evaluates the alerts of its rules, given in their order; yields alerts, what stayed undecided, and,
   * whatever became of them, events that are asked about, group by group, and pauses between them. From
   * then on the runner feeds other rules, with what was evaluated last.
   */
  evaluate(
    feeders: readonly AlertSource[],
    history: LogHistory,
    asked: ReadonlySet<Row>,
  ): Generator<Episode | Pause>;
  /** Events that lack a part of the key. Known once it was evaluated. */
  readonly keyless: number;
}

/** Puts a correlation to work. */
export function createCorrelationRunner(rule: CorrelationRule): CorrelationRunner {
  const { correlation } = rule;
  let alerts: AlertIndex | undefined;
  const pagesOf = createScratches();
  let keyless = 0;
  return {
    rule,
    *evaluate(feeders, history, asked) {
      const isTime = createPace();
      const grouped = yield* groupAlerts(correlation, feeders, history);
      keyless = grouped.keyless;
      const { table } = history;
      alerts = createAlertIndex(correlation.groupBy, table, pagesOf(table.store));
      const evaluateGroup = createEvaluation(correlation, history, asked);
      for (const group of grouped.groups()) {
        const { members } = group;
        const keep = alerts.open(group);
        for (const match of evaluateGroup(members)) {
          const episode = match && keep(match);
          yield episode && asked.has(episode.row) ? { ...episode, members } : episode;
        }
        if (isTime(1 + members.length)) yield;
      }
    },
    get members() {
      return { sure: alerts?.rows(yes) ?? [], doubtful: alerts?.rows(undecided) ?? [] };
    },
    groupTexts: (row, name) =>
      correlation.groupBy.includes(name) ? (alerts?.texts(row, name) ?? []) : undefined,
    rowsBehind: (row) => alerts?.rowsBehind(row) ?? [],
    get keyless() {
      return keyless;
    },
  };
}

/** How the members of a group are evaluated, by what the condition asks. */
function createEvaluation(
  correlation: Correlation,
  { table, intervals: covered, store }: LogHistory,
  asked: ReadonlySet<Row>,
): (members: GroupMembers) => Generator<CorrelationMatch | Pause> {
  const { condition, timespan, type } = correlation;
  if (condition.kind === 'bounds') {
    const { bounds } = condition;
    const createAggregate = createAggregateFactory(correlation, condition, table, store);
    const { counts: rises } = correlationTypes[type];
    const context = { timespan, bounds, rises, createAggregate, covered, asked };
    return (members) => evaluateAggregation(members, context);
  }
  const context = { timespan, occurrence: condition, covered, asked, store };
  const evaluate = type === 'temporal_ordered' ? evaluateTemporalOrdered : evaluateTemporal;
  return (members) => evaluate(members, context);
}

/** Where the timespan lies, seen from the event of an alert. */
export function directionOf({ condition }: Correlation): 'back' | 'on' | 'around' {
  if (condition.kind === 'bounds') return isFloor(condition.bounds) ? 'back' : 'on';
  return asksAbsence(condition.expression) ? 'around' : 'back';
}
