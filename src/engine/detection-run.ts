import type { CompiledRule } from '../detection/compiled-rule.ts';
import { type CrowdedTest, createMatchedValues } from '../detection/matched-values.ts';
import type { Prefilter } from '../detection/prefilter.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import { whenNeeded } from '../detection/when-needed.ts';
import type { Field } from '../event/field.ts';
import { explainDetection } from '../explain/explain-detection.ts';
import { matchedValuesName } from '../explain/test-reasons.ts';
import type { FieldTest } from '../rule/expression.ts';
import { producesFindings } from '../rule/rule.ts';
import type { Window } from '../rule/window/window.ts';
import { each, type IntView } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { evaluateCandidates, type Match } from '../window/evaluate.ts';
import type { Row } from '../window/event-table.ts';
import { compileFactTest } from '../window/fact-test.ts';
import { createCourseRoom } from '../window/key-course.ts';
import { mayBeCut, noKey } from '../window/partition-keys.ts';
import { limitReasons, undecidedReasons } from '../window/undecided-reasons.ts';
import { createWindowIndex, type WindowIndex } from '../window/window-index.ts';
import type { RuleMembers } from '../window/window-members.ts';
import { buildFinding } from './build-finding.ts';
import type { BuiltFinding } from './built-finding.ts';
import {
  type AlertGroup,
  type AlertIdentity,
  createDeduplicator,
  type Deduplicator,
  identityOf,
} from './deduplicate.ts';
import {
  type CandidateAnswer,
  createKeptAnswers,
  type KeptAnswers,
  lasting,
} from './kept-answers.ts';
import { createMatchRows } from './match-rows.ts';
import { type RuleEnd, type RuleResult, ruleResult } from './rule-result.ts';
import type { MetField, RuleRun, RunContext } from './rule-run.ts';
import { createSuppressionCount, noSuppression, type Suppression } from './suppression.ts';
import { mostTallied, tallyFindings } from './tally.ts';

/** What a detection is put to work with. */
export interface DetectionSetup {
  readonly rule: CompiledRule;
  readonly prefilter: Prefilter;
  readonly store: Store;
  /** Gives the fields to keep of a candidate, beside those that are kept of every event. */
  readonly annotated: () => readonly Field[];
  /** Whether answers are kept from one evaluation to the next. */
  readonly isOngoing: boolean;
}

/** Puts a detection to work. */
export function createDetectionRun({
  rule,
  prefilter,
  annotated,
  ...setup
}: DetectionSetup): RuleRun {
  const { conditions } = rule;
  let matches = createMatchRows(setup.store);
  const kept = setup.isOngoing ? createKeptAnswers() : undefined;
  return {
    rule,
    types: conditions.unfilteredTypes,
    needsEveryEvent: rule.windows.some(takesEveryEvent),
    prefilter: prefilter.candidate,
    ...createNotes(rule, prefilter, annotated),
    include({ raw }) {
      const missed = prefilter.candidate(raw) ? undefined : [...prefilter.truths(raw)];
      return { isCandidate: prefilter.isOpen(raw), missed };
    },
    *evaluate(context) {
      const { candidates, reopened, history, subjects } = context;
      const { time } = history.table;
      if (reopened) {
        matches.cutFrom(reopened.from, time);
        kept?.cutFrom(reopened.from, time);
      } else matches.clear();
      const isIdle = candidates.rows.length === 0 && tellsNothing(rule, context);
      const isTallied = context.tally?.rules.has(rule.name) === true;
      if (isIdle && !isTallied && !kept) return ruleResult(rule, context, nothingFound);
      const windows = isIdle ? noWindows : yield* createWindows(rule, context);
      const evaluation = { rule, windows, context, kept };
      const { timeIndex, table, intervals, store } = history;
      const asked = new Set(subjects.map(({ row }) => row));
      // What is fed comes in any order, and what is kept has to be in order of time.
      const feed = producesFindings(rule) || kept ? undefined : matches.add;
      const evaluated = { timeIndex, table, intervals, store, asked, feed };
      const matched = evaluateCandidates(conditions, candidates, windows, evaluated);
      const found = yield* collect(evaluation, matched, ({ row, truths: [verdict] }) => {
        matches.add(row, verdict as Truth);
      });
      return isTallied
        ? yield* count(evaluation, found, candidates.rows.length)
        : yield* conclude(evaluation, found, prefilter.tests);
    },
    restart(store) {
      matches = createMatchRows(store);
    },
    changedFrom: ({ time }) => matches.changedFrom(time),
    get members() {
      return matches.members();
    },
  };
}

