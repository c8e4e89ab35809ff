import { type Truth, undecided, yes } from '../detection/truth.ts';
import type { Window } from '../rule/window.ts';
import { maxMembers } from './dictionary.ts';
import type { Memory, Row } from './memory.ts';
import type { Timeline } from './timeline.ts';
import { createTuples } from './tuples.ts';

/** The events that share a key under one window, in order of time. */
export interface Neighbours {
  /** The keys of an event: one, several if a field has several values, none if one is absent. */
  keysOf(row: Row): readonly number[];
  /** Ranks of the window's events with a key, ascending. */
  ranksOf(key: number): Int32Array;
  /** Ranks of events of which it is undecided whether they belong to the window. */
  doubtfulOf(key: number): Int32Array;
}

/** The rows that match the rules of a window, and those of which that is undecided; sure wins. */
export interface Members {
  readonly sure: Iterable<Row>;
  readonly doubtful: Iterable<Row>;
}

const nobody = new Int32Array(0);

/** Groups the members of a window by its key. */
export function gatherNeighbours(
  window: Window,
  members: Members,
  memory: Memory,
  timeline: Timeline,
): Neighbours {
  const tuples = createTuples();
  const columns = window.groupBy.map(memory.column);
  const keysOf = (row: Row): readonly number[] =>
    tuples.combine(
      columns.map((column) => memory.dictionary.members(column(row))),
      maxMembers,
    );
  const standing = new Uint8Array(timeline.rows.length);
  for (const row of members.doubtful) standing[timeline.ranks[row] as number] = undecided;
  for (const row of members.sure) standing[timeline.ranks[row] as number] = yes;
  const sure = group(standing, yes, keysOf, timeline);
  const doubtful = group(standing, undecided, keysOf, timeline);
  return {
    keysOf,
    ranksOf: (key) => sure.get(key) ?? nobody,
    doubtfulOf: (key) => doubtful.get(key) ?? nobody,
  };
}

/** The ranks that stand as asked, by key. */
function group(
  standing: Uint8Array,
  asked: Truth,
  keysOf: Neighbours['keysOf'],
  timeline: Timeline,
): ReadonlyMap<number, Int32Array> {
  const groups = new Map<number, number[]>();
  for (const [rank, truth] of standing.entries()) {
    if (truth !== asked) continue;
    for (const key of keysOf(timeline.rows[rank] as Row)) {
      const known = groups.get(key);
      if (known) known.push(rank);
      else groups.set(key, [rank]);
    }
  }
  return new Map([...groups].map(([key, list]) => [key, Int32Array.from(list)]));
}
