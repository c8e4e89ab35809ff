import { isCorrelation } from '../correlation/correlation-runner.ts';
import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Event } from '../event/event.ts';
import type { Field, FieldOf } from '../event/field.ts';
import type { SubjectEvent } from '../explain/explain-detection.ts';
import type { Pause, Work } from '../store/pausable-work.ts';
import { createScratches, type Store } from '../store/store.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { createSharedWindows, type SharedWindows } from '../window/shared-windows.ts';
import { createTimeIndex, type TimeIndex } from '../window/time-index.ts';
import type { LogHistory } from '../window/window-index.ts';
import type { EvidenceResolver } from './build-finding.ts';
import { type Candidacies, createCandidacySorting } from './candidacy.ts';
import {
  type CandidateLog,
  type CandidatesSnapshot,
  createCandidateLog,
  type SortedCandidates,
} from './candidate-log.ts';
import { createCorrelationRun } from './correlation-run.ts';
import { createDetectionRun } from './detection-run.ts';
import { createEventJudge, type EventJudge } from './event-judge.ts';
import { createFindingFile } from './finding-file.ts';
import { createLookChanges, type Look, type LookedAt } from './look-changes.ts';
import { createExplainedFields, windowFields } from './required-fields.ts';
import type { RuleResult } from './rule-result.ts';
import type { Reopened, RuleRun, RunContext } from './rule-run.ts';

/** The rules about events of one kind, at work: on the log's events, or on the alerts over them. */
export interface RuleRunner {
  /** Looks at an event; gives its row if any rule has to remember it. */
  remember(event: Event): Row | undefined;
  /**
   * Evaluates rule by rule, and pauses; every rule comes after those it refers to. If it was given up, it
   * can be done anew.
   */
  evaluate(setup: EvaluationSetup): Generator<RuleStep | Pause>;
  /** Goes on with another table, in which rows have other numbers, or none if they are forgotten. */
  move(table: EventTable, rowOf: (row: Row) => Row | undefined): Work;
  /** Takes over the candidates of another runner of the same rules, opened in `pages`, by the rows that their events have here. */
  join(candidates: CandidatesSnapshot, pages: Store, rowOf: (row: Row) => Row | undefined): Work;
  /** The candidates, by the places of their rules, in a store that was frozen just now. */
  candidates(): CandidatesSnapshot;
}

/** A rule is about to be evaluated, or was. */
export interface RuleStep {
  readonly rule: CompiledRule;
  readonly result?: RuleResult;
}

/** What the rules of a runner are evaluated with. */
export interface EvaluationSetup
  extends Pick<
    RunContext,
    'mayAlert' | 'limit' | 'listSuppressed' | 'doubt' | 'missing' | 'never' | 'tally' | 'language'
  > {
  readonly past: Pick<LogHistory, 'intervals' | 'sessions'>;
  /** Needed only where answers are kept. */
  readonly starts?: LookedAt['starts'];
  /**
   * The rules to evaluate: those of one turn, then those of the next, each once. All if left out. Every rule comes in a
   * turn with those it refers to, or in a later one.
   */
  readonly turns?: Iterable<readonly CompiledRule[]> | undefined;
  /** The order of what is remembered; made anew if left out. */
  readonly timeIndex?: TimeIndex;
  /** Only events before this moment (milliseconds) are explained; all if left out. */
  readonly before?: number;
  /** How rows stand for events of the log; every row for itself if left out. */
  readonly evidence?: EvidenceResolver;
}

/** The events for which a rule is to be explained. */
export interface ExplainTarget {
  /** The name of the rule. */
  readonly rule: string;
  /** What the event stands for; undefined for any other event. */
  recognize(event: Event): Pick<SubjectEvent, 'alert'> | undefined;
}

/** What need not be found out again of rules that were on a shelf. */
export interface KnownRules {
  /** Their prefilters, which have looked at events already. */
  readonly judge: EventJudge;
  /** The fields without which a rule can tell nothing. */
  readonly required: (rule: CompiledRule) => readonly string[];
}

