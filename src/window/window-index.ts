import type { Lists } from '../rule/rule.ts';
import type { Window } from '../rule/window/window.ts';
import type { IntView } from '../store/column.ts';
import { createPace, finish, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Accumulator } from './aggregate/aggregates.ts';
import { type BoundAggregate, bindAggregate, isOfRules } from './aggregate/bound-aggregate.ts';
import type { EventTable, Row } from './event-table.ts';
import type { KnownFactValue } from './fact-test.ts';
import type { SessionStarts } from './log/session-starts.ts';
import type { CoveredInterval } from './log/time-coverage.ts';
import { createPartitionKeys } from './partition-keys.ts';
import { type ReportFact, slideOverKey } from './sliding-window.ts';
import type { TimeIndex } from './time-index.ts';
import { createBoundsOf, type WindowBounds } from './window-bounds.ts';
import { readWindowContents, type WindowContents } from './window-contents.ts';
import { gatherWindowMembers, type RuleMembers } from './window-members.ts';

/** A window of a rule, laid over what a log left behind. */
export interface WindowIndex {
  readonly window: Window;
  /** The keys of a judged event under the window; none if it lacks a part. */
  keysOf(row: Row): readonly number[];
  /** What a key of a judged event is made of, by the name in `group-by`. */
  keyOf(row: Row, key: number): Readonly<Record<string, string>>;
  /** How many events have had more keys than are looked at. */
  readonly cut: number;
  /** Computes the facts (by index in the window) of judged events of one key, in order of time. */
  sweep(key: number, ranks: IntView, facts: readonly number[], tell: ReportFact): Work;
  /** What the window spans around one event. */
  extent(row: Row): WindowBounds;
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
  readonly memory: EventTable;
  readonly timeline: TimeIndex;
  readonly stretches: readonly CoveredInterval[];
  readonly sessions: Pick<SessionStarts, 'startOf'>;
  readonly lists: Lists;
  /** Where what judging needs is kept meanwhile. */
  readonly store: Store;
}

/**
 * Names of the rules through which an event is judged: its keys are those it has as one of theirs.
 * That is the rule whose window it is; or the rules whose alerts take the place of events.
 */
export type EvaluatedAs = (row: Row) => readonly string[];

/** Lays a window over a log. `members` are the rows that match the window's rules, rule by rule. */
export function* createWindowIndex(
  window: Window,
  members: readonly RuleMembers[],
  past: LogHistory,
  judgedAs: EvaluatedAs,
): Work<WindowIndex> {
  return window.list === undefined
    ? yield* createEventView(window, members, past, judgedAs)
    : createListView(window, window.list, past);
}

function* createEventView(
  window: Window,
  members: readonly RuleMembers[],
  past: LogHistory,
  judgedAs: EvaluatedAs,
): Work<WindowIndex> {
  const { memory, timeline, store } = past;
  const measure = createBoundsOf(window, past);
  const keys = createPartitionKeys(window, memory, store);
  const apart = window.aliases.size > 0 || window.facts.some(isOfRules);
  const neighbours = yield* gatherWindowMembers(members, keys, timeline, apart, store);
  const gauges = window.facts.map((fact) =>
    bindAggregate(fact, window, memory, store, neighbours.rulesOf),
  );
  const keysOf = (row: Row): readonly number[] => {
    const [only, ...others] = judgedAs(row);
    const own = keys.of(row, only);
    return others.length === 0
      ? own
      : [...new Set([...own, ...others.flatMap((rule) => keys.of(row, rule))])];
  };
  const sweep: WindowIndex['sweep'] = (key, ranks, facts, tell) => {
    const chosen = facts.map((fact) => gauges[fact] as BoundAggregate);
    return slideOverKey(
      { window, gauges: chosen, measure, timeline, neighbours, key, store },
      ranks,
      tell,
    );
  };
  const prepared = new Map<number, Map<Row, KnownFactValue[]>>();
  let last: { key: number; row: Row; inspection: WindowContents } | undefined;
  const compute = function* (key: number, rows: readonly Row[]): Work<Map<Row, KnownFactValue[]>> {
    const ranks = rows.map(timeline.rankOf).sort((a, b) => a - b);
    const judging = { length: ranks.length, get: (index: number) => ranks[index] as number };
    const known = new Map<Row, KnownFactValue[]>();
    yield* sweep(key, judging, [...gauges.keys()], (judged, gauge, fact) => {
      const row = timeline.rowAt(ranks[judged] as number);
      const facts = known.get(row) ?? [];
      facts[gauge] = fact;
      known.set(row, facts);
    });
    return known;
  };
  return {
    window,
    keysOf,
    keyOf(row, key) {
      const [parts] = judgedAs(row)
        .flatMap((rule) => [keys.parts(row, rule, key) ?? []])
        .filter(({ length }) => length > 0);
      return Object.fromEntries(window.groupBy.map((name, at) => [name, parts?.[at] ?? '']));
    },
    get cut() {
      return keys.cut;
    },
    *prepare(cases) {
      const byKey = new Map<number, Set<Row>>();
      for (const { key, row } of cases) byKey.set(key, (byKey.get(key) ?? new Set()).add(row));
      const isTime = createPace();
      for (const [key, rows] of byKey) {
        prepared.set(key, yield* compute(key, [...rows]));
        if (isTime(rows.size)) yield;
      }
    },
    extent: (row) => measure(timeline.rankOf(row)),
    sweep,
    inspect(key, row) {
      if (last?.key === key && last.row === row) return last.inspection;
      const extent = measure(timeline.rankOf(row));
      const known = prepared.get(key)?.get(row) ?? finish(compute(key, [row])).get(row) ?? [];
      const inspection = readWindowContents({
        gauges,
        neighbours,
        timeline,
        extent,
        known,
        key,
        row,
      });
      last = { key, row, inspection };
      return inspection;
    },
  };
}

/** A value list needs no log: all of it is always known. */
function createListView(window: Window, list: string, past: LogHistory): WindowIndex {
  const { memory, timeline, lists, store } = past;
  const gauges = window.facts.map((fact) => bindAggregate(fact, window, memory, store));
  const values = (lists.get(list) ?? []).map((text) => memory.dictionary.intern([text]));
  const accumulators = gauges.map((gauge) => {
    const accumulator = gauge.create();
    for (const value of values) accumulator.add(memory.dictionary.members(value), -1);
    return accumulator;
  });
  const know = (gauge: number, row: Row): KnownFactValue => {
    const { known, ownOf } = gauges[gauge] as BoundAggregate;
    const accumulator = accumulators[gauge] as Accumulator;
    const value = accumulator.read(ownOf(row));
    return known(value, undefined, { witness: accumulator.witness?.() });
  };
  const extent = (row: Row): WindowBounds => {
    const time = memory.time(row);
    return {
      start: 0,
      end: 0,
      from: time,
      to: time,
      startKnown: true,
      endKnown: true,
      heard: time,
    };
  };
  return {
    window,
    keysOf: () => [-1],
    keyOf: () => ({}),
    cut: 0,
    *prepare() {},
    *sweep(_, ranks, facts, tell) {
      const isTime = createPace();
      for (let index = 0; index < ranks.length; index++) {
        const row = timeline.rowAt(ranks.get(index));
        for (const [at, fact] of facts.entries()) tell(index, at, know(fact, row));
        if (isTime(facts.length)) yield;
      }
    },
    extent,
    inspect: (_, row) => ({
      extent: extent(row),
      known: gauges.map((_gauge, index) => know(index, row)),
      rows: () => [],
      contributing: () => [],
      unfold: () => [],
    }),
  };
}
