import { createCoverage, longestSilence } from './context/coverage.ts';
import { createPresence } from './context/presence.ts';
import { createSessions } from './context/sessions.ts';
import { createUuidSet } from './context/uuids.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { createFields } from './event/field.ts';
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

/** A stretch of time, in milliseconds since 1970 UTC. */
export interface Covered {
  readonly from: number;
  readonly to: number;
}

export interface InquiryOptions {
  /** Judge events from this moment on (milliseconds); earlier ones are context only. */
  readonly since?: number;
  /** Judge events before this moment (milliseconds); later ones are context only. */
  readonly until?: number;
  /**
   * Asked once the log has ended: the time (milliseconds) of which everything was read, where the source
   * knows it. An org that was asked may be silent for days; else the events tell how far the log reaches.
   */
  readonly covered?: () => Covered | undefined;
  /** Leave out findings that are less severe. */
  readonly minSeverity?: Level;
  /** Keep at most so many findings of a rule; what goes beyond is counted. */
  readonly findingsPerRule?: number;
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
  const log = createStorey({ rules, own: aboutEvents, lists, fieldOf, display });
  const seen = createUuidSet();
  const actors = new Set<string>();
  const [coverage, presence, sessions] = [createCoverage(), createPresence(), createSessions()];
  const tally = createTally();
  const actorId = fieldOf('actor.id');
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const isAsked = (time: number): boolean => time >= since && time < until;

  const judge = function* (): Generator<Judging, readonly Conclusion[]> {
    for (const time of momentsOf(options.covered?.())) coverage.see(time);
    const past = { stretches: coverage.stretches(), sessions };
    const limit = options.findingsPerRule ?? findingsPerRule;
    const missing = past.stretches.length > 0 ? presence.missing : () => [];
    const ended: Conclusion[] = [];
    const found: Found[] = [];
    let done = 0;
    const follow = function* (steps: Generator<Step>): Generator<Judging> {
      for (const { rule, conclusion } of steps) {
        if (!conclusion) yield { rule: rule.name, done: done++, rules: rules.length };
        else {
          if (rule.generate) ended.push(conclusion);
          if (rule.alerts) found.push(...conclusion.found);
        }
      }
    };
    yield* follow(log.judge({ past, isAsked, limit, missing }));
    if (aboutAlerts.length > 0) {
      const alerts = createAlertStorey({ own: aboutAlerts, lists, found, log: log.memory });
      yield* follow(alerts.judge({ past, isAsked, limit, missing: () => [] }));
    }
    return ended;
  };

  return {
    see(event) {
      if (!seen.add(event.uuid)) return tally.count('duplicate');
      coverage.see(event.time);
      presence.see(event);
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
      const { skippedNames, ...counts } = tally.counts();
      const covered = describeCoverage(coverage.stretches(), options);
      const doubts = doubtsOf({
        counts: { ...counts, skippedNames },
        coverage: covered,
        droppedFindings: dropped,
      });
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

/** Moments of a time, so close that there is no long silence between them. */
function* momentsOf(covered: Covered | undefined): Generator<number> {
  if (!covered || covered.from >= covered.to) return;
  for (let time = covered.from; time < covered.to; time += longestSilence) yield time;
  yield covered.to;
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