/** Prepares what is noted of candidates, once there is one: many rules have none. */
function createNotes(
  rule: CompiledRule,
  prefilter: Prefilter,
  annotated: DetectionSetup['annotated'],
): Pick<RuleRun, 'fieldsToKeep' | 'telling' | 'tell'> {
  const matchedValues = whenNeeded(() =>
    producesFindings(rule) ? createMatchedValues(rule.conditions, prefilter.tests) : undefined,
  );
  const fields = new Map<number, MetField>();
  const fieldOf = ({ test, isCrowded, met, numbers }: CrowdedTest): MetField => {
    const path = matchedValuesName(rule, test);
    const known = fields.get(test) ?? { path, isCrowded, numbers, read: met };
    fields.set(test, known);
    return known;
  };
  return {
    fieldsToKeep: whenNeeded(annotated),
    telling(tests) {
      const { always = false, crowded = [] } = matchedValues()?.telling(tests) ?? {};
      return { always, met: crowded.map(fieldOf) };
    },
    tell({ raw }, row, tests, table) {
      for (const { test, values } of matchedValues()?.of(raw, tests) ?? []) {
        table.note(row, matchedValuesName(rule, test), values);
      }
    },
  };
}

/** Whether a window takes every event. */
function takesEveryEvent({ list, rules }: Window): boolean {
  return list === undefined && rules.length === 0;
}

type Windows = ReadonlyMap<string, WindowIndex>;

const noWindows: Windows = new Map();

/** How a rule ends that has no candidates and nothing else to tell. */
const nothingFound: RuleEnd = {
  ...{ found: [], dropped: 0, suppression: noSuppression, explanations: [] },
  ...{ undecided: 0, reasons: [] },
};

/** Whether the windows of a rule without candidates have nothing to tell: no event has too many keys for them. */
function tellsNothing({ windows }: CompiledRule, { history, subjects }: RunContext): boolean {
  return subjects.length === 0 && !windows.some((window) => mayBeCut(window, history.table));
}

/** Lays the windows of a rule over the log. */
function* createWindows(rule: CompiledRule, { history, feeders }: RunContext): Work<Windows> {
  const membersOf = (window: Window): readonly RuleMembers[] => {
    if (window.list !== undefined) return [];
    if (takesEveryEvent(window)) {
      return [{ rule: undefined, sure: history.table.rows(), doubtful: [] }];
    }
    return feeders
      .filter((feeder) => window.rules.includes(feeder.rule.name))
      .map(({ rule: { name }, members }) => ({ ...members, rule: name }));
  };
  const windows = new Map<string, WindowIndex>();
  const names = [rule.name];
  const use = { evaluatedAs: () => names, room: createCourseRoom(history.store) };
  for (const window of rule.windows) {
    const members = (): readonly RuleMembers[] => membersOf(window);
    const index = yield* createWindowIndex(window, members, history, use);
    windows.set(window.name, index);
  }
  return windows;
}

/** A rule with its windows open. */
interface Evaluation {
  readonly rule: CompiledRule;
  readonly windows: Windows;
  readonly context: RunContext;
  readonly kept: KeptAnswers | undefined;
}

/** A candidate for which the rule holds; its match, if it was evaluated now. */
interface Alert {
  readonly row: Row;
  readonly identity: AlertIdentity;
  readonly match?: Match | undefined;
}

/** What became of the candidates. */
interface Collected {
  readonly alerts: Deduplicator<Alert>;
  readonly undecided: number;
  readonly reasons: ReadonlySet<string>;
  readonly suppression: Suppression;
  /** Those that an explanation was asked for. */
  readonly subjects: ReadonlyMap<Row, Match>;
}

/** Gathers the alerts among matches, all of which are shown to `see`; what stays undecided is counted. */
function* collect(
  { rule, windows, context, kept }: Evaluation,
  matches: Iterable<Match | undefined>,
  see: (match: Match) => void,
): Work<Collected> {
  const { history, mayAlert, doubt } = context;
  const limit = context.tally?.rules.has(rule.name) ? mostTallied : context.limit;
  const identify = identityOf(rule, history.table, windows);
  const alerts = createDeduplicator<Alert>(limit, ({ identity }) => identity, history.store);
  const reasons = new Set<string>();
  const wanted = new Set(context.subjects.map(({ row }) => row));
  const subjects = new Map<Row, Match>();
  const computes = rule.conditions.computed.some((comparison) => comparison !== undefined);
  const suppressed = createSuppressionCount(rule.name, context);
  const isSilent = !producesFindings(rule);
  let open = 0;
  const take = (
    row: Row,
    { excludedBy, alert, reasons: causes }: CandidateAnswer,
    match?: Match,
  ): void => {
    suppressed.add({ row, excludedBy });
    if (alert) alerts.add({ row, identity: alert, match });
    if (!causes) return;
    open++;
    for (const cause of causes) reasons.add(cause);
  };
  for (const [row, answer] of kept?.all() ?? []) take(row, answer);
  for (const match of matches) {
    if (!match) {
      yield;
      continue;
    }
    see(match);
    const { row, truths } = match;
    if (wanted.size > 0 && wanted.has(row)) subjects.set(row, match);
    if (isSilent && match.excludedBy.length === 0) continue;
    if (!mayAlert(history.table.time(row))) continue;
    const isTold = truths[0] !== no && !isSilent;
    const isAlert = isTold && truths[0] === yes;
    const answer: CandidateAnswer = {
      excludedBy: match.excludedBy,
      ...(isAlert && { alert: identify(match) }),
      ...(isTold && !isAlert && { reasons: undecidedReasons(match, windows, computes) }),
    };
    if (isTold && truths.includes(undecided)) doubt?.(identify(match).fingerprint);
    kept?.add(row, answer);
    take(row, answer, match);
  }
  for (const reason of limitReasons(windows.values())) reasons.add(reason);
  return { alerts, undecided: open, reasons, suppression: suppressed.result(), subjects };
}