export interface RunnerSetup {
  /** All rules of the hunt, so that each knows who listens to it; `own` are those of the runner. */
  readonly rules: readonly CompiledRule[];
  readonly own: readonly CompiledRule[];
  readonly fieldOf: FieldOf;
  /** What is known of `own` already. */
  readonly known?: KnownRules | undefined;
  /** Fields to keep of every remembered event, beside those that the rules need. */
  readonly display: readonly Field[];
  readonly target?: ExplainTarget | undefined;
  /** Whether rules are evaluated again whenever more is remembered, and keep the answers that stay. */
  readonly isOngoing?: boolean;
}

/** The fields that a runner's table has to keep of every event. */
export function runnerFields({ own, fieldOf, display }: RunnerSetup): readonly Field[] {
  return [...display, ...own.flatMap(windowFields).map(fieldOf)];
}

/**
 * Puts the rules of a runner to work on an empty table that keeps its fields, or on one that is to be evaluated only, whose
 * candidates are known.
 */
export function createRuleRunner(
  setup: RunnerSetup,
  table: EventTable,
  known?: CandidatesSnapshot,
): RuleRunner {
  const { target } = setup;
  const judge = setup.known?.judge ?? createEventJudge(setup.own, setup.fieldOf);
  const runs = startRuns(setup, table, judge);
  const candidaciesOf = createCandidacySorting(runs, judge);
  const everyEvent = runs.some(({ needsEveryEvent }) => needsEveryEvent);
  const explained = runs.find(({ rule }) => rule.name === target?.rule);
  const runAt = (place: number): RuleRun => runs[place] as RuleRun;
  let here = table;
  let candidates = createCandidateLog(table.store, known && { snapshot: known, runAt });
  let subjects: readonly SubjectEvent[] = [];
  const shownIn = createScratches();
  const changes = setup.isOngoing ? createLookChanges() : undefined;
  return {
    remember(event) {
      let row: Row | undefined = everyEvent ? here.remember(event) : undefined;
      const recognized = target?.recognize(event);
      const candidacies = candidaciesOf(event, recognized && explained);
      if (candidacies.found.length > 0) {
        row ??= here.remember(event);
        candidates.add(row, candidacies.found);
        keep(event, row, candidacies, here);
      }
      if (!recognized) return row;
      row ??= here.remember(event);
      const { isCandidate = false, missed } = explained?.include(event) ?? {};
      if (explained && missed) candidates.addTo(explained, row, missed);
      subjects = [...subjects, { ...recognized, event, row, isCandidate }];
      return row;
    },
    *evaluate({ before = Number.POSITIVE_INFINITY, ...given }) {
      const timeIndex = given.timeIndex ?? (yield* createTimeIndex(here));
      const pages = here.store.scratch();
      const windows = createSharedWindows(setup.own, here, pages);
      const evidence = given.evidence ?? logEvidence(here, shownIn(here.store));
      const known = { ...given.past, table: here, timeIndex, windows };
      const look = given.starts && changes?.begin({ ...known, starts: given.starts, candidates });
      const all = look ? candidates : yield* candidates.sorted(timeIndex, pages);
      yield* evaluateInTurns(runs, given.turns, { all, candidates, look }, windows, (run) => ({
        ...{ ...given, evidence, feeders: runs },
        history: { ...known, lists: run.rule.conditions.lists },
        subjects: run === explained ? subjects.filter(({ event }) => event.time < before) : [],
      }));
      look?.end();
      pages.free();
    },
    *move(table, rowOf) {
      [here, subjects] = [table, renumbered(subjects, rowOf)];
      candidates = yield* candidates.renumbered(rowOf, table.store);
      for (const run of runs) run.restart(table.store);
      changes?.forget();
    },
    join: (snapshot, pages, rowOf) => candidates.join({ snapshot, runAt }, pages, rowOf),
    candidates: () => candidates.snapshot(placesIn(runs)),
  };
}

/** Gives the place of each rule at work. */
function placesIn(runs: readonly RuleRun[]): (run: RuleRun) => number {
  const places = new Map(runs.map((run, place) => [run, place]));
  return (run) => places.get(run) as number;
}

/** Evaluates all rules, or those of each turn; lets go of what windows have in common as soon as no rule needs it. */
function* evaluateInTurns(
  runs: readonly RuleRun[],
  turns: EvaluationSetup['turns'],
  due: Due,
  windows: SharedWindows,
  contextOf: (run: RuleRun) => GivenContext,
): Generator<RuleStep | Pause> {
  for (const [place, run] of inTurns(runs, turns)) {
    const { rule } = run;
    yield { rule };
    const result = yield* evaluateRun(run, due, contextOf(run));
    windows.release(place);
    yield { rule, result };
  }
}

