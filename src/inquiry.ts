import { createCoverage } from './context/coverage.ts';
import { createMemory, type Row } from './context/memory.ts';
import { createPresence } from './context/presence.ts';
import { createSessions } from './context/sessions.ts';
import { createTimeline } from './context/timeline.ts';
import { createTrial, type Trial } from './context/trial.ts';
import { createUuidSet } from './context/uuids.ts';
import { createDispatch } from './detection/dispatch.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { createFields, type Field } from './event/field.ts';
import type { Account } from './finding/account.ts';
import { type AskedEvent, type Conclusion, concludeTrial } from './finding/conclude.ts';
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
  /** Keeps one event whole, and tells what one rule made of it, before the outcomes. */
  readonly question?: Question;
}

/** Why did this rule hold, or not, for this event? */
export interface Question {
  /** The name of a rule that reports, or that feeds one that does. */
  readonly rule: string;
  /** The event's uuid. */
  readonly event: string;
  /** Called once, while the rule is judged; never if the log does not have the event. */
  readonly answer: (account: Account) => void;
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
  const trials = rules.map((rule) => createTrial(rule, lists, fieldOf));
  const trialsFor = createDispatch(trials);
  const everyEvent = trials.some(({ wantsEveryEvent }) => wantsEveryEvent);
  const kept = [...displayFields(fieldOf), ...rules.flatMap(windowFields).map(fieldOf)];
  const memory = createMemory(kept);
  const always = new Set(kept.map(({ path }) => path));
  const notedFor = (trial: Trial): readonly Field[] =>
    shownFields(trial.rule)
      .filter((path) => !always.has(path))
      .map(fieldOf);
  const noted = new Map(trials.map((trial) => [trial, notedFor(trial)]));
  const seen = createUuidSet();
  const actors = new Set<string>();
  const [coverage, presence, sessions] = [createCoverage(), createPresence(), createSessions()];
  const tally = createTally();
  const actorId = fieldOf('actor.id');
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const isAsked = (time: number): boolean => time >= since && time < until;

  const { question } = options;
  let witness: AskedEvent | undefined;

  const note = (event: Event): void => {
    let row: Row | undefined = everyEvent ? memory.remember(event) : undefined;
    if (question !== undefined && event.uuid === question.event) {
      row ??= memory.remember(event);
      witness = { event, row, answer: question.answer };
    }
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
    const past = { memory, timeline, stretches: coverage.stretches(), sessions, lists };
    const limit = options.findingsPerRule ?? findingsPerRule;
    const ended: Conclusion[] = [];
    for (const [done, trial] of trials.entries()) {
      yield { rule: trial.rule.name, done, rules: trials.length };
      const missing = past.stretches.length > 0 ? presence.missing(askedFields(trial.rule)) : [];
      const asked = trial.rule.name === question?.rule ? witness : undefined;
      const end = concludeTrial(trial, { past, trials, isAsked, limit, missing, asked });
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
      if (typeof actor === 'string') actors.add(actor);
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
      const doubts = doubtsOf({ counts, coverage: covered, droppedFindings: dropped });
      yield {
        kind: 'summary',
        ...counts,
        coverage: covered,
        actors: actors.size,
        rules: ended.map(({ outcome }) => outcome),
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
