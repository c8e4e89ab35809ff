import { isoTime } from '../event/time.ts';
import { type Explanation, verdictNames } from '../explain/explanation.ts';
import { buildCases } from '../finding/case/build-cases.ts';
import type { Case } from '../finding/case/case.ts';
import { tellCases } from '../finding/case/corroboration.ts';
import { completeFinding } from '../finding/finding-draft.ts';
import { incompletenessOf } from '../finding/incompleteness.ts';
import type { CoverageSummary, State, Summary } from '../finding/summary.ts';
import { inEnglish } from '../language/languages.ts';
import { isAtLeast, levels } from '../rule/level.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import { createRecordColumn } from '../store/record-column.ts';
import type { Store } from '../store/store.ts';
import type { BuiltFinding } from './built-finding.ts';
import type { CaseNotes } from './case-notes.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EventLog } from './event-log.ts';
import { describeFilters } from './filter-results.ts';
import type { SpentState } from './handed-result.ts';
import { describeCoverage } from './log-coverage.ts';
import type { Outcome } from './outcome.ts';
import type { PackNeeds } from './pack-needs.ts';
import type { RuleResult } from './rule-result.ts';
import type { WokenRules } from './woken-rules.ts';

/** What a report is made of, beside the results of the rules. */
export interface ReportSetup {
  readonly log: EventLog;
  /** The rules at work, and what is known of the others. */
  readonly woken: Pick<WokenRules, 'filters' | 'emptyLists' | 'outcomes'>;
  /** Bytes of what was kept of events that were forgotten. */
  readonly retainedBytes: number;
  /** What remembering cost other engines of the hunt. */
  readonly others: readonly SpentState[];
  readonly options: Pick<
    EngineOptions,
    'since' | 'until' | 'minSeverity' | 'listSuppressed' | 'language'
  >;
  readonly packs: PackNeeds | undefined;
  /** What cases are made of beyond findings, and what findings are ranked by; asked once the log was read. */
  readonly notes: Pick<CaseNotes, 'log' | 'surprise'>;
  /** Where cases wait until they are reported. */
  readonly pages: Store;
  /** Asked before each finding. */
  readonly shouldContinue: () => boolean;
}

/** What the rules came to: the explanation that was asked for, tallies, findings, cases, one summary. */
export function* reportResults(
  results: readonly RuleResult[],
  setup: ReportSetup,
): Generator<Outcome | Pause> {
  const { log, options, notes, shouldContinue } = setup;
  const language = options.language ?? inEnglish;
  const [nearest] = results.flatMap(({ explanations }) => explanations).sort(nearestFirst);
  if (nearest) yield nearest;
  for (const { tally } of results) if (tally) yield tally;
  const reporting = results.filter(({ rule }) => rule.generate);
  const found = reporting.flatMap((result) => result.found);
  const isWhole = reporting.every(({ isEvaluated }) => isEvaluated);
  const { shown, rankedFrom } = yield* rankedFindings(found, isWhole, setup);
  log.counts.found(found);
  const coverage = describeCoverage(log.coverage(), options);
  const records = createRecordColumn<Case>(setup.pages);
  const places = buildCases(shown, { ...notes.log(), end: coverage.last }, records, language);
  const cases = {
    *[Symbol.iterator]() {
      for (const place of places) yield records.get(place);
    },
  };
  const tellCase = tellCases(shown, cases);
  let reported = 0;
  for (const one of shown) {
    if (!shouldContinue()) break;
    reported++;
    const { draft, events } = one.whole();
    const complete = completeFinding(draft, events, language);
    const { surprise } = one;
    yield tellCase(surprise === undefined ? complete : { ...complete, surprise });
  }
  yield* casesOf(shown.slice(0, reported), cases);
  const unreported = shown.length - reported;
  yield summaryOf(
    reporting,
    describeFilters(setup.woken.filters, results, options.listSuppressed),
    {
      ...setup,
      coverage,
      unreported,
      rankedFrom,
    },
  );
}

/** What the summary is made of, beside what the report is. */
interface RunEnd
  extends Pick<ReportSetup, 'log' | 'retainedBytes' | 'others' | 'options' | 'packs' | 'woken'> {
  readonly coverage: CoverageSummary;
  /** Findings that the report was cut before. */
  readonly unreported: number;
  /** Milliseconds; see {@link State.rankedFrom}. */
  readonly rankedFrom: number | undefined;
}

