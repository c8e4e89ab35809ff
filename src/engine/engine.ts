import type { Event, Rejection, Source } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import { type Explanation, verdictNames } from '../explain/explanation.ts';
import { displayFields } from '../finding/displayed-fields.ts';
import type { Finding } from '../finding/finding.ts';
import { incompletenessOf } from '../finding/incompleteness.ts';
import { createRecordCounts, type RecordFate } from '../finding/record-counts.ts';
import type { Summary } from '../finding/summary.ts';
import { isAtLeast, type Level, levels } from '../rule/level.ts';
import type { RuleSet } from '../rule/rule.ts';
import type { MemoryBudget } from '../store/buffer-pool.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import { type ConflictBook, createConflictBook } from '../window/event-copies.ts';
import { createEventStore, dropSuperseded, forgetBefore } from '../window/event-store.ts';
import { createSightings } from '../window/log/log-traits.ts';
import {
  type CoveredInterval,
  intervalsFrom,
  longestSilence,
} from '../window/log/time-coverage.ts';
import { createTimeIndex, type TimeIndex } from '../window/time-index.ts';
import { evaluateAlertRules } from './alert-rules.ts';
import { describeCoverage } from './log-coverage.ts';
import type { Outcome } from './outcome.ts';
import { neededRules } from './required-fields.ts';
import { createRetainedFindings, type RetainedFindings } from './retained-findings.ts';
import { type RuleResult, unjudged } from './rule-result.ts';
import { createRuleRunner, type RuleStep, runnerFields } from './rule-runner.ts';
import { findUnmatchableRules } from './unmatchable-rules.ts';

/** A stretch of time, in milliseconds since 1970 UTC. */
export interface CoveredTime {
  readonly from: number;
  readonly to: number;
}

export interface EngineOptions {
  /** Judge events from this moment on (milliseconds); earlier ones are context only. */
  readonly since?: number;
  /** Judge events before this moment (milliseconds); later ones are context only. */
  readonly until?: number;
  /**
   * Asked once the log has ended: the time (milliseconds) of which everything was read, where the source
   * knows it. An org that was asked may be silent for days; else the events tell how far the log reaches.
   */
  readonly covered?: () => CoveredTime | undefined;
  /** Leave out findings that are less severe. */
  readonly minSeverity?: Level;
  /** Keep at most so many findings of a rule; what goes beyond is counted. */
  readonly findingsPerRule?: number;
  /** What may be spent on remembering; without it as much as it takes. */
  readonly state?: MemoryBudget;
  /** Keeps one event whole, and tells what one rule made of it, before the outcomes. */
  readonly question?: ExplainRequest;
}

/** Why did this rule hold, or not, for this event? */
export interface ExplainRequest {
  /** The name of a rule that reports, or that feeds one that does. */
  readonly rule: string;
  /**
   * The event's uuid. For a rule about alerts: that of the event which a finding explains, or the
   * finding's fingerprint or id; of several such findings the one that comes nearest is told.
   */
  readonly event: string;
  /** Called once, after all rules were judged; never if there is no such event. */
  readonly answer: (account: Explanation) => void;
}

/** A rule is about to be judged, which may take a while. */
export interface EvaluationProgress {
  readonly rule: string;
  /** Rules judged already, of how many. */
  readonly done: number;
  readonly rules: number;
}

/** One hunt under way: every record is given to it once, then it concludes. */
export interface Engine {
  /** Gives work that must be done before the next event is seen, if there is any. */
  see(event: Event): Work | undefined;
  reject(rejection: Rejection): Rejection;
  finish(source: Source): void;
  /**
   * Judges rule by rule, once all events were seen. This, and work of `see`, may be given up at any pause;
   * then the rules that are left stay unjudged.
   */
  judge(): Generator<EvaluationProgress | Pause>;
  /** Tells the outcomes: findings as long as `mayTell` says so, then the summary, which says what is missing. */
  conclude(mayTell: () => boolean): Generator<Outcome>;
}

/** The most findings of one rule that are kept, unless told otherwise. */
const findingsPerRule = 2_000;

