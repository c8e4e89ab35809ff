import type { Event, Rejection, Source } from '../event/event.ts';
import { createFields, type Field, type FieldOf } from '../event/field.ts';
import { displayFields, rawField } from '../finding/displayed-fields.ts';
import { inEnglish } from '../language/languages.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import { createScratches } from '../store/store.ts';
import { type AlertRules, createAlertRules } from './alert-rules.ts';
import { createCaseNotes } from './case-notes.ts';
import type { EngineOptions } from './engine-options.ts';
import { createEventLog } from './event-log.ts';
import { createLogRules, type LogRules } from './log-rules.ts';
import type { EvaluationProgress, Outcome } from './outcome.ts';
import { createPackNeeds } from './pack-needs.ts';
import { reportResults } from './report-results.ts';
import { runnerFields } from './rule-runner.ts';
import { findUnmatchableRules } from './unmatchable-rules.ts';
import type { WokenRules } from './woken-rules.ts';

/** One hunt under way: every record is given to it once, then the rules are evaluated, then it reports. */
export interface Engine {
  /** Gives work that must be done before the next event is taken, if there is any. */
  take(event: Event): Work | undefined;
  reject(rejection: Rejection): Rejection;
  finish(source: Source): void;
  /**
   * Evaluates rule by rule, once all events were taken; again if more were. This, and work of `take`, may be given up
   * at any pause; then the rules that are left stay unevaluated.
   */
  evaluate(): Generator<EvaluationProgress | Pause>;
  /**
   * The explanation and tallies that were asked for; then findings, as long as `shouldContinue` says so;
   * then their cases, and the summary, which says what is missing. Pauses while sessions are compared.
   */
  report(shouldContinue: () => boolean): Generator<Outcome | Pause>;
}

/** The most findings of one rule that are kept, unless the options say otherwise. */
const findingsPerRule = 2_000;

/**
 * Starts a hunt: puts rules to work on a log of which nothing was read. One that is `isOngoing` keeps answers, so that
 * evaluating again costs as much as may have changed since.
 */
export function createEngine(woken: WokenRules, options: EngineOptions, isOngoing = false): Engine {
  const { explain, since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const { rules } = woken;
  const fieldOf = createFields();
  const unmatchable = findUnmatchableRules(rules, fieldOf);
  const mayAlert = (time: number): boolean => time >= since && time < until;
  const limit = options.findingsPerRule ?? findingsPerRule;
  const { listSuppressed = 0, tally, language = inEnglish } = options;
  const never = unmatchable.of;
  const shared = { rules, fieldOf, limit, listSuppressed, tally, language, mayAlert, never };
  const ofLog = {
    ...{ ...shared, isOngoing },
    own: rules.filter(({ about }) => about === 'event'),
    display: keptFields(fieldOf, options),
    target: explain && targetOf(explain),
  };
  const kept = runnerFields(ofLog);
  const notes = createCaseNotes(fieldOf, !tally && !explain, options.state?.seed);
  const packs = options.packs && createPackNeeds(options.packs, fieldOf);
  const log = createEventLog({ kept, fieldOf, budget: options.state, isAsked: mayAlert });
  const logRules = createLogRules(ofLog, log);
  const ofAlerts = { ...shared, own: rules.filter(({ about }) => about === 'alert'), explain };
  const alertRules = createAlertRules(ofAlerts, log, logRules);
  const pagesOf = createScratches();
  const reportParts = () => ({
    ...{ log, options, packs, notes },
    ...{ woken, pages: pagesOf(log.store.store) },
  });
  return {
    take(event) {
      notes.see(event);
      if (!log.take(event)) return undefined;
      unmatchable.see(event);
      packs?.see(event);
      logRules.remember(event);
      return log.isFull() && !logRules.isGivenUp() ? logRules.forget() : undefined;
    },
    reject(rejection) {
      log.counts.reject(rejection);
      return rejection;
    },
    finish: log.counts.source,
    *evaluate() {
      log.cover(options.covered?.());
      yield* evaluateAll([logRules, alertRules], woken);
    },
    report: (shouldContinue) =>
      reportResults([...logRules.results(), ...alertRules.results()], {
        ...reportParts(),
        retainedBytes: logRules.retained()?.table.store.usage().bytes ?? 0,
        shouldContinue,
      }),
  };
}

/** The fields that are kept for what is shown of events. */
function keptFields(fieldOf: FieldOf, { rawEvents, tally }: EngineOptions): readonly Field[] {
  return [...displayFields(fieldOf), ...(rawEvents ? [rawField] : []), ...(tally?.fields ?? [])];
}

/** How the event that is explained is known. */
function targetOf({ rule, event }: NonNullable<EngineOptions['explain']>) {
  const recognize = ({ uuid }: Event) => (uuid === event ? { alert: null } : undefined);
  return { rule, recognize };
}

/** Evaluates one kind of rules after the other, and tells of each rule when it begins. */
function* evaluateAll(
  kinds: readonly (LogRules | AlertRules)[],
  { rules: { length }, sleeping }: WokenRules,
): Generator<EvaluationProgress | Pause> {
  const rules = sleeping + length;
  let done = sleeping;
  for (const rulesAtWork of kinds) {
    for (const step of rulesAtWork.evaluate()) {
      if (step?.result) done++;
      else yield step && { kind: 'progress', rule: step.rule.name, done, rules };
    }
  }
}
