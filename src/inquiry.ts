import { createCoverage, stretchesFrom } from './context/coverage.ts';
import type { Row } from './context/memory.ts';
import type { Allowance } from './context/pages.ts';
import { createPresence } from './context/presence.ts';
import { createRecollection, forgetBefore } from './context/recollection.ts';
import { createTimeline, type Timeline } from './context/timeline.ts';
import { createTrial, type Trial } from './context/trial.ts';
import { createDispatch } from './detection/dispatch.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { createFields, type Field } from './event/field.ts';
import { combineConclusions } from './finding/combine.ts';
import { type Conclusion, concludeTrial } from './finding/conclude.ts';
import { describeCoverage } from './finding/covered.ts';
import { displayFields } from './finding/display.ts';
import { doubtsOf } from './finding/doubts.ts';
import type { Finding } from './finding/finding.ts';
import type { Outcome } from './finding/outcome.ts';
import { createTally } from './finding/tally.ts';
import { askedFields, neededRules, shownFields, windowFields } from './finding/wants.ts';
import { isAtLeast, type Level, levels } from './rule/level.ts';
import type { RuleSet } from './rule/rule.ts';

export interface InquiryOptions {
  /** Judge events from this moment on (milliseconds); earlier ones are context only. */
  readonly since?: number;
  /** Judge events before this moment (milliseconds); later ones are context only. */
  readonly until?: number;
  /** Leave out findings that are less severe. */
  readonly minSeverity?: Level;
  /** Keep at most so many findings of a rule; what goes beyond is counted. */
  readonly findingsPerRule?: number;
  /** What may be spent on remembering; without it as much as it takes. */
  readonly state?: Allowance;
}

/** A rule is about to be judged, which may take a while. */
export interface Judging {
  readonly rule: string;
  /** Rules judged already, of how many. */
  readonly done: number;
  readonly rules: number;
}

/** One hunt under way: every record is given to it once, then it concludes. */
export interface Inquiry {
  see(event: Event): void;
  reject(rejection: Rejection): Rejection;
  finish(source: Source): void;
  /** Judges rule by rule, then tells the outcomes. */
  conclude(): Generator<Judging | Outcome>;
}

/** The most findings of one rule that are kept, unless told otherwise. */
const findingsPerRule = 2_000;

/** Starts a hunt: puts the rules to work on an empty memory. */
export function createInquiry(ruleSet: RuleSet, options: InquiryOptions): Inquiry {
  const { lists } = ruleSet;
  const rules = neededRules(ruleSet.rules);
  const fieldOf = createFields();
  const kept = [...displayFields(fieldOf), ...rules.flatMap(windowFields).map(fieldOf)];
  let here = createRecollection(kept, options.state);
  const trials = rules.map((rule) => createTrial(rule, lists, fieldOf, here.pages));
  const trialsFor = createDispatch(trials);
  const everyEvent = trials.some(({ wantsEveryEvent }) => wantsEveryEvent);
  const always = new Set(kept.map(({ path }) => path));
  const notedFor = (trial: Trial): readonly Field[] =>
    shownFields(trial.rule)
      .filter((path) => !always.has(path))
      .map(fieldOf);
  const noted = new Map(trials.map((trial) => [trial, notedFor(trial)]));
  const [coverage, presence] = [createCoverage(), createPresence()];
  const tally = createTally();
  const actorId = fieldOf('actor.id');
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const isAsked = (time: number): boolean => time >= since && time < until;
  const limit = options.findingsPerRule ?? findingsPerRule;
  // What was concluded before events were forgotten, and since when nothing was.
  let early: readonly Conclusion[] = [];
  let [knownFrom, forgotten, peak] = [Number.NEGATIVE_INFINITY, 0, 0];

  const note = (event: Event): void => {
    const { memory } = here;
    let row: Row | undefined = everyEvent ? memory.remember(event) : undefined;
    for (const trial of trialsFor(event.type)) {
      const atoms = trial.see(event.raw);
      if (!atoms) continue;
      row ??= memory.remember(event);
      trial.note(row, atoms);
      memory.annotate(row, event, noted.get(trial) ?? []);
    }
  };
  const judge = function* (
    timeline: Timeline,
    before: number,
  ): Generator<Judging, readonly Conclusion[]> {
    const { memory, sessions, pages } = here;
    const stretches = stretchesFrom(coverage.stretches(), knownFrom);
    const known = { memory, timeline, stretches, sessions, lists };
    const mayAlert = (time: number): boolean => isAsked(time) && time < before;
    const ended: Conclusion[] = [];
    for (const [done, trial] of trials.entries()) {
      yield { rule: trial.rule.name, done, rules: trials.length };
      const missing = known.stretches.length > 0 ? presence.missing(askedFields(trial.rule)) : [];
      const scratch = pages.scope();
      const past = { ...known, pages: scratch };
      const end = concludeTrial(trial, { past, trials, isAsked: mayAlert, limit, missing });
      scratch.free();
      if (trial.rule.generate) ended.push(end);
    }
    return combineConclusions(early, ended, limit);
  };
  const forget = (): void => {
    const { memory, pages } = here;
    const scratch = pages.scope();
    const timeline = createTimeline(memory, scratch);
    const middle = timeline.timeAt(timeline.length >>> 1);
    const cut = timeline.timeAt(0) < middle ? middle : middle + 1;
    const judging = judge(timeline, cut);
    let step = judging.next();
    while (!step.done) step = judging.next();
    early = step.value;
    forgotten += timeline.firstAt(cut);
    knownFrom = Math.max(knownFrom, cut);
    const { left, rowOf } = forgetBefore(cut, here, kept, options.state);
    for (const trial of trials) trial.renumber(rowOf, left.pages);
    peak = Math.max(peak, pages.usage().peakBytes, pages.usage().bytes + left.pages.usage().bytes);
    here = left;
  };

  return {
    see(event) {
      if (!here.seen.add(event.uuid)) return tally.count('duplicate');
      coverage.see(event.time);
      presence.see(event.raw);
      here.sessions.see(event);
      note(event);
      if (isAsked(event.time)) {
        tally.count('evaluated');
        const [actor] = actorId.read(event.raw);
        if (typeof actor === 'string') here.actors.see(actor);
      } else tally.count('filtered');
      if (here.pages.isFull() && here.memory.size > 1) forget();
    },
    reject(rejection) {
      tally.reject(rejection);
      return rejection;
    },
    finish: tally.source,
    *conclude() {
      const ended = yield* judge(createTimeline(here.memory), Number.POSITIVE_INFINITY);
      const found = ended.flatMap(({ findings }) => findings);
      const dropped = ended.reduce((sum, conclusion) => sum + conclusion.dropped, 0);
      const least = options.minSeverity ?? levels[0];
      for (const finding of found) tally.find(finding);
      const shown = found.filter(({ severity }) => isAtLeast(severity, least)).sort(worstFirst);
      yield* shown;
      const counts = tally.counts();
      const covered = describeCoverage(coverage.stretches(), options);
      const doubts = doubtsOf({
        counts,
        coverage: covered,
        droppedFindings: dropped,
        forgottenEvents: forgotten,
      });
      const { peakBytes, spilledBytes } = here.pages.usage();
      yield {
        kind: 'summary',
        ...counts,
        coverage: covered,
        actors: here.actors.count(),
        rules: ended.map(({ outcome }) => outcome),
        state: {
          peakBytes: Math.max(peak, peakBytes),
          spilledBytes,
          forgottenEvents: forgotten,
          exact: forgotten === 0,
        },
        doubts,
      };
    },
  };
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