/** Counts the findings of what was collected. */
function* count(
  { rule, context }: Evaluation,
  { alerts, subjects: _, ...counted }: Collected,
  candidates: number,
): Work<RuleResult> {
  const groups = yield* alerts.groups();
  const found = yield* tallyFindings(groups, context.tally?.fields ?? [], context.evidence);
  const tally = { kind: 'tally', rule: rule.name, candidates, ...found } as const;
  const { dropped } = alerts;
  return ruleResult(rule, context, { ...counted, found: [], dropped, explanations: [], tally });
}

/** Builds the findings of what was collected, and the explanations that were asked for. */
function* conclude(
  evaluation: Evaluation,
  { alerts, subjects, ...counted }: Collected,
  tests: Prefilter['tests'],
): Work<RuleResult> {
  const { rule, windows, context, kept } = evaluation;
  const { table, intervals } = context.history;
  const factTest = remembering((test: FieldTest) => compileFactTest(test, rule.conditions.lists));
  const subject = { rule, table, windows, intervals, factTest };
  const groups = yield* alerts.groups();
  const known = groups.map((group) => kept?.findingOf(group));
  const worst = yield* matchesOf(
    groups.flatMap((group, at) => (known[at] ? [] : group.worst)),
    evaluation,
  );
  for (const [name, window] of windows) {
    yield* window.prepare([...worst.values()].flatMap((match) => inspected(match, name)));
  }
  const found: BuiltFinding[] = [];
  for (const at of inOrderOfRows(groups)) {
    const group = groups[at] as (typeof groups)[number];
    const told = { ...group, worst: worst.get(group.worst.row) as Match };
    const { evidence, language } = context;
    const same = known[at];
    const built = same ?? (yield* buildFinding(told, subject, evidence, language));
    found[at] = kept && !same ? lasting(built) : built;
    yield;
  }
  kept?.keep(groups, found);
  const explanations = context.subjects.map((event) => {
    const index = groups.findIndex((group) => includes(group.rows, event.row));
    return explainDetection(event, {
      ...subject,
      tests,
      match: subjects.get(event.row) as Match,
      finding: found[index]?.whole().draft,
      together: groups[index]?.rows.length ?? 0,
    });
  });
  return ruleResult(rule, context, { ...counted, found, dropped: alerts.dropped, explanations });
}

/** The places of groups, those next to each other whose events are: they lie on the same pages, which may be on disk. */
function inOrderOfRows(groups: readonly AlertGroup<Alert>[]): readonly number[] {
  const rowAt = (at: number): Row => (groups[at] as AlertGroup<Alert>).worst.row;
  return [...groups.keys()].sort((a, b) => rowAt(a) - rowAt(b));
}

/** The matches of alerts by their rows: those that were not evaluated now are so once more. */
function* matchesOf(
  alerts: readonly Alert[],
  { rule, windows, context }: Evaluation,
): Work<ReadonlyMap<Row, Match>> {
  const { history, reopened } = context;
  const found = new Map<Row, Match>();
  for (const { row, match } of alerts) if (match) found.set(row, match);
  const others = alerts.flatMap(({ row, match }) => (match ? [] : row));
  if (others.length === 0 || !reopened) return found;
  const candidates = yield* reopened.among(others, history.store);
  const given = { ...history, asked: new Set<Row>() };
  for (const match of evaluateCandidates(rule.conditions, candidates, windows, given)) {
    if (match) found.set(match.row, match);
    else yield;
  }
  return found;
}

/** A test may stand for thousands of addresses, and a rule has many findings. */
function remembering<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

function includes(rows: IntView, row: Row): boolean {
  for (const other of each(rows)) if (other === row) return true;
  return false;
}

/** An event as a window will be asked about it; none if it lacks the window's key. */
function inspected({ keys, row }: Match, window: string): readonly { key: number; row: number }[] {
  const key = keys.get(window);
  return key === undefined || key === noKey ? [] : [{ key, row }];
}
