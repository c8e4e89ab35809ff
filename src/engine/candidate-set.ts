import { compile } from '../detection/compile.ts';
import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { createMatchedValues, type MatchedValues } from '../detection/matched-values.ts';
import { createPrefilter } from '../detection/prefilter.ts';
import type { PreparedTest } from '../detection/prepared-test.ts';
import { no, yes } from '../detection/truth.ts';
import type { FieldOf } from '../event/field.ts';
import type { JsonObject } from '../event/json.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import { each } from '../store/column.ts';
import { createPace, type Pause, type Work } from '../store/pausable-work.ts';
import { createStore, type Store } from '../store/store.ts';
import { type EvaluationContext, evaluateCandidates, type Match } from '../window/evaluate.ts';
import type { Row } from '../window/event-table.ts';
import type { WindowIndex } from '../window/window-index.ts';
import type { RuleMatches } from '../window/window-members.ts';

/** One rule at work on one log: its anchors first, then its alerts. */
export interface CandidateSet {
  readonly rule: Rule;
  /** Event types that can satisfy the rule, without their case; undefined if every type can. */
  readonly types: ReadonlySet<string> | undefined;
  /**
   * Looks at an event by itself. Gives undefined if no context could make the rule hold for it, else
   * what to call `note` with once the event is remembered, before the next event is seen.
   */
  see(raw: JsonObject): TestTruths | undefined;
  note(row: Row, tests: TestTruths): void;
  /** What met the tests of an event that was just seen, where its fields do not tell. */
  witnesses(raw: JsonObject, tests: TestTruths): readonly MatchedValues[];
  /** The truth of each test of any event, candidate or not. */
  truths(raw: JsonObject): TestTruths;
  /** The conditions that are judged, the rule's and then those of its raises; and their tests at work. */
  readonly conditions: CompiledConditions;
  readonly tests: readonly PreparedTest[];
  /**
   * Judges all anchors, in order of time; yields alerts, what stayed undecided, and what was asked
   * about, and pauses between them. From then on `members` knows the rows. If it was given up, it can
   * be done anew.
   */
  conclude(
    views: ReadonlyMap<string, WindowIndex>,
    bench: Omit<EvaluationContext, 'lists'>,
  ): Generator<Match | Pause>;
  /** Keeps only the rows that have a new one, and forgets what was concluded. */
  renumber(rowOf: (row: Row) => Row | undefined, store: Store): Work;
  /** The rows for which the rule holds, for the windows of other rules. */
  readonly members: RuleMatches;
  /** Whether a window of the rule takes every event, so that none may be forgotten. */
  readonly wantsEveryEvent: boolean;
}

/** Puts a rule to work. */
export function createCandidateSet(
  rule: Rule,
  lists: Lists,
  fieldOf?: FieldOf,
  store: Store = createStore(),
): CandidateSet {
  const conditions = compile([rule.condition, ...rule.raises.map((raise) => raise.condition)]);
  const prefilter = createPrefilter(conditions, lists, fieldOf);
  let rows = store.column(32);
  let patterns = createPatterns(store);
  let sure = store.column(32);
  let doubtful = store.column(32);
  return {
    rule,
    conditions,
    tests: prefilter.tests,
    types: conditions.eventTypes,
    see: prefilter.candidate,
    truths: prefilter.truths,
    witnesses: createMatchedValues(conditions, prefilter.tests),
    note(row, truths) {
      rows.push(row);
      patterns.push(truths);
    },
    *conclude(views, bench) {
      const anchors = { rows, tests: patterns.get };
      for (const known of [sure, doubtful]) known.free();
      for (const judged of evaluateCandidates(conditions, anchors, views, { ...bench, lists })) {
        const verdict = judged?.truths[0];
        if (judged && verdict !== no) (verdict === yes ? sure : doubtful).push(judged.row);
        yield judged;
      }
    },
    *renumber(rowOf, other) {
      const isTime = createPace();
      const [before, atoms] = [rows, patterns];
      rows = other.column(32);
      patterns = createPatterns(other);
      sure = other.column(32);
      doubtful = other.column(32);
      for (let index = 0; index < before.length; index++) {
        if (isTime(1)) yield;
        const row = rowOf(before.get(index));
        if (row === undefined) continue;
        rows.push(row);
        patterns.push(atoms.get(index));
      }
    },
    get members() {
      return { sure: each(sure), doubtful: each(doubtful) };
    },
    wantsEveryEvent: rule.windows.some(
      (window) => window.list === undefined && window.rules.length === 0,
    ),
  };
}

/** Rows of truths, each different one kept once: a rule has few of them. */
function createPatterns(store: Store): {
  push(atoms: TestTruths): void;
  get(index: number): TestTruths;
} {
  const numbers = new Map<number | string, number>();
  const known: TestTruths[] = [];
  const row = store.compactColumn();
  return {
    push(atoms) {
      const key = keyOf(atoms);
      let number = numbers.get(key);
      if (number === undefined) {
        number = known.push([...atoms]) - 1;
        numbers.set(key, number);
      }
      row.push(number);
    },
    get: (index) => known[row.get(index)] as TestTruths,
  };
}

/** A row of truths as bits; as text if it is longer than a number has bits. */
function keyOf(atoms: TestTruths): number | string {
  if (atoms.length > 30) return atoms.map(Number).join('');
  let bits = 0;
  for (let at = 0; at < atoms.length; at++) if (atoms[at]) bits |= 1 << at;
  return bits;
}
