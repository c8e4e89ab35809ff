import { createCoverage } from './context/coverage.ts';
import { createPresence } from './context/presence.ts';
import { createSessions } from './context/sessions.ts';
import { createUuidSet } from './context/uuids.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { createFields } from './event/field.ts';
import { type Account, verdicts } from './finding/account.ts';
import { createAlertStorey } from './finding/alert-storey.ts';
import type { Found } from './finding/build.ts';
import type { Conclusion } from './finding/conclude.ts';
import { describeCoverage } from './finding/covered.ts';
import { displayFields } from './finding/display.ts';
import { doubtsOf } from './finding/doubts.ts';
import type { Finding } from './finding/finding.ts';
import type { Outcome } from './finding/outcome.ts';
import { createStorey, type Step } from './finding/storey.ts';
import { createTally } from './finding/tally.ts';
import { neededRules } from './finding/wants.ts';
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
  /**
   * The event's uuid. For a rule about alerts: that of the event which a finding explains, or the
   * finding's fingerprint or id; of several such findings the one that comes nearest is told.
   */
  readonly event: string;
  /** Called once, after all rules were judged; never if there is no such event. */
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
  const display = displayFields(fieldOf);
  const aboutEvents = rules.filter(({ about }) => about === 'event');
  const aboutAlerts = rules.filter(({ about }) => about === 'alert');
  const { question } = options;
  const asked = question && {
    rule: question.rule,
    recognize: ({ uuid }: Event) => (uuid === question.event ? { alert: null } : undefined),
  };
  const log = createStorey({ rules, own: aboutEvents, lists, fieldOf, display, asked });
  const seen = createUuidSet();
  const actors = new Set<string>();
  const [coverage, presence, sessions] = [createCoverage(), createPresence(), createSessions()];
  const tally = createTally();
  const actorId = fieldOf('actor.id');
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const isAsked = (time: number): boolean => time >= since && time < until;

  const judge = function* (): Generator<Judging, readonly Conclusion[]> {
    const past = { stretches: coverage.stretches(), sessions };
    const limit = options.findingsPerRule ?? findingsPerRule;
    const missing = past.stretches.length > 0 ? presence.missing : () => [];
    const ended: Conclusion[] = [];
    const found: Found[] = [];
    const accounts: Account[] = [];
    let done = 0;
    const follow = function* (steps: Generator<Step>): Generator<Judging> {
      for (const { rule, conclusion } of steps) {
        if (!conclusion) yield { rule: rule.name, done: done++, rules: rules.length };
        else {
          accounts.push(...conclusion.accounts);
          if (rule.generate) ended.push(conclusion);
          if (rule.alerts) found.push(...conclusion.found);
        }
      }
    };
    yield* follow(log.judge({ past, isAsked, limit, missing }));
    if (aboutAlerts.length > 0) {
      const alerts = createAlertStorey({
        own: aboutAlerts,
        lists,
        found,
        log: log.memory,
        question,
      });
      yield* follow(alerts.judge({ past, isAsked, limit, missing: () => [] }));
    }
    const nearest = accounts.toSorted(nearestFirst)[0];
    if (nearest) question?.answer(nearest);
    return ended;
  };

  return {
    see(event) {
      if (!seen.add(event.uuid)) return tally.count('duplicate');
      coverage.see(event.time);
      presence.see(event.raw);
      sessions.see(event);
      log.note(event);
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
      const found = ended.flatMap((conclusion) => conclusion.found.map(({ finding }) => finding));
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

/** Accounts that come nearest to an alert first. */
function nearestFirst(a: Account, b: Account): number {
  return verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict);
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
