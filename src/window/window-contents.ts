import { whenNeeded } from '../detection/when-needed.ts';
import type { Sees } from '../rule/window/window-function.ts';
import { lowerBound } from '../store/binary-search.ts';
import type { IntView } from '../store/column.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import {
  type Contribution,
  type ContributionOf,
  noContribution,
  type RankRange,
  together,
} from './contribution.ts';
import type { Row } from './event-table.ts';
import type { KnownFactValue } from './fact-test.ts';
import type { TimeIndex } from './time-index.ts';
import type { WindowBounds } from './window-bounds.ts';
import type { WindowMembers } from './window-members.ts';

/** One event's window, for evidence. Facts are named by their index in the window. */
export interface WindowContents {
  readonly bounds: WindowBounds;
  readonly known: readonly KnownFactValue[];
  /**
   * The window's events, in order of time; none for a list. The same list at every call. `joined` is
   * whether the other events of the candidate's instant are among them; left out, as the edges say.
   */
  rows(joined?: boolean): readonly Row[];
  /** The first and the last of them for which something holds; what lies between is not looked at. */
  ends(holds: (row: Row) => boolean): readonly Row[];
  /** Those of them that a fact is computed from. */
  contributing(fact: number, joined?: boolean): readonly Row[];
  /** How many these are, and which are at the ends, without a list of them. */
  contribution(fact: number, joined?: boolean): Contribution;
  /**
   * What would have been known of a fact, had the log ended with the event itself, and with each
   * later event of the window. For facts that see all of it.
   */
  unfold(fact: number, joined?: boolean): Iterable<Moment>;
}

/** What is known of a fact when an event was seen. */
export interface Moment {
  readonly row: Row;
  readonly known: KnownFactValue;
}

interface Inspected {
  readonly aggregates: readonly BoundAggregate[];
  readonly windowMembers: WindowMembers;
  readonly timeIndex: TimeIndex;
  readonly bounds: WindowBounds;
  readonly known: readonly KnownFactValue[];
  readonly key: number;
  readonly row: Row;
  readonly contributionOf: ContributionOf;
}

/** Looks closely at the window of one event under one key. */
export function readWindowContents(inspected: Inspected): WindowContents {
  const { aggregates, windowMembers, timeIndex, bounds, known, key, row } = inspected;
  const { contributionOf } = inspected;
  const ranks = whenNeeded(() => windowMembers.ranksOf(key));
  const rank = timeIndex.rankOf(row);
  const time = timeIndex.timeAt(rank);
  const instant = { from: timeIndex.firstAt(time), to: timeIndex.firstAt(time + 1) };
  const members = createMembers(ranks, timeIndex);
  const within = new Map<boolean | undefined, readonly Row[]>();
  const ranges = (joined?: boolean, fact?: number): readonly RankRange[] => {
    const sees = fact === undefined ? 'all' : (aggregates[fact] as BoundAggregate).sees;
    return rangesOf({ bounds, instant, rank, joined, sees });
  };
  const rows = (joined?: boolean): readonly Row[] => {
    const known = within.get(joined) ?? members.rows(ranges(joined));
    within.set(joined, known);
    return known;
  };
  return {
    bounds,
    known,
    rows,
    ends(holds) {
      const all = ranges();
      return [...firstOf(members.forwards(all), holds), ...firstOf(members.backwards(all), holds)];
    },
    contributing(fact, joined) {
      const { contributes } = aggregates[fact] as BoundAggregate;
      return members.rows(ranges(joined, fact)).filter((other) => contributes(other, key));
    },
    contribution: (fact, joined) =>
      ranges(joined, fact)
        .map((range) => contributionOf(fact, key, ranks(), range))
        .reduce(together, noContribution),
    *unfold(fact, joined) {
      const aggregate = aggregates[fact] as BoundAggregate;
      const accumulator = aggregate.create();
      const own = aggregate.ownOf(row);
      const moment = (at: Row): Moment => {
        const restsOn = accumulator.restsOn?.();
        const known = aggregate.known(accumulator.read(own), nothingAfter, { restsOn });
        return { row: at, known };
      };
      let begun = false;
      for (const other of rows(joined)) {
        const isLater = timeIndex.rankOf(other) >= instant.to;
        if (isLater && !begun) yield moment(row);
        begun ||= isLater;
        accumulator.add(aggregate.valuesOf(other, key), timeIndex.rankOf(other));
        if (isLater) yield moment(other);
      }
      if (!begun) yield moment(row);
    },
  };
}

/** Of what follows the last event that was seen, nothing is known. */
const nothingAfter = { missing: Number.POSITIVE_INFINITY, since: 0, rules: 0 };

interface Seen {
  readonly bounds: WindowBounds;
  /** The events at the time of the candidate. */
  readonly instant: RankRange;
  /** That of the candidate itself. */
  readonly rank: number;
  readonly joined: boolean | undefined;
  readonly sees: Sees;
}

/** Where the events of a window lie that a fact sees, in order of time. */
function rangesOf({ bounds, instant, rank, joined, sees }: Seen): readonly RankRange[] {
  const looksOn = bounds.start === instant.to;
  const from = joined && looksOn ? instant.from : bounds.start;
  const to = sees === 'all' ? bounds.end : Math.min(bounds.end, instant.to);
  const hasOwn = !looksOn && sees !== 'before';
  const hasOthers = joined !== false;
  if (hasOwn && hasOthers) return [{ from, to }];
  const own = { from: rank, to: rank + 1 };
  const left = hasOthers ? own : instant;
  const parts = [{ from, to: left.from }, ...(hasOwn ? [own] : []), { from: left.to, to }];
  return parts
    .map((part) => ({ from: Math.max(part.from, from), to: Math.min(part.to, to) }))
    .filter((part) => part.from < part.to);
}

/**
 * Where the members of a range stand among those of their key. A range of times has other names: under the same ones V8 would
 * keep places as it keeps times, as objects, and compile anew whatever reads by them.
 */
interface MemberPlaces {
  readonly first: number;
  readonly end: number;
}

/** Reads the events of a key, by ranges of ranks. */
function createMembers(ranks: () => IntView, { rowAt }: TimeIndex) {
  const rowIn = (place: number): Row => rowAt(ranks().get(place));
  const places = ({ from, to }: RankRange): MemberPlaces => {
    const first = lowerBound(ranks(), from);
    return { first, end: lowerBound(ranks(), to, first) };
  };
  return {
    rows(ranges: readonly RankRange[]): readonly Row[] {
      const rows: Row[] = [];
      for (const { first, end } of ranges.map(places)) {
        for (let place = first; place < end; place++) rows.push(rowIn(place));
      }
      return rows;
    },
    *forwards(ranges: readonly RankRange[]): Generator<Row> {
      for (const { first, end } of ranges.map(places)) {
        for (let place = first; place < end; place++) yield rowIn(place);
      }
    },
    *backwards(ranges: readonly RankRange[]): Generator<Row> {
      for (const { first, end } of ranges.map(places).toReversed()) {
        for (let place = end - 1; place >= first; place--) yield rowIn(place);
      }
    },
  };
}

function firstOf(rows: Iterable<Row>, holds: (row: Row) => boolean): readonly Row[] {
  for (const row of rows) if (holds(row)) return [row];
  return [];
}
