import type { Event, Rejection, Source } from '../event/event.ts';
import type { RuleSubjectKind } from '../rule/logsource.ts';
import type { MemoryBudget } from '../store/buffer-pool.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import { createScratches, createStore } from '../store/store.ts';
import { type AlertRules, createAlertRules } from './alert-rules.ts';
import { type CaseNotes, createCaseNotes } from './case-notes.ts';
import type { EngineOptions } from './engine-options.ts';
import type { HandedResult, SpentState } from './handed-result.ts';
import { createJoinedResults } from './joined-results.ts';
import type { LogRules } from './log-rules.ts';
import type { LogSegment } from './log-segment.ts';
import { createLogWork, type LogWork } from './log-work.ts';
import type { EvaluationProgress, Outcome } from './outcome.ts';
import { createPackNeeds, type PackNeeds } from './pack-needs.ts';
import { reportResults } from './report-results.ts';
import type { RuleStep } from './rule-runner.ts';
import type { SharedLog } from './shared-log.ts';
import type { WokenRules } from './woken-rules.ts';

/** One hunt under way: every record is given to it once, then the rules are evaluated, then it reports. */
export interface Engine {
  /** Gives work that must be done before the next event is taken, if there is any. */
  take(event: Event): Work | undefined;
  /**
   * Takes what another engine took of a segment of the log, at any time before rules are evaluated. Its pages are read through
   * the spill of `state`.
   */
  join(segment: LogSegment, state: Omit<MemoryBudget, 'seed'>): Work;
  reject(rejection: Rejection): Rejection;
  finish(source: Source): void;
  /**
   * Evaluates rule by rule, once all events were taken; again if more were. This, and work of `take`, may be given up
   * at any pause; then the rules that are left stay unevaluated. First come the rules about events; before those about
   * alerts the results of other engines are taken, if there are any.
   */
  evaluate(subject: RuleSubjectKind): Generator<EvaluationProgress | Pause>;
  /**
   * Shares the log with other engines once all events were taken: each evaluates the units of rules that it takes, this
   * one too. `next` gives the place of the next unit, to whichever engine asks. Undefined if the log cannot be shared,
   * since rules sleep, events were forgotten, or there is nothing to spill to.
   */
  share(next: () => number): Work<SharedLog | undefined>;
  /** Takes a result of another engine, also while it evaluates. */
  takeOver(handed: HandedResult): void;
  /**
   * `others` is what remembering cost other engines. The explanation and tallies that were asked for; then findings, as long as `shouldContinue` says so;
   * then their cases, and the summary, which says what is missing. Pauses while sessions are compared.
   */
  report(shouldContinue: () => boolean, others?: readonly SpentState[]): Generator<Outcome | Pause>;
}

/** How an engine works. */
export interface EngineWork {
  /** Whether answers are kept, so that evaluating again costs as much as may have changed since. */
  readonly isOngoing?: boolean;
}

/** Starts a hunt: puts rules to work on a log of which nothing was read. */
export function createEngine(
  woken: WokenRules,
  options: EngineOptions,
  { isOngoing = false }: EngineWork = {},
): Engine {
  const { explain, tally } = options;
  const { rules, known } = woken;
  const work = createLogWork({ rules, known, isOngoing }, options);
  const { log, fieldOf, shared } = work;
  const notes = createCaseNotes(fieldOf, !tally && !explain, options.state?.seed);
  const packs = options.packs && createPackNeeds(options.packs, fieldOf);
  const logRules = createJoinedResults(rules, work);
  const ofAlerts = { ...shared, own: rules.filter(({ about }) => about === 'alert'), explain };
  const alertRules = createAlertRules(ofAlerts, log, logRules);
  const pagesOf = createScratches();
  let done = 0;
  return {
    take(event) {
      notes.see(event);
      if (!work.take(event)) return undefined;
      packs?.see(event);
      return work.due();
    },
    join: (segment, state) => joinSegment(segment, state, { work, notes, packs }),
    reject(rejection) {
      log.counts.reject(rejection);
      return rejection;
    },
    finish: log.counts.source,
    *evaluate(subject) {
      if (subject === 'event') {
        log.cover(options.covered?.());
        done = woken.sleeping;
        if (!isOngoing) fieldOf.forgetValues();
      }
      const atWork: LogRules | AlertRules = subject === 'event' ? work.rules : alertRules;
      const all = woken.sleeping + rules.length;
      for (const step of atWork.evaluate()) {
        if (step?.result) done += logRules.owns(step.rule) ? 1 : 0;
        else yield step && progressOf(step, done, all);
      }
    },
    *share(next) {
      if (woken.sleeping > 0) return undefined;
      log.cover(options.covered?.());
      return yield* logRules.share(next);
    },
    takeOver(handed) {
      logRules.takeOver(handed);
      done++;
    },
    report: (shouldContinue, others = []) =>
      reportResults([...logRules.results(), ...alertRules.results()], {
        ...{ log, options, packs, notes, woken, shouldContinue, others },
        pages: pagesOf(log.store.store),
        retainedBytes: work.rules.retained()?.table.store.usage().bytes ?? 0,
      }),
  };
}

function joinSegment(
  { openNeeds, notes: noted, ...segment }: LogSegment,
  state: Omit<MemoryBudget, 'seed'>,
  { work, notes, packs }: { work: LogWork; notes: CaseNotes; packs: PackNeeds | undefined },
): Work {
  notes.join(noted);
  if (openNeeds) packs?.join(openNeeds);
  return work.join(segment, createStore(state, segment.frozen));
}

function progressOf({ rule }: RuleStep, done: number, rules: number): EvaluationProgress {
  return { kind: 'progress', rule: rule.name, done, rules };
}
