import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import { createScratches, type Store } from '../store/store.ts';
import type { CoveredInterval } from '../window/log/time-coverage.ts';
import { createTimeIndex, type TimeIndex } from '../window/time-index.ts';
import type { EventLog } from './event-log.ts';
import type { RememberedSegment } from './log-segment.ts';
import { requiredFields } from './required-fields.ts';
import { createRetainedFindings, type RetainedFindings } from './retained-findings.ts';
import { allResults, type RuleObstacles, type RuleResult } from './rule-result.ts';
import type { RunContext } from './rule-run.ts';
import {
  createRuleRunner,
  type RuleRunner,
  type RuleStep,
  type RunnerSetup,
  runnerFields,
} from './rule-runner.ts';
import type { SharedLog } from './shared-log.ts';

/** The rules about the log's events, at work on a log that may be larger than what can be remembered. */
export interface LogRules {
  remember(event: Event): void;
  /** Evaluates the older half of what is remembered, keeps what was found, and forgets its events. */
  forget(): Work;
  /**
   * Evaluates what is remembered; again if more was remembered since, unless some was forgotten. Nothing if forgetting
   * was given up.
   */
  evaluate(): Generator<RuleStep | Pause>;
  /**
   * Shares what is remembered, before it is evaluated, which then is done in turns. Undefined if it cannot be shared:
   * there is nothing to spill to, or some was forgotten.
   */
  share(turns: () => Iterable<readonly CompiledRule[]>): Work<SharedLog | undefined>;
  /** What is remembered, if this is all that is done with it; undefined if there is nothing to spill to. */
  segment(): Work<Omit<RememberedSegment, 'seen'> | undefined>;
  /** Takes over what other rules of the same kind remember of other records, opened in `pages`. */
  join(segment: RememberedSegment, pages: Store): Work;
  /** Whether forgetting was given up, so that nothing more can be evaluated. */
  isGivenUp(): boolean;
  /** The result of every rule, over what was forgotten and what is left. */
  results(): readonly RuleResult[];
  /** What was found of events that were forgotten; undefined if none were. */
  retained(): RetainedFindings | undefined;
}

/** What the rules are evaluated with. */
export type LogRulesSetup = RunnerSetup &
  Pick<RunContext, 'mayAlert' | 'limit' | 'listSuppressed' | 'never' | 'tally' | 'language'>;

/** Puts rules to work on a log of which nothing was read. */
export function createLogRules(setup: LogRulesSetup, log: EventLog): LogRules {
  const { own, limit, mayAlert } = setup;
  const runner = createRuleRunner(setup, log.store.table);
  let [late, isForgetting] = [new Map<CompiledRule, RuleResult>(), false];
  let retained: RetainedFindings | undefined;
  let joined: readonly RuleResult[] | undefined;
  let turns: (() => Iterable<readonly CompiledRule[]>) | undefined;
  const pagesOf = createScratches();
  /** Evaluates what is remembered; events before a time may alert. */
  const evaluateBefore = (before: number, timeIndex: TimeIndex): Generator<RuleStep | Pause> => {
    const { sessions } = log.store;
    const past = { intervals: log.remembered(), sessions };
    const mayAlertNow = (time: number): boolean => mayAlert(time) && time < before;
    const missing = missingIn(log, past.intervals, setup);
    const now = { ...sharedIn(setup), missing, doubt: retained?.doubt, mayAlert: mayAlertNow };
    return runner.evaluate({ ...now, starts: sessions, past, timeIndex, before, turns: turns?.() });
  };
  return {
    remember: runner.remember,
    *forget() {
      isForgetting = true;
      yield* dropCopies(log, runner);
      const { table, store } = log.store;
      const timeIndex = yield* createTimeIndex(table, store.scratch());
      const cut = middleOf(timeIndex);
      retained ??= createRetainedFindings(runnerFields(setup), limit);
      retained.add(yield* resultsOf(evaluateBefore(cut, timeIndex)), table);
      const rowOf = yield* log.forget(cut, timeIndex);
      yield* runner.move(log.store.table, rowOf);
      isForgetting = false;
    },
    *evaluate() {
      if (isForgetting) return;
      [joined, late] = [undefined, new Map()];
      yield* dropCopies(log, runner);
      const timeIndex = yield* createTimeIndex(log.store.table, pagesOf(log.store.store));
      for (const step of evaluateBefore(Number.POSITIVE_INFINITY, timeIndex)) {
        if (step?.result) late.set(step.rule, step.result);
        yield step;
      }
    },
    *share(inTurns) {
      if (isForgetting || retained) return undefined;
      yield* dropCopies(log, runner);
      const shared = snapshotOf(log, runner, setup);
      if (shared) turns = inTurns;
      return shared;
    },
    segment: () => segmentOf(log, runner),
    join: (segment, pages) => joinSegment(segment, pages, log, runner),
    results() {
      if (joined) return joined;
      const ended = allResults(own, late, log.counts.evaluated());
      joined = retained ? retained.add(ended, log.store.table) : ended;
      return joined;
    },
    isGivenUp: () => isForgetting,
    retained: () => retained,
  };
}

