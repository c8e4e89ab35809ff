import { type AtomTruths, type Compiled, compile } from '../detection/compile.ts';
import { eventTypesOf } from '../detection/event-types.ts';
import type { Predicate } from '../detection/field-test.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import type { FieldOf } from '../event/field.ts';
import type { JsonObject } from '../event/json.ts';
import type { Lists, Rule } from '../rule/rule.ts';
import { type Judged, judge } from './judge.ts';
import type { Row } from './memory.ts';
import type { Members } from './neighbours.ts';
import { createCompactNumbers, createNumbers, each } from './numbers.ts';
import { createPages, type Pages } from './pages.ts';
import type { Timeline } from './timeline.ts';
import type { View } from './view.ts';
import { createPace, type Pause, type Work } from './work.ts';

/** One rule at work on one log: its anchors first, then its alerts. */
export interface Trial {
  readonly rule: Rule;
  /** Event types that can satisfy the rule, without their case; undefined if every type can. */
  readonly types: ReadonlySet<string> | undefined;
  /**
   * Looks at an event by itself. Gives undefined if no context could make the rule hold for it, else
   * what to call `note` with once the event is remembered, before the next event is seen.
   */
  see(raw: JsonObject): AtomTruths | undefined;
  note(row: Row, atoms: AtomTruths): void;
  /**
   * Judges all anchors, in order of time; yields alerts and what stayed undecided, and pauses between
   * them. From then on `members` knows the rows. If it was given up, it can be done anew.
   */
  conclude(
    views: ReadonlyMap<string, View>,
    timeline: Timeline,
    pages: Pages,
  ): Generator<Judged | Pause>;
  /** Keeps only the rows that have a new one, and forgets what was concluded. */
  renumber(rowOf: (row: Row) => Row | undefined, pages: Pages): Work;
  /** The rows for which the rule holds, for the windows of other rules. */
  readonly members: Members;
  /** Whether a window of the rule takes every event, so that none may be forgotten. */
  readonly wantsEveryEvent: boolean;
}

/** Puts a rule to work. */
export function createTrial(
  rule: Rule,
  lists: Lists,
  fieldOf?: FieldOf,
  pages: Pages = createPages(),
): Trial {
  const compiled: Compiled = compile(
    [rule.condition, ...rule.raises.map((raise) => raise.condition)],
    lists,
    fieldOf,
  );
  let rows = createNumbers(pages, 32);
  let patterns = createPatterns(pages);
  let sure = createNumbers(pages, 32);
  let doubtful = createNumbers(pages, 32);
  const holds = compiled.verdicts[0] as Compiled['verdicts'][number];
  const { atoms: every, ownAtoms } = compiled;
  // One row for all events: most of them are forgotten at once.
  const atoms: boolean[] = every.map(() => false);
  return {
    rule,
    types: eventTypesOf(rule.condition),
    see(raw) {
      for (let at = 0; at < ownAtoms; at++) atoms[at] = (every[at] as Predicate)(raw);
      if (holds(atoms, isOpen) === no) return undefined;
      for (let at = ownAtoms; at < every.length; at++) atoms[at] = (every[at] as Predicate)(raw);
      return atoms;
    },
    note(row, truths) {
      rows.push(row);
      patterns.push(truths);
    },
    *conclude(views, timeline, scratch) {
      const anchors = { rows, atoms: patterns.get };
      for (const known of [sure, doubtful]) known.free();
      for (const judged of judge(compiled, anchors, views, { timeline, lists, pages: scratch })) {
        if (judged) (judged.truths[0] === yes ? sure : doubtful).push(judged.row);
        yield judged;
      }
    },
    *renumber(rowOf, other) {
      const isTime = createPace();
      const [before, atoms] = [rows, patterns];
      rows = createNumbers(other, 32);
      patterns = createPatterns(other);
      sure = createNumbers(other, 32);
      doubtful = createNumbers(other, 32);
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

/** Before any window is known, every comparison of facts is open. */
const isOpen = (): Truth => undecided;

/** Rows of truths, each different one kept once: a rule has few of them. */
function createPatterns(pages: Pages): {
  push(atoms: AtomTruths): void;
  get(index: number): AtomTruths;
} {
  const numbers = new Map<number | string, number>();
  const known: AtomTruths[] = [];
  const row = createCompactNumbers(pages);
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
    get: (index) => known[row.get(index)] as AtomTruths,
  };
}

/** A row of truths as bits; as text if it is longer than a number has bits. */
function keyOf(atoms: AtomTruths): number | string {
  if (atoms.length > 30) return atoms.map(Number).join('');
  let bits = 0;
  for (let at = 0; at < atoms.length; at++) if (atoms[at]) bits |= 1 << at;
  return bits;
}
