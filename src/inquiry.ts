import { createActors } from './context/actors.ts';
import { createCoverage } from './context/coverage.ts';
import { createMemory, type Row } from './context/memory.ts';
import { type Allowance, createPages } from './context/pages.ts';
import { createPresence } from './context/presence.ts';
import { createSessions } from './context/sessions.ts';
import { createTimeline } from './context/timeline.ts';
import { createTrial, type Trial } from './context/trial.ts';
import { createUuidSet } from './context/uuids.ts';
import { createDispatch } from './detection/dispatch.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { createFields, type Field } from './event/field.ts';
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
  const pages = createPages(options.state);
  const trials = rules.map((rule) => createTrial(rule, lists, fieldOf, pages));
  const trialsFor = createDispatch(trials);
  const everyEvent = trials.some(({ wantsEveryEvent }) => wantsEveryEvent);
  const kept = [...displayFields(fieldOf), ...rules.flatMap(windowFields).map(fieldOf)];
  const memory = createMemory(kept, pages);
  const always = new Set(kept.map(({ path }) => path));
  const notedFor = (trial: Trial): readonly Field[] =>
    shownFields(trial.rule)
      .filter((path) => !always.has(path))
      .map(fieldOf);
  const noted = new Map(trials.map((trial) => [trial, notedFor(trial)]));
  const seen = createUuidSet(pages);
  const [coverage, presence] = [createCoverage(pages), createPresence()];
  const sessions = createSessions(memory.dictionary, pages);
  const actors = createActors(memory.dictionary, pages);
  const tally = createTally();
  const actorId = fieldOf('actor.id');
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const isAsked = (time: number): boolean => time >= since && time < until;

  const note = (event: Event): void => {
    let row: Row | undefined = everyEvent ? memory.remember(event) : undefined;
    for (const trial of trialsFor(event.type)) {
      const atoms = trial.see(event.raw);
      if (!atoms) continue;
      row ??= memory.remember(event);
      trial.note(row, atoms);
      memory.annotate(row, event, noted.get(trial) ?? []);
    }
  };
  const judge = function* (): Generator<Judging, readonly Conclusion[]> {
    const timeline = createTimeline(memory);
    const known = { memory, timeline, stretches: coverage.stretches(), sessions, lists };
    const limit = options.findingsPerRule ?? findingsPerRule;
    const ended: Conclusion[] = [];
    for (const [done, trial] of trials.entries()) {
      yield { rule: trial.rule.name, done, rules: trials.length };
      const missing = known.stretches.length > 0 ? presence.missing(askedFields(trial.rule)) : [];
      const scratch = pages.scope();
      const past = { ...known, pages: scratch };
      const end = concludeTrial(trial, { past, trials, isAsked, limit, missing });
      scratch.free();
      if (trial.rule.generate) ended.push(end);
    }
    return ended;
  };

  return {
    see(event) {
      if (!seen.add(event.uuid)) return tally.count('duplicate');
      coverage.see(event.time);
      presence.see(event.raw);
      sessions.see(event);
      note(event);
      if (!isAsked(event.time)) return tally.count('filtered');
      tally.count('evaluated');
      const [actor] = actorId.read(event.raw);
      if (typeof actor === 'string') actors.see(actor);
    },
    reject(rejection) {
      tally.reject(rejection);
      return rejection;
    },
    finish: tally.source,
    *conclude() {
      const ended = yield* judge();
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
        forgottenEvents: 0,
      });
      const { peakBytes, spilledBytes } = pages.usage();
      yield {
        kind: 'summary',
        ...counts,
        coverage: covered,
        actors: actors.count(),
        rules: ended.map(({ outcome }) => outcome),
        state: { peakBytes, spilledBytes, forgottenEvents: 0, exact: true },
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