/** Starts a hunt: puts the rules to work on an empty memory. */
export function createEngine(ruleSet: RuleSet, options: EngineOptions): Engine {
  const { lists } = ruleSet;
  const rules = neededRules(ruleSet.rules);
  const fieldOf = createFields();
  const display = displayFields(fieldOf);
  const aboutEvents = rules.filter(({ about }) => about === 'event');
  const aboutAlerts = rules.filter(({ about }) => about === 'alert');
  const { question } = options;
  const asked = question && {
    rule: question.rule,
    recognize: ({ uuid }: Event) => (uuid === question.event ? { alert: null } : undefined),
  };
  const ground = { rules, own: aboutEvents, lists, fieldOf, display, asked };
  const kept = runnerFields(ground);
  const conflicts = createConflictBook();
  let here = createEventStore(kept, options.state, conflicts);
  const log = createRuleRunner(ground, here.memory);
  const sightings = createSightings(fieldOf('actor.id'));
  const tally = createRecordCounts();
  const never = findUnmatchableRules(rules, lists, fieldOf);
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const isAsked = (time: number): boolean => time >= since && time < until;
  const fateOf = (time: number): RecordFate => (isAsked(time) ? 'evaluated' : 'filtered');
  const limit = options.findingsPerRule ?? findingsPerRule;
  // What was concluded before events were forgotten, and since when nothing was.
  let archive: RetainedFindings | undefined;
  let covered: CoveredTime | undefined;
  let [knownFrom, forgotten, peak] = [Number.NEGATIVE_INFINITY, 0, 0];
  // What was concluded since: of rules about the log's events, then of those about alerts.
  const [ofLog, ofAlerts]: [RuleResult[], RuleResult[]] = [[], []];
  let isForgetting = false;

  /** What the log covers, with what its source knows of it. */
  const spokenOf = (): readonly CoveredInterval[] => {
    const coverage = sightings.coverage(here);
    for (const time of momentsOf(covered)) coverage.see(time);
    return coverage.stretches();
  };
  const stretches = (): readonly CoveredInterval[] => intervalsFrom(spokenOf(), knownFrom);
  /** Follows steps, and adds to what has ended. */
  const follow = function* (
    steps: Generator<RuleStep | Pause>,
    ended: RuleResult[],
    before = 0,
  ): Generator<EvaluationProgress | Pause, void> {
    for (const step of steps) {
      if (!step) yield;
      else if (step.conclusion) ended.push(step.conclusion);
      else yield { rule: step.rule.name, done: before + ended.length, rules: rules.length };
    }
  };
  /** Lets go of copies whose place others took. */
  const dropCopies = function* (): Work {
    const { memory } = here;
    if (!dropSuperseded(here)) return;
    yield* log.move(memory, (row) => (memory.isDropped(row) ? undefined : row));
  };
  /** Judges the log's events; those before a time may alert. */
  const judgeLog = (timeline: TimeIndex, before: number): Generator<RuleStep | Pause> => {
    const past = { stretches: stretches(), sessions: here.sessions };
    const missing = past.stretches.length > 0 ? sightings.missing : () => [];
    const mayAlert = (time: number): boolean => isAsked(time) && time < before;
    const doubt = archive?.doubt;
    const mode = { before, isAsked: mayAlert, limit, missing, doubt, never: never.of };
    return log.judge({ past, timeline, ...mode });
  };
  /** What was concluded about the log's events, before and after others were forgotten. */
  const aboutLog = once((): readonly RuleResult[] => {
    const late = aboutEvents.map((rule, at) => ofLog[at] ?? unjudged(rule, tally.evaluated()));
    archive?.add(late, here.memory);
    return archive?.conclusions ?? late;
  });
  const judge = function* (): Generator<EvaluationProgress | Pause> {
    if (isForgetting) return;
    covered = options.covered?.();
    yield* dropCopies();
    const timeline = yield* createTimeIndex(here.memory);
    yield* follow(judgeLog(timeline, Number.POSITIVE_INFINITY), ofLog);
    if (aboutAlerts.length === 0) return;
    const past = { stretches: stretches(), sessions: here.sessions };
    const alerts = evaluateAlertRules({
      own: aboutAlerts,
      lists,
      heard: aboutLog(),
      log: archive?.memory ?? here.memory,
      store: here.store.scratch(),
      archive,
      question,
      close: { past, isAsked, limit, missing: () => [], never: never.of },
    });
    yield* follow(alerts, ofAlerts, aboutEvents.length);
  };
  const forget = function* (): Work {
    isForgetting = true;
    yield* dropCopies();
    sightings.settle(here);
    const { memory, store } = here;
    const timeline = yield* createTimeIndex(memory, store.scratch());
    const middle = timeline.timeAt(timeline.length >>> 1);
    const cut = timeline.timeAt(0) < middle ? middle : middle + 1;
    archive ??= createRetainedFindings(kept, limit);
    const early: RuleResult[] = [];
    for (const step of judgeLog(timeline, cut)) {
      if (step?.conclusion) early.push(step.conclusion);
      yield;
    }
    archive.add(early, memory);
    forgotten += timeline.firstAt(cut);
    knownFrom = Math.max(knownFrom, cut);
    const { left, rowOf } = yield* forgetBefore(cut, here, kept, options.state);
    yield* log.move(left.memory, rowOf);
    peak = Math.max(peak, store.usage().peakBytes, store.usage().bytes + left.store.usage().bytes);
    here = left;
    isForgetting = false;
  };

  return {
    see(event) {
      const { fate, before } = sightings.see(event, here, isAsked);
      if (fate === 'left') {
        tally.count('duplicate');
        return undefined;
      }
      if (before) tally.demote(fateOf(before.time));
      never.see(event);
      log.note(event);
      tally.count(fateOf(event.time));
      const isFull = here.store.isFull() && here.memory.size > 1;
      return isFull && !isForgetting ? forget() : undefined;
    },
    reject(rejection) {
      tally.reject(rejection);
      return rejection;
    },
    finish: tally.source,
    judge,
    *conclude(mayTell) {
      const judged = [
        ...aboutLog(),
        ...aboutAlerts.map((rule, at) => ofAlerts[at] ?? unjudged(rule, tally.evaluated())),
      ];
      const [nearest] = judged.flatMap(({ accounts }) => accounts).sort(nearestFirst);
      if (nearest) question?.answer(nearest);
      const ended = judged.filter(({ rule }) => rule.generate);
      const found = ended.flatMap((conclusion) => conclusion.found.map(({ finding }) => finding));
      const dropped = ended.reduce((sum, conclusion) => sum + conclusion.dropped, 0);
      const least = options.minSeverity ?? levels[0];
      for (const finding of found) tally.find(finding);
      const shown = found.filter(({ severity }) => isAtLeast(severity, least)).sort(worstFirst);
      const left = [...aboutEvents.slice(ofLog.length), ...aboutAlerts.slice(ofAlerts.length)];
      let told = 0;
      for (const finding of shown) {
        if (!mayTell()) break;
        told++;
        yield finding;
      }
      const { skippedNames, ...counts } = tally.counts();
      const coverage = describeCoverage(spokenOf(), options);
      const doubts = incompletenessOf({
        counts: { ...counts, skippedNames },
        coverage,
        droppedFindings: dropped,
        forgottenEvents: forgotten,
        unjudgedRules: left.filter(({ generate }) => generate).length,
        untoldFindings: shown.length - told,
      });
      const { peakBytes, spilledBytes } = here.store.usage();
      yield {
        kind: 'summary',
        ...counts,
        coverage,
        actors: here.actors.count(),
        ...conflictsOf(conflicts),
        rules: ended.map(({ outcome }) => outcome),
        state: {
          peakBytes: Math.max(peak, peakBytes) + (archive?.memory.store.usage().bytes ?? 0),
          spilledBytes,
          forgottenEvents: forgotten,
          exact: forgotten === 0,
        },
        doubts,
      };
    },
  };
}

/** Does something when it is first asked for, and remembers what it gave. */
function once<T>(act: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: act() };
    return known.value;
  };
}

/** Events whose copies differ, if there are any. */
function conflictsOf(book: ConflictBook): Pick<Summary, 'conflicts'> {
  const conflicts = book.conflicts();
  return conflicts.events > 0 ? { conflicts } : {};
}

/** Moments of a time, so close that there is no long silence between them. */
function* momentsOf(covered: CoveredTime | undefined): Generator<number> {
  if (!covered || covered.from >= covered.to) return;
  for (let time = covered.from; time < covered.to; time += longestSilence) yield time;
  yield covered.to;
}

/** Accounts that come nearest to an alert first. */
function nearestFirst(a: Explanation, b: Explanation): number {
  return verdictNames.indexOf(b.verdict) - verdictNames.indexOf(a.verdict);
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    levels.indexOf(b.severity) - levels.indexOf(a.severity) ||
    compare(a.when.firstEvent, b.when.firstEvent) ||
    compare(a.rule.name, b.rule.name) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
