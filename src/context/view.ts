import type { Lists } from '../rule/rule.ts';
import type { Window } from '../rule/window.ts';
import type { Stretch } from './coverage.ts';
import { createMeasure, type Extent } from './extent.ts';
import type { Known } from './fact-test.ts';
import type { Accumulator } from './functions.ts';
import { createGauge, type Gauge } from './gauge.ts';
import type { Memory, Row } from './memory.ts';
import { gatherNeighbours, type Members, type Neighbours } from './neighbours.ts';
import { placeOf, type Slice } from './numbers.ts';
import type { Pages } from './pages.ts';
import type { Sessions } from './sessions.ts';
import { sweepKey, type Tell } from './sweep.ts';
import type { Timeline } from './timeline.ts';

/** A window of a rule, laid over what a log left behind. */
export interface View {
  readonly window: Window;
  /** The keys of an event under the window; none if it lacks a part. */
  keysOf(row: Row): readonly number[];
  /** Computes the facts (by index in the window) of judged events of one key, in order of time. */
  sweep(key: number, ranks: Slice, facts: readonly number[], tell: Tell): void;
  /** What the window spans around one event. */
  extent(row: Row): Extent;
  /**
   * Announces events that will be inspected, so that their facts are computed together. Without it
   * each inspection goes through the key's members by itself.
   */
  prepare(cases: Iterable<{ readonly key: number; readonly row: Row }>): void;
  /** Looks at one event's window closely. */
  inspect(key: number, row: Row): Inspection;
}

/** One event's window, for evidence. */
export interface Inspection {
  readonly extent: Extent;
  readonly known: readonly Known[];
  /** The window's events, in order of time; none for a list. */
  rows(): Int32Array;
}

/** All that is known at the end of a log. */
export interface Past {
  readonly memory: Memory;
  readonly timeline: Timeline;
  readonly stretches: readonly Stretch[];
  readonly sessions: Sessions;
  readonly lists: Lists;
  /** Where what judging needs is kept meanwhile. */
  readonly pages: Pages;
}

/** Lays a window over a log. `members` are the rows that match the window's rules. */
export function createView(window: Window, members: Members, past: Past): View {
  const gauges = window.facts.map((fact) => createGauge(fact, past.memory, past.pages));
  return window.list === undefined
    ? createEventView(window, gauges, members, past)
    : createListView(window, window.list, gauges, past);
}

function createEventView(
  window: Window,
  gauges: readonly Gauge[],
  members: Members,
  past: Past,
): View {
  const { memory, timeline } = past;
  const measure = createMeasure(window, past);
  const neighbours = gatherNeighbours(window, members, memory, timeline, past.pages);
  const sweep: View['sweep'] = (key, ranks, facts, tell) => {
    const chosen = facts.map((fact) => gauges[fact] as Gauge);
    const [own, doubtful] = [neighbours.ranksOf(key), neighbours.doubtfulOf(key)];
    sweepKey({ gauges: chosen, measure, timeline, members: own, doubtful }, ranks, tell);
  };
  const prepared = new Map<number, Map<Row, Known[]>>();
  let last: { key: number; row: Row; inspection: Inspection } | undefined;
  const compute = (key: number, rows: readonly Row[]): Map<Row, Known[]> => {
    const ranks = rows.map(timeline.rankOf).sort((a, b) => a - b);
    const judging = { length: ranks.length, get: (index: number) => ranks[index] as number };
    const known = new Map<Row, Known[]>();
    sweep(key, judging, [...gauges.keys()], (judged, gauge, fact) => {
      const row = timeline.rowAt(ranks[judged] as number);
      const facts = known.get(row) ?? [];
      facts[gauge] = fact;
      known.set(row, facts);
    });
    return known;
  };
  return {
    window,
    keysOf: neighbours.keysOf,
    prepare(cases) {
      const byKey = new Map<number, Set<Row>>();
      for (const { key, row } of cases) byKey.set(key, (byKey.get(key) ?? new Set()).add(row));
      for (const [key, rows] of byKey) prepared.set(key, compute(key, [...rows]));
    },
    extent: (row) => measure(timeline.rankOf(row)),
    sweep,
    inspect(key, row) {
      if (last?.key === key && last.row === row) return last.inspection;
      const extent = measure(timeline.rankOf(row));
      const known = prepared.get(key)?.get(row) ?? compute(key, [row]).get(row) ?? [];
      let within: Int32Array | undefined;
      const rows = (): Int32Array => {
        within ??= rowsWithin(neighbours, key, extent, timeline);
        return within;
      };
      last = { key, row, inspection: { extent, known, rows } };
      return last.inspection;
    },
  };
}

function rowsWithin(
  neighbours: Neighbours,
  key: number,
  { start, end }: Extent,
  timeline: Timeline,
): Int32Array {
  const ranks = neighbours.ranksOf(key);
  const [from, to] = [placeOf(ranks, start), placeOf(ranks, end)];
  return Int32Array.from({ length: to - from }, (_, at) => timeline.rowAt(ranks.get(from + at)));
}

/** A value list needs no log: all of it is always known. */
function createListView(
  window: Window,
  list: string,
  gauges: readonly Gauge[],
  { memory, timeline, lists }: Past,
): View {
  const values = (lists.get(list) ?? []).map((text) => memory.dictionary.intern([text]));
  const accumulators = gauges.map((gauge) => {
    const accumulator = gauge.create();
    for (const value of values) accumulator.add(memory.dictionary.members(value));
    return accumulator;
  });
  const know = (gauge: number, row: Row): Known => {
    const { known, ownOf } = gauges[gauge] as Gauge;
    const accumulator = accumulators[gauge] as Accumulator;
    return known(accumulator.read(ownOf(row)), true, accumulator.witness?.());
  };
  const extent = (row: Row): Extent => {
    const time = memory.time(row);
    return { start: 0, end: 0, from: time, to: time, startKnown: true, endKnown: true };
  };
  return {
    window,
    keysOf: () => [-1],
    prepare: () => undefined,
    sweep(_, ranks, facts, tell) {
      for (let index = 0; index < ranks.length; index++) {
        const row = timeline.rowAt(ranks.get(index));
        for (const [at, fact] of facts.entries()) tell(index, at, know(fact, row));
      }
    },
    extent,
    inspect: (_, row) => ({
      extent: extent(row),
      known: gauges.map((_gauge, index) => know(index, row)),
      rows: () => new Int32Array(0),
    }),
  };
}
