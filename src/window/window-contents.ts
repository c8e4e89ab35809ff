import { lowerBound } from '../store/binary-search.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
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
  /** Those of them that a fact is computed from. */
  contributing(fact: number, joined?: boolean): readonly Row[];
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
}

/** Looks closely at the window of one event under one key. */
export function readWindowContents(inspected: Inspected): WindowContents {
  const { aggregates, windowMembers, timeIndex, bounds, known, key, row } = inspected;
  const rank = timeIndex.rankOf(row);
  const time = timeIndex.timeAt(rank);
  const [start, end] = [timeIndex.firstAt(time), timeIndex.firstAt(time + 1)];
  const within = new Map<boolean | undefined, readonly Row[]>();
  const between = (from: number, to: number): Row[] => {
    const ranks = windowMembers.ranksOf(key);
    const [first, last] = [lowerBound(ranks, from), lowerBound(ranks, to)];
    return Array.from({ length: last - first }, (_, at) => timeIndex.rowAt(ranks.get(first + at)));
  };
  const rows = (joined?: boolean): readonly Row[] => {
    const known = within.get(joined);
    if (known) return known;
    const looksOn = bounds.start === end;
    const [from, to] = joined && looksOn ? [start, bounds.end] : [bounds.start, bounds.end];
    const isInstant = (other: Row): boolean => timeIndex.timeAt(timeIndex.rankOf(other)) === time;
    const all = between(from, to).filter((other) => {
      if (other === row) return !looksOn;
      return joined !== false || !isInstant(other);
    });
    within.set(joined, all);
    return all;
  };
  return {
    bounds,
    known,
    rows,
    contributing(fact, joined) {
      const { sees, contributes } = aggregates[fact] as BoundAggregate;
      return rows(joined).filter((other) => {
        if (sees !== 'all' && timeIndex.rankOf(other) >= end) return false;
        return (sees !== 'before' || other !== row) && contributes(other, key);
      });
    },
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
        const isLater = timeIndex.rankOf(other) >= end;
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
