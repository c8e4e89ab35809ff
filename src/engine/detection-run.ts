import type { CompiledRule } from '../detection/compiled-rule.ts';
import { createMatchedValues } from '../detection/matched-values.ts';
import type { Prefilter } from '../detection/prefilter.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import type { Field } from '../event/field.ts';
import { explainDetection } from '../explain/explain-detection.ts';
import { matchedValuesName } from '../explain/finding-reasons.ts';
import type { FieldTest } from '../rule/expression.ts';
import { producesFindings } from '../rule/rule.ts';
import type { Window } from '../rule/window/window.ts';
import { each, type IntView } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { evaluateCandidates, type Match } from '../window/evaluate.ts';
import type { Row } from '../window/event-table.ts';
import { compileFactTest } from '../window/fact-test.ts';
import { mayBeCut, noKey } from '../window/partition-keys.ts';
import { limitReasons, undecidedReasons } from '../window/undecided-reasons.ts';
import { createWindowIndex, type WindowIndex } from '../window/window-index.ts';
import type { RuleMembers } from '../window/window-members.ts';
import { type BuiltFinding, buildFinding } from './build-finding.ts';
import { createDeduplicator, type Deduplicator, identityOf } from './deduplicate.ts';
import { type RuleResult, ruleResult } from './rule-result.ts';
import type { RuleRun, RunContext } from './rule-run.ts';
import { createSuppressionCount, type Suppression } from './suppression.ts';
import { mostTallied, tallyFindings } from './tally.ts';

/** What a detection is put to work with. */
export interface DetectionSetup {
  readonly rule: CompiledRule;
  readonly prefilter: Prefilter;
  readonly store: Store;
  /** Fields to keep of a candidate, beside those that are kept of every event. */
  readonly annotated: readonly Field[];
}

/** Puts a detection to work. */
export function createDetectionRun({
  rule,
  prefilter,
  annotated,
  ...setup
}: DetectionSetup): RuleRun {
  const { conditions } = rule;
  const matchedValues = producesFindings(rule)
    ? createMatchedValues(conditions, prefilter.tests)
    : undefined;
  let matches = createMatches(setup.store);
  return {
    rule,
    types: conditions.unfilteredTypes,
    needsEveryEvent: rule.windows.some(takesEveryEvent),
    prefilter: prefilter.candidate,
    annotated,
    telling: (tests) => matchedValues?.telling(tests) ?? { always: false, crowding: [] },
    tell({ raw }, row, tests, table) {
      for (const { test, values } of matchedValues?.of(raw, tests) ?? []) {
        table.note(row, matchedValuesName(rule, test), values);
      }
    },
    include({ raw }) {
      const missed = prefilter.candidate(raw) ? undefined : [...prefilter.truths(raw)];
      return { isCandidate: prefilter.isOpen(raw), missed };
    },
    *evaluate(context) {
      matches.clear();
      const { candidates } = context;
      const isIdle = candidates.rows.length === 0 && tellsNothing(rule, context);
      const windows = isIdle ? noWindows : yield* createWindows(rule, context);
      const evaluation = { rule, windows, context };
      const { history, subjects } = context;
      const { timeIndex, table, intervals, store } = history;
      const asked = new Set(subjects.map(({ row }) => row));
      const feed = producesFindings(rule) ? undefined : matches.add;
      const evaluated = { timeIndex, table, intervals, store, asked, feed };
      const matched = evaluateCandidates(conditions, candidates, windows, evaluated);
      const found = yield* collect(evaluation, matched, ({ row, truths: [verdict] }) => {
        matches.add(row, verdict as Truth);
      });
      return context.tally?.rules.has(rule.name)
        ? yield* count(evaluation, found, candidates.rows.length)
        : yield* conclude(evaluation, found, prefilter.tests);
    },
    restart(store) {
      matches = createMatches(store);
    },
    get members() {
      return matches.members();
    },
  };
}

/** The events for which a rule holds, surely or perhaps. */
function createMatches(store: Store) {
  const [sure, doubtful] = [store.column(32), store.column(32)];
  return {
    add(row: Row, verdict: Truth): void {
      if (verdict !== no) (verdict === yes ? sure : doubtful).push(row);
    },
    clear(): void {
      for (const rows of [sure, doubtful]) rows.free();
    },
    members: () => ({ sure: each(sure), doubtful: each(doubtful) }),
  };
}

/** Whether a window takes every event. */
function takesEveryEvent({ list, rules }: Window): boolean {
  return list === undefined && rules.length === 0;
}

type Windows = ReadonlyMap<string, WindowIndex>;

const noWindows: Windows = new Map();

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
  for (const window of rule.windows) {
    const members = (): readonly RuleMembers[] => membersOf(window);
    const index = yield* createWindowIndex(window, members, history, () => names);
    windows.set(window.name, index);
  }
  return windows;
}

/** A rule with its windows open. */
interface Evaluation {
  readonly rule: CompiledRule;
  readonly windows: Windows;
  readonly context: RunContext;
}

/** What became of the candidates. */
interface Collected {
  readonly alerts: Deduplicator<Match>;
  readonly undecided: number;
  readonly reasons: ReadonlySet<string>;
  readonly suppression: Suppression;
  /** Those that an explanation was asked for. */
  readonly subjects: ReadonlyMap<Row, Match>;
}

/** Gathers the alerts among matches, all of which are shown to `see`; what stays undecided is counted. */
function* collect(
  { rule, windows, context }: Evaluation,
  matches: Iterable<Match | undefined>,
  see: (match: Match) => void,
): Work<Collected> {
  const { history, mayAlert, doubt } = context;
  const limit = context.tally?.rules.has(rule.name) ? mostTallied : context.limit;
  const identify = identityOf(rule, history.table, windows);
  const alerts = createDeduplicator(limit, identify, history.store);
  const reasons = new Set<string>();
  const wanted = new Set(context.subjects.map(({ row }) => row));
  const subjects = new Map<Row, Match>();
  const computes = rule.conditions.computed.some((comparison) => comparison !== undefined);
  const suppressed = createSuppressionCount(rule.name, context);
  const isSilent = !producesFindings(rule);
  let open = 0;
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
    suppressed.add(match);
    if (truths[0] === no || isSilent) continue;
    if (truths.includes(undecided)) doubt?.(identify(match).fingerprint);
    if (truths[0] === yes) {
      alerts.add(match);
      continue;
    }
    open++;
    for (const reason of undecidedReasons(match, windows, computes)) reasons.add(reason);
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
  { rule, windows, context }: Evaluation,
  { alerts, subjects, ...counted }: Collected,
  tests: Prefilter['tests'],
): Work<RuleResult> {
  const { table, intervals } = context.history;
  const factTest = remembering((test: FieldTest) => compileFactTest(test, rule.conditions.lists));
  const subject = { rule, table, windows, intervals, factTest };
  const groups = yield* alerts.groups();
  for (const [name, window] of windows) {
    yield* window.prepare(groups.flatMap(({ worst }) => inspected(worst, name)));
  }
  const found: BuiltFinding[] = [];
  for (const group of groups) {
    found.push(yield* buildFinding(group, subject, context.evidence, context.language));
    yield;
  }
  const explanations = context.subjects.map((event) => {
    const index = groups.findIndex((group) => includes(group.rows, event.row));
    return explainDetection(event, {
      ...subject,
      tests,
      match: subjects.get(event.row) as Match,
      finding: found[index]?.finding,
      together: groups[index]?.rows.length ?? 0,
    });
  });
  return ruleResult(rule, context, { ...counted, found, dropped: alerts.dropped, explanations });
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
