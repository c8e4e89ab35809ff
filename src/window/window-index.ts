import type { Lists } from '../rule/rule.ts';
import { groupingsOf, type Window } from '../rule/window/window.ts';
import { type IntView, viewOf } from '../store/column.ts';
import { createPace, finish, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { type BoundAggregate, bindAggregate } from './aggregate/bound-aggregate.ts';
import { createContributionOf, noContribution } from './contribution.ts';
import type { EventTable, Row } from './event-table.ts';
import type { KnownFactValue } from './fact-test.ts';
import { createKeyBounds, type KeyBounds } from './key-bounds.ts';
import type { CourseRoom } from './key-course.ts';
import type { SessionStarts } from './log/session-starts.ts';
import type { CoveredInterval } from './log/time-coverage.ts';
import { createPartitionKeys, mayBeCut, type PartitionKeys } from './partition-keys.ts';
import type { SharedWindows } from './shared-windows.ts';
import { type ReportFact, type SlidingWindow, slideOverKey } from './sliding-window.ts';
import type { TimeIndex } from './time-index.ts';
import {
  createBoundsOf,
  createEdgesOf,
  type WindowBounds,
  type WindowEdges,
} from './window-bounds.ts';
import { readWindowContents, type WindowContents } from './window-contents.ts';
import { gatherWindowMembers, type RuleMembers } from './window-members.ts';

/** A window of a rule, laid over what a log left behind. */
export interface WindowIndex {
  readonly window: Window;
  /** The keys of a candidate under the window; none if it lacks a part. */
  keysOf(row: Row): readonly number[];
  /** The only key of a candidate, or `noKey`; undefined if there may be several. */
  onlyKeyOf(row: Row): number | undefined;
  /** Windows of one rule with the same keying give a candidate the same keys. */
  readonly keying: unknown;
  /** Whether any event may have more keys than are looked at. */
  readonly mayBeCut: boolean;
  /** What a key of a candidate is made of, by the name in `group-by`. */
  keyOf(row: Row, key: number): Readonly<Record<string, string>>;
  /** How many events have had more keys than are looked at. */
  readonly cut: number;
  /** What is known of the facts of a key without a look at any one window; undefined of a list. */
  readonly bounds: KeyBounds | undefined;
  /** Computes the facts (by index in the window) of candidates of one key, in order of time. */
  slide(key: number, ranks: IntView, facts: readonly number[], report: ReportFact): Work;
  /** What the window spans around one event. */
  boundsOf(row: Row, key: number): WindowBounds;
  /** The same, without a look at which events lie in it. */
  edgesOf(row: Row, key: number): WindowEdges;
  /**
   * Announces events that will be inspected, so that their facts are computed together. Without it
   * each inspection goes through the key's members by itself.
   */
  prepare(cases: Iterable<{ readonly key: number; readonly row: Row }>): Work;
  /** Looks at one event's window closely. */
  inspect(key: number, row: Row): WindowContents;
}

/** All that is known at the end of a log. */
export interface LogHistory {
  readonly table: EventTable;
  readonly timeIndex: TimeIndex;
  readonly intervals: readonly CoveredInterval[];
  readonly sessions: Pick<SessionStarts, 'startOf'>;
  readonly lists: Lists;
  /** Where what evaluating needs is kept meanwhile. */
  readonly store: Store;
  /** What the windows of all rules have in common. */
  readonly windows: SharedWindows;
}

/**
 * Names of the rules through which an event is evaluated: its keys are those it has as one of theirs.
 * That is the rule whose window it is; or the rules whose alerts take the place of events.
 */
export type EvaluatedAs = (row: Row) => readonly string[];

/** What the windows of one rule share: by whom its events are evaluated, and the room for what their keys tell. */
export interface WindowUse {
  readonly evaluatedAs: EvaluatedAs;
  readonly room: CourseRoom;
}

/**
 * Lays a window over a log. `members` are the rows that match the window's rules, rule by rule; they are asked
 * for unless another window has had the same.
 */
export function* createWindowIndex(
  window: Window,
  members: () => readonly RuleMembers[],
  history: LogHistory,
  { evaluatedAs, room }: WindowUse,
): Work<WindowIndex> {
  if (window.list !== undefined) return createListIndex(window, window.list, history);
  const { table, timeIndex, store } = history;
  const shared = history.windows.of(window);
  const keys = createPartitionKeys(shared.keys, store, shared.gathered);
  const edges = createEdgesOf(window, history);
  const around = createBoundsOf(window, timeIndex, edges);
  const boundsOf = (key: number): SlidingWindow['boundsOf'] => {
    const grouping = keys.groupingOf(key);
    return (rank) => around(rank, grouping);
  };
  const windowMembers = yield* shared.members((own, pages) =>
    gatherWindowMembers(members(), own, timeIndex, shared.apart, pages),
  );
  const aggregates = window.facts.map((fact) =>
    bindAggregate(fact, window, table, store, windowMembers.rulesOf),
  );
  const sliding = { window, aggregates, timeIndex, windowMembers, store };
  const edgesOf = (rank: number, key: number) => edges(rank, keys.groupingOf(key));
  return {
    ...createInspection(sliding, boundsOf),
    window,
    keysOf(row) {
      const rules = evaluatedAs(row);
      if (rules.length <= 1) return keys.of(row, rules[0]);
      return [...new Set(rules.flatMap((rule) => keys.of(row, rule)))];
    },
    keying: shared.keys,
    mayBeCut: mayBeCut(window, table),
    onlyKeyOf(row) {
      const rules = evaluatedAs(row);
      return rules.length <= 1 ? keys.only(row, rules[0]) : undefined;
    },
    keyOf: (row, key) => keyParts(window, keys, evaluatedAs(row), row, key),
    get cut() {
      return keys.cut;
    },
    bounds: createKeyBounds({
      window,
      aggregates,
      windowMembers,
      timeIndex,
      room,
      edgesOf,
      bookOf: shared.book,
    }),
    boundsOf: (row, key) => boundsOf(key)(timeIndex.rankOf(row)),
    edgesOf: (row, key) => edgesOf(timeIndex.rankOf(row), key),
    slide(key, ranks, facts, report) {
      const chosen = facts.map((fact) => aggregates[fact] as BoundAggregate);
      const own = { ...sliding, aggregates: chosen, boundsOf: boundsOf(key), key };
      return slideOverKey(own, ranks, report);
    },
  };
}

function keyParts(
  window: Window,
  keys: PartitionKeys,
  rules: readonly string[],
  row: Row,
  key: number,
): Readonly<Record<string, string>> {
  const [parts] = rules
    .flatMap((rule) => [keys.parts(row, rule, key) ?? []])
    .filter(({ length }) => length > 0);
  const names = groupingsOf(window)[keys.groupingOf(key)] as readonly string[];
  return Object.fromEntries(names.map((name, at) => [name, parts?.[at] ?? '']));
}

/** Computes the facts of single events. */
function createInspection(
  sliding: Omit<SlidingWindow, 'key' | 'boundsOf'>,
  boundsOf: (key: number) => SlidingWindow['boundsOf'],
): Pick<WindowIndex, 'prepare' | 'inspect'> {
  const { timeIndex } = sliding;
  const contributionOf = createContributionOf(sliding.aggregates, timeIndex.rowAt);
  const prepared = new Map<number, Map<Row, KnownFactValue[]>>();
  let last: { key: number; row: Row; contents: WindowContents } | undefined;
  const compute = function* (key: number, rows: readonly Row[]): Work<Map<Row, KnownFactValue[]>> {
    const ranks = rows.map(timeIndex.rankOf).sort((a, b) => a - b);
    const known = new Map<Row, KnownFactValue[]>();
    const own = { ...sliding, boundsOf: boundsOf(key), key };
    yield* slideOverKey(own, viewOf(ranks), (at, aggregate, fact) => {
      const row = timeIndex.rowAt(ranks[at] as number);
      const facts = known.get(row) ?? [];
      facts[aggregate] = fact;
      known.set(row, facts);
    });
    return known;
  };
  return {
    *prepare(cases) {
      const byKey = new Map<number, Set<Row>>();
      for (const { key, row } of cases) byKey.set(key, (byKey.get(key) ?? new Set()).add(row));
      const isTime = createPace();
      for (const [key, rows] of byKey) {
        prepared.set(key, yield* compute(key, [...rows]));
        if (isTime(rows.size)) yield;
      }
    },
    inspect(key, row) {
      if (last?.key === key && last.row === row) return last.contents;
      const bounds = boundsOf(key)(timeIndex.rankOf(row));
      const known = prepared.get(key)?.get(row) ?? finish(compute(key, [row])).get(row) ?? [];
      const contents = readWindowContents({ ...sliding, contributionOf, bounds, known, key, row });
      last = { key, row, contents };
      return contents;
    },
  };
}

/** A value list needs no log: all of it is always known. */
function createListIndex(window: Window, list: string, history: LogHistory): WindowIndex {
  const { table, timeIndex, lists, store } = history;
  const values = (lists.get(list) ?? []).map((text) => table.dictionary.intern([text]));
  const readers = window.facts.map((fact) => {
    const { create, known, ownOf } = bindAggregate(fact, window, table, store);
    const accumulator = create();
    for (const value of values) accumulator.add(table.dictionary.members(value), -1);
    return (row: Row): KnownFactValue => {
      const value = accumulator.read(ownOf(row));
      return known(value, undefined, { restsOn: accumulator.restsOn?.() });
    };
  });
  const boundsOf = (row: Row): WindowBounds => {
    const time = table.time(row);
    const edges = { from: time, to: time, startKnown: true, endKnown: true, heard: time };
    return { start: 0, end: 0, ...edges };
  };
  return {
    window,
    keysOf: () => [-1],
    onlyKeyOf: () => -1,
    keying: list,
    mayBeCut: false,
    keyOf: () => ({}),
    cut: 0,
    bounds: undefined,
    *prepare() {},
    *slide(_, ranks, facts, report) {
      const isTime = createPace();
      const chosen = facts.map((fact) => readers[fact] as (row: Row) => KnownFactValue);
      for (let index = 0; index < ranks.length; index++) {
        const row = timeIndex.rowAt(ranks.get(index));
        for (const [at, read] of chosen.entries()) report(index, at, read(row));
        if (isTime(facts.length)) yield;
      }
    },
    boundsOf,
    edgesOf: boundsOf,
    inspect: (_, row) => ({
      bounds: boundsOf(row),
      known: readers.map((read) => read(row)),
      rows: () => [],
      ends: () => [],
      contributing: () => [],
      contribution: () => noContribution,
      unfold: () => [],
    }),
  };
}