function summaryOf(
  reporting: readonly RuleResult[],
  filters: ReturnType<typeof describeFilters>,
  { log, retainedBytes, others, options, packs, woken, coverage, unreported, rankedFrom }: RunEnd,
): Summary {
  const { skippedNames, ...counts } = log.counts.counts();
  const state = together(log.state(retainedBytes), others);
  const run = {
    counts: { ...counts, skippedNames },
    coverage,
    droppedFindings: reporting.reduce((sum, { dropped }) => sum + dropped, 0),
    forgottenEvents: state.forgottenEvents,
    unevaluatedRules: reporting.filter(({ isEvaluated }) => !isEvaluated).length,
    unreportedFindings: unreported,
  };
  const missing = log.remembered().length > 0 ? log.missing : () => [];
  const ended = reporting.map(({ outcome }) => outcome);
  const outcomes = woken.outcomes(ended, missing);
  const emptyLists = woken.emptyLists();
  const asked = packs?.outcomes(outcomes) ?? [];
  return {
    kind: 'summary',
    ...counts,
    coverage,
    actors: log.store.actors.count(),
    ...log.conflicts(),
    rules: outcomes,
    ...(asked.length > 0 && { packs: asked }),
    ...(emptyLists.length > 0 && { emptyLists }),
    ...filters,
    state: rankedFrom === undefined ? state : { ...state, rankedFrom: isoTime(rankedFrom) },
    doubts: incompletenessOf(run, options.language ?? inEnglish),
  };
}

/** What remembering cost all engines. */
function together(state: State, others: ReportSetup['others']): State {
  const all = [state, ...others];
  return {
    ...state,
    peakBytes: all.reduce((sum, { peakBytes }) => sum + peakBytes, 0),
    spilledBytes: all.reduce((sum, { spilledBytes }) => sum + spilledBytes, 0),
  };
}

/** The cases of what was reported; if that was cut short, they name no finding that nobody has seen. */
function* casesOf(
  found: readonly Pick<BuiltFinding, 'fingerprint'>[],
  cases: Iterable<Case>,
): Generator<Case> {
  const reported = new Set(found.map(({ fingerprint }) => fingerprint));
  const seen = (fingerprints: readonly string[]): string[] =>
    fingerprints.filter((fingerprint) => reported.has(fingerprint));
  for (const one of cases) {
    const findings = seen(one.findings);
    if (findings.length > 0) yield { ...one, findings, cleanUp: seen(one.cleanUp) };
  }
}

/** Explanations that come nearest to an alert first. */
function nearestFirst(a: Explanation, b: Explanation): number {
  return verdictNames.indexOf(b.verdict) - verdictNames.indexOf(a.verdict);
}

/** Those that are grave enough, with the surprise of their sessions where the log is long enough to say; worst first. */
function* rankedFindings(
  found: readonly BuiltFinding[],
  isWhole: boolean,
  { options, notes, shouldContinue }: ReportSetup,
): Work<{ readonly shown: readonly BuiltFinding[]; readonly rankedFrom: number | undefined }> {
  const least = options.minSeverity ?? levels[0];
  const grave = found.filter(({ severity }) => isAtLeast(severity, least));
  // Who gave up evaluating wants to be done, and has no ranking that would stay.
  const isRanked = isWhole && grave.some((one) => one.linked().finding.sessions.length > 0);
  const measuring = isRanked ? notes.surprise() : undefined;
  const surprise = measuring && (yield* whileWanted(measuring, shouldContinue));
  for (const one of grave) one.surprise = surprise?.of(one.linked().finding.sessions);
  return { shown: grave.sort(worstFirst), rankedFrom: surprise?.from };
}

/** Does work as long as it is wanted. */
function* whileWanted<T>(work: Work<T>, isWanted: () => boolean): Work<T | undefined> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield;
    if (!isWanted()) return undefined;
  }
}

function worstFirst(a: BuiltFinding, b: BuiltFinding): number {
  return (
    levels.indexOf(b.severity) - levels.indexOf(a.severity) ||
    (b.surprise ?? 0) - (a.surprise ?? 0) ||
    compare(a.firstEvent, b.firstEvent) ||
    compare(a.rule.name, b.rule.name) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
