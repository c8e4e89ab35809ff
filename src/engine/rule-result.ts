import type { AlertSource } from '../correlation/grouping.ts';
import { no, undecided, yes } from '../detection/truth.ts';
import { explainDetection, type SubjectEvent } from '../explain/explain-detection.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { RuleOutcome } from '../finding/summary.ts';
import type { FieldTest } from '../rule/expression.ts';
import { producesFindings, type Rule } from '../rule/rule.ts';
import type { Window } from '../rule/window/window.ts';
import { each, type IntView } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import { type Match, noKey } from '../window/evaluate.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import { compileFactTest } from '../window/fact-test.ts';
import { limitReasons, undecidedReasons } from '../window/undecided-reasons.ts';
import { createWindowIndex, type LogHistory, type WindowIndex } from '../window/window-index.ts';
import type { RuleMembers } from '../window/window-members.ts';
import { type BuiltFinding, buildFinding, type EvidenceResolver } from './build-finding.ts';
import type { CandidateSet } from './candidate-set.ts';
import { createDeduplicator, identityOf } from './deduplicate.ts';

/** What a rule is concluded with. */
export interface EvaluationSetup {
  readonly past: LogHistory;
  readonly ledger: EvidenceResolver;
  /** All rules at work; those that this one refers to are concluded already. */
  readonly feeders: readonly AlertSource[];
  /** Whether an event of a time may alert; others are context only. */
  readonly isAsked: (time: number) => boolean;
  /** The most findings to keep. */
  readonly limit: number;
  /** Told of the fingerprint of findings that are perhaps not all that they would be. */
  readonly doubt?: ((fingerprint: string) => void) | undefined;
  /** Fields that the rule asks for and no event of the log can have. */
  readonly missing: readonly string[];
  /** Why the rule can never match; none if it can. */
  readonly never: readonly string[];
  /** Events of which somebody wants to know what became of them. */
  readonly asked: readonly SubjectEvent[];
}

export interface RuleResult {
  readonly rule: Rule;
  readonly found: readonly BuiltFinding[];
  readonly outcome: RuleOutcome;
  /** Findings let go because there were more than the limit. */
  readonly dropped: number;
  /** One for each event that was asked about. */
  readonly accounts: readonly Explanation[];
}

/** Judges all that a rule has gathered, once the log has ended. */
export function* evaluateRule(
  candidates: CandidateSet,
  closing: EvaluationSetup,
): Work<RuleResult> {
  const { rule } = candidates;
  const { past, feeders, isAsked, limit, ledger, doubt, asked } = closing;
  const { memory, timeline, lists } = past;
  const views = new Map<string, WindowIndex>();
  for (const window of rule.windows) {
    const members = membersOf(window, feeders, memory);
    views.set(window.name, yield* createWindowIndex(window, members, past, () => [rule.name]));
  }
  const identify = identityOf(rule, memory, views);
  const alerts = createDeduplicator(limit, identify, past.store);
  const causes = new Set<string>();
  let open = 0;
  const rows = new Set(asked.map(({ row }) => row));
  const askedFor = new Map<Row, Match>();
  for (const judged of candidates.conclude(views, { timeline, store: past.store, asked: rows })) {
    if (!judged) {
      yield;
      continue;
    }
    if (rows.has(judged.row)) askedFor.set(judged.row, judged);
    if (judged.truths[0] === no || !producesFindings(rule) || !isAsked(memory.time(judged.row)))
      continue;
    if (judged.truths.includes(undecided)) doubt?.(identify(judged).fingerprint);
    if (judged.truths[0] === yes) {
      alerts.add(judged);
    } else {
      open++;
      for (const cause of undecidedReasons(judged, views)) causes.add(cause);
    }
  }
  for (const limit of limitReasons(views.values())) causes.add(limit);
  const { conditions } = candidates;
  const factTest = remembering((test: FieldTest) => compileFactTest(test, lists));
  const seen = views as ReadonlyMap<string, WindowIndex>;
  const ground = { rule, conditions, memory, views: seen, factTest, ledger };
  const groups = yield* alerts.groups();
  for (const [window, view] of views) {
    yield* view.prepare(groups.flatMap(({ worst }) => caseOf(worst, window)));
  }
  const found: BuiltFinding[] = [];
  for (const group of groups) {
    found.push(yield* buildFinding(group, ground));
    yield;
  }
  const accounts = asked.map((witness) => {
    const index = groups.findIndex((group) => includes(group.rows, witness.row));
    return explainDetection(witness, {
      ...ground,
      tests: candidates.tests,
      judged: askedFor.get(witness.row) as Match,
      finding: found[index]?.finding,
      together: groups[index]?.rows.length ?? 0,
    });
  });
  const ending = { found, dropped: alerts.dropped, undecided: open, causes, accounts };
  return ruleResult(rule, closing, ending);
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

/** How the judging of a rule ended. */
export interface RuleEnd {
  readonly found: readonly BuiltFinding[];
  readonly dropped: number;
  /** Events for which the rule stayed undecided, and why. */
  readonly undecided: number;
  readonly causes: Iterable<string>;
  readonly accounts: readonly Explanation[];
}

/** Says how a rule ended. */
export function ruleResult(
  rule: Rule,
  { missing, never }: EvaluationSetup,
  ending: RuleEnd,
): RuleResult {
  const { name, title, level, filters } = rule;
  const { found, dropped, undecided, causes, accounts } = ending;
  const isBlind = missing.length > 0 || never.length > 0;
  const status = isBlind ? 'cannot-evaluate' : undecided > 0 ? 'undecided' : 'evaluated';
  return {
    rule,
    found,
    dropped,
    accounts,
    outcome: {
      name,
      title,
      level,
      status,
      findings: found.length,
      undecided,
      because: [...never, ...[...causes].sort()],
      missing,
      ...(filters.length > 0 && { filters }),
    },
  };
}

/** What is said of a rule that was not judged, though so many events were to be. */
export function unjudged(rule: Rule, events: number): RuleResult {
  const { name, title, level, filters } = rule;
  return {
    rule,
    found: [],
    dropped: 0,
    accounts: [],
    outcome: {
      name,
      title,
      level,
      status: 'undecided',
      findings: 0,
      undecided: events,
      because: ['the run was broken off before the rule was judged'],
      missing: [],
      ...(filters.length > 0 && { filters }),
    },
  };
}

/** An event as a window will be asked about it; none if it lacks the window's key. */
function caseOf({ keys, row }: Match, window: string): readonly { key: number; row: number }[] {
  const key = keys.get(window);
  return key === undefined || key === noKey ? [] : [{ key, row }];
}

/** The rows that match each rule of a window. */
function membersOf(
  window: Window,
  feeders: readonly AlertSource[],
  memory: EventTable,
): readonly RuleMembers[] {
  if (window.list !== undefined) return [];
  if (window.rules.length === 0) {
    return [{ rule: undefined, sure: memory.rows(), doubtful: [] }];
  }
  return feeders
    .filter(({ rule }) => window.rules.includes(rule.name))
    .map(({ rule, members }) => ({ ...members, rule: rule.name }));
}