/** What is told to every evaluation alike. */
function sharedIn({ limit, listSuppressed, never, tally, language }: LogRulesSetup) {
  return { limit, listSuppressed, never, tally, language };
}

function* segmentOf(
  log: EventLog,
  runner: RuleRunner,
): Work<Omit<RememberedSegment, 'seen'> | undefined> {
  yield* dropCopies(log, runner);
  const frozen = log.store.store.freeze();
  return frozen && { frozen, ...log.snapshot(), candidates: runner.candidates() };
}

function* joinSegment(
  segment: RememberedSegment,
  pages: Store,
  log: EventLog,
  runner: RuleRunner,
): Work {
  const rowOf = yield* log.join(segment, pages);
  yield* runner.join(segment.candidates, pages, rowOf);
}

/** Evaluates all; gives the results in the order in which they come. */
function* resultsOf(steps: Iterable<RuleStep | Pause>): Work<readonly RuleResult[]> {
  const results: RuleResult[] = [];
  for (const step of steps) {
    if (step?.result) results.push(step.result);
    yield;
  }
  return results;
}

/** Which fields rules miss in a log; none in one without any event, which says nothing of its format. */
function missingIn(
  log: EventLog,
  { length }: readonly CoveredInterval[],
  { known, own }: LogRulesSetup,
): RuleObstacles['missing'] {
  if (length === 0) return () => [];
  return (rule) => log.missing(known?.required(rule) ?? requiredFields(rule, own));
}

/** What is remembered, as others can open it; undefined if there is nothing to spill to. */
function snapshotOf(
  log: EventLog,
  runner: RuleRunner,
  setup: LogRulesSetup,
): SharedLog | undefined {
  const { store, table, sessions } = log.store;
  sessions.settle();
  const frozen = store.freeze();
  if (frozen === undefined) return undefined;
  const intervals = log.remembered();
  return {
    ...{ frozen, intervals, table: table.snapshot(), sessions: sessions.snapshot() },
    candidates: runner.candidates(),
    missing: setup.own.map(missingIn(log, intervals, setup)),
    never: setup.own.map(setup.never),
  };
}

/** Lets go of copies whose place others took. */
function* dropCopies(log: EventLog, { move }: Pick<RuleRunner, 'move'>): Work {
  const { table } = log.store;
  if (log.dropCopies()) yield* move(table, (row) => (table.isDropped(row) ? undefined : row));
}

/** The time before which half of the events lie; later than the first of them. */
function middleOf(timeIndex: TimeIndex): number {
  const middle = timeIndex.timeAt(timeIndex.length >>> 1);
  return timeIndex.timeAt(0) < middle ? middle : middle + 1;
}
