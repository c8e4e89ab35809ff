import { type Truth, undecided, yes } from '../detection/truth.ts';
import type { Window } from '../rule/window.ts';
import { maxMembers } from './dictionary.ts';
import { type Groups, groupNumbers } from './groups.ts';
import type { Memory, Row } from './memory.ts';
import { createBytes, type Numbers, type Slice } from './numbers.ts';
import type { Pages } from './pages.ts';
import type { Timeline } from './timeline.ts';
import { createTuples } from './tuples.ts';

/** The events that share a key under one window, in order of time. */
export interface Neighbours {
  /** The keys of an event: one, several if a field has several values, none if one is absent. */
  keysOf(row: Row): readonly number[];
  /** Ranks of the window's events with a key, ascending. */
  ranksOf(key: number): Slice;
  /** Ranks of events of which it is undecided whether they belong to the window. */
  doubtfulOf(key: number): Slice;
}

/** The rows that match the rules of a window, and those of which that is undecided; sure wins. */
export interface Members {
  readonly sure: Iterable<Row>;
  readonly doubtful: Iterable<Row>;
}

/** Groups the members of a window by its key. */
export function gatherNeighbours(
  window: Window,
  members: Members,
  memory: Memory,
  timeline: Timeline,
  pages: Pages,
): Neighbours {
  const tuples = createTuples(pages);
  const columns = window.groupBy.map(memory.column);
  const keysOf = (row: Row): readonly number[] =>
    tuples.combine(
      columns.map((column) => memory.dictionary.members(column(row))),
      maxMembers,
    );
  const standing = createBytes(pages, timeline.length);
  for (const row of members.doubtful) standing.set(timeline.rankOf(row), undecided);
  for (const row of members.sure) standing.set(timeline.rankOf(row), yes);
  const sure = group(standing, yes, keysOf, timeline, pages);
  const doubtful = group(standing, undecided, keysOf, timeline, pages);
  return {
    keysOf,
    ranksOf: sure.of,
    doubtfulOf: doubtful.of,
  };
}

/** The ranks that stand as asked, by key. */
function group(
  standing: Pick<Numbers, 'get'>,
  asked: Truth,
  keysOf: Neighbours['keysOf'],
  timeline: Timeline,
  pages: Pages,
): Groups {
  return groupNumbers((add) => {
    for (let rank = 0; rank < timeline.length; rank++) {
      if (standing.get(rank) !== asked) continue;
      for (const key of keysOf(timeline.rowAt(rank))) add(key, rank);
    }
  }, pages);
}