/** The rules at work with their places, in turns if there are any. */
function* inTurns(
  runs: readonly RuleRun[],
  turns: EvaluationSetup['turns'],
): Generator<[number, RuleRun]> {
  if (!turns) return yield* runs.entries();
  const left = new Map([...runs.entries()].map((entry) => [entry[1].rule, entry]));
  for (const turn of turns) {
    for (const rule of turn) {
      const entry = left.get(rule);
      left.delete(rule);
      if (entry) yield entry;
    }
  }
}

/** What a rule is evaluated with before its candidates are known. */
interface GivenContext extends Omit<RunContext, 'candidates' | 'reopened' | 'history'> {
  readonly history: Omit<LogHistory, 'store'>;
}

/** Of what candidates are evaluated: all, or at a look those that are due. */
interface Due {
  readonly all: SortedCandidates<RuleRun>;
  readonly candidates: CandidateLog<RuleRun>;
  readonly look: Look | undefined;
}

/** Evaluates a rule; at a look, only what is due of it. */
function* evaluateRun(
  run: RuleRun,
  { all, candidates, look }: Due,
  { history, ...given }: GivenContext,
): Work<RuleResult> {
  const { table, timeIndex } = history;
  const store = table.store.scratch();
  const reopened = look && reopening(run, look, candidates, timeIndex);
  const due = yield* reopened ? candidates.of(run, store, reopened.rows()) : all.of(run, store);
  const result = yield* run.evaluate({
    ...given,
    ...{ reopened, candidates: due, history: { ...history, store } },
  });
  store.free();
  look?.changed(run, run.changedFrom(table));
  return result;
}

/** What of a rule is due, and the events among which its candidates are sought; undefined if they are all. */
function reopening(
  run: RuleRun,
  look: Look,
  candidates: CandidateLog<RuleRun>,
  { firstAt, length, rowAt }: TimeIndex,
): Reopened & { readonly rows: () => Iterable<Row> | undefined } {
  const from = look.reopenedFrom(run);
  const later = function* (): Generator<Row> {
    for (let rank = firstAt(from); rank < length; rank++) yield rowAt(rank);
  };
  return {
    from,
    among: (rows, store) => candidates.of(run, store, rows),
    rows: () => (from === Number.NEGATIVE_INFINITY ? undefined : later()),
  };
}

/** Keeps of a candidate what findings show and rest on. */
function keep(event: Event, row: Row, candidacies: Candidacies, table: EventTable): void {
  table.annotate(row, event, candidacies.kept);
  for (const { isCrowded, met } of candidacies.crowding) {
    if (isCrowded(event.raw)) table.annotate(row, event, met);
  }
  for (const { run, tests } of candidacies.telling) run.tell(event, row, tests, table);
}

/** The events that are still remembered, under their new rows. */
function renumbered(
  subjects: readonly SubjectEvent[],
  rowOf: (row: Row) => Row | undefined,
): readonly SubjectEvent[] {
  return subjects.flatMap((subject) => {
    const row = rowOf(subject.row);
    return row === undefined ? [] : [{ ...subject, row }];
  });
}

function startRuns(
  setup: RunnerSetup,
  { store }: EventTable,
  { prefilterOf }: EventJudge,
): readonly RuleRun[] {
  const { rules, own, fieldOf, isOngoing = false } = setup;
  const kept = new Set(runnerFields(setup).map(({ path }) => path));
  const explainedFields = createExplainedFields(rules);
  return own.map((rule, place) => {
    if (isCorrelation(rule)) return createCorrelationRun(rule);
    const prefilter = prefilterOf(place);
    const annotated = (): readonly Field[] =>
      explainedFields(rule)
        .filter((path) => !kept.has(path))
        .map(fieldOf);
    return createDetectionRun({ rule, prefilter, store, annotated, isOngoing });
  });
}

/** Rows that stand for themselves. */
function logEvidence(table: EventTable, store: Store): EvidenceResolver {
  return {
    table,
    *inLog(rows) {
      yield;
      return rows;
    },
    explained: (row) => row,
    isHeard: ({ alerts }) => alerts,
    file: createFindingFile(table, store),
  };
}
