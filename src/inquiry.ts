import { createCoverage, longestSilence, type Stretch, stretchesFrom } from './context/coverage.ts';
import type { Allowance } from './context/pages.ts';
import { createPresence } from './context/presence.ts';
import { createRecollection, forgetBefore } from './context/recollection.ts';
import { createTimeline, type Timeline } from './context/timeline.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { createFields } from './event/field.ts';
import { type Account, verdicts } from './finding/account.ts';
import { concludeAlerts } from './finding/alert-storey.ts';
import { type Archive, createArchive } from './finding/archive.ts';
import type { Conclusion } from './finding/conclude.ts';
import { describeCoverage } from './finding/covered.ts';
import { displayFields } from './finding/display.ts';
import { doubtsOf } from './finding/doubts.ts';
import type { Finding } from './finding/finding.ts';
import { createNever } from './finding/never.ts';
import type { Outcome } from './finding/outcome.ts';
import { createStorey, type Step, storeyFields } from './finding/storey.ts';
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
  /** What may be spent on remembering; without it as much as it takes. */
  readonly state?: Allowance;
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
  const ground = { rules, own: aboutEvents, lists, fieldOf, display, asked };
  const kept = storeyFields(ground);
  let here = createRecollection(kept, options.state);
  const log = createStorey(ground, here.memory);
  const [coverage, presence] = [createCoverage(), createPresence()];
  const tally = createTally();
  const never = createNever(rules, lists, fieldOf);
  const actorId = fieldOf('actor.id');
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const isAsked = (time: number): boolean => time >= since && time < until;
  const limit = options.findingsPerRule ?? findingsPerRule;
  // What was concluded before events were forgotten, and since when nothing was.
  let archive: Archive | undefined;
  let [knownFrom, forgotten, peak] = [Number.NEGATIVE_INFINITY, 0, 0];

  const stretches = (): readonly Stretch[] => stretchesFrom(coverage.stretches(), knownFrom);
  const follow = function* (
    steps: Generator<Step>,
    before: number,
  ): Generator<Judging, readonly Conclusion[]> {
    const ended: Conclusion[] = [];
    for (const { rule, conclusion } of steps) {
      if (conclusion) ended.push(conclusion);
      else yield { rule: rule.name, done: before + ended.length, rules: rules.length };
    }
    return ended;
  };
  /** Judges the log's events; those before a time may alert. */
  const judgeLog = (timeline: Timeline, before: number): ReturnType<typeof follow> => {
    const past = { stretches: stretches(), sessions: here.sessions };
    const missing = past.stretches.length > 0 ? presence.missing : () => [];
    const mayAlert = (time: number): boolean => isAsked(time) && time < before;
    const doubt = archive?.doubt;
    return follow(
      log.judge({
        past,
        timeline,
        before,
        isAsked: mayAlert,
        limit,
        missing,
        doubt,
        never: never.of,
      }),
      0,
    );
  };
  const judge = function* (): Generator<Judging, readonly Conclusion[]> {
    for (const time of momentsOf(options.covered?.())) coverage.see(time);
    const late = yield* judgeLog(createTimeline(here.memory), Number.POSITIVE_INFINITY);
    archive?.add(late, here.memory);
    const early = archive?.conclusions ?? late;
    if (aboutAlerts.length === 0) return early;
    const past = { stretches: stretches(), sessions: here.sessions };
    const alerts = concludeAlerts({
      own: aboutAlerts,
      lists,
      heard: early,
      log: archive?.memory ?? here.memory,
      pages: here.pages.scope(),
      archive,
      question,
      close: { past, isAsked, limit, missing: () => [], never: never.of },
    });
    return [...early, ...(yield* follow(alerts, early.length))];
  };
  const forget = (): void => {
    const { memory, pages } = here;
    const timeline = createTimeline(memory, pages.scope());
    const middle = timeline.timeAt(timeline.length >>> 1);
    const cut = timeline.timeAt(0) < middle ? middle : middle + 1;
    archive ??= createArchive(kept, limit);
    const judging = judgeLog(timeline, cut);
    let step = judging.next();
    while (!step.done) step = judging.next();
    archive.add(step.value, memory);
    forgotten += timeline.firstAt(cut);
    knownFrom = Math.max(knownFrom, cut);
    const { left, rowOf } = forgetBefore(cut, here, kept, options.state);
    log.move(left.memory, rowOf);
    peak = Math.max(peak, pages.usage().peakBytes, pages.usage().bytes + left.pages.usage().bytes);
    here = left;
  };

  return {
    see(event) {
      if (!here.seen.add(event.uuid)) return tally.count('duplicate');
      coverage.see(event.time);
      presence.see(event);
      never.see(event);
      here.sessions.see(event);
      log.note(event);
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
      const judged = yield* judge();
      const [nearest] = judged.flatMap(({ accounts }) => accounts).sort(nearestFirst);
      if (nearest) question?.answer(nearest);
      const ended = judged.filter(({ rule }) => rule.generate);
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
          peakBytes: Math.max(peak, peakBytes) + (archive?.memory.pages.usage().bytes ?? 0),
          spilledBytes,
          forgottenEvents: forgotten,
          exact: forgotten === 0,
        },
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
