import type { Extent } from './extent.ts';
import type { Known } from './fact-test.ts';
import type { Gauge } from './gauge.ts';
import type { Row } from './memory.ts';
import type { Neighbours } from './neighbours.ts';
import { placeOf } from './numbers.ts';
import { endOf } from './sweep.ts';
import type { Timeline } from './timeline.ts';

/** One event's window, for evidence. Facts are named by their index in the window. */
export interface Inspection {
  readonly extent: Extent;
  readonly known: readonly Known[];
  /** The window's events, in order of time; none for a list. The same list at every call. */
  rows(): readonly Row[];
  /** Those of them that a fact is computed from. */
  contributing(fact: number): readonly Row[];
  /**
   * What would have been known of a fact, had the log ended with the event itself, and with each
   * later event of the window. For facts that see all of it.
   */
  unfold(fact: number): Iterable<Moment>;
}

/** What is known of a fact when an event was seen. */
export interface Moment {
  readonly row: Row;
  readonly known: Known;
}

interface Inspected {
  readonly gauges: readonly Gauge[];
  readonly neighbours: Neighbours;
  readonly timeline: Timeline;
  readonly extent: Extent;
  readonly known: readonly Known[];
  readonly key: number;
  readonly row: Row;
}

/** Looks closely at the window of one event under one key. */
export function createInspection(inspected: Inspected): Inspection {
  const { gauges, neighbours, timeline, extent, known, key, row } = inspected;
  const rank = timeline.rankOf(row);
  let within: readonly Row[] | undefined;
  const rows = (): readonly Row[] => {
    if (within) return within;
    const ranks = neighbours.ranksOf(key);
    const [from, to] = [placeOf(ranks, extent.start), placeOf(ranks, extent.end)];
    within = Array.from({ length: to - from }, (_, at) => timeline.rowAt(ranks.get(from + at)));
    return within;
  };
  return {
    extent,
    known,
    rows,
    contributing(fact) {
      const { sees, contributes } = gauges[fact] as Gauge;
      const end = endOf(sees, rank, extent);
      return rows().filter((other) => timeline.rankOf(other) < end && contributes(other, key));
    },
    *unfold(fact) {
      const gauge = gauges[fact] as Gauge;
      const accumulator = gauge.create();
      const own = gauge.ownOf(row);
      const moment = (at: Row): Moment => {
        const witness = accumulator.witness?.();
        const known = gauge.known(accumulator.read(own), nothingAfter, { witness });
        return { row: at, known };
      };
      let begun = false;
      for (const other of rows()) {
        const isLater = timeline.rankOf(other) > rank;
        if (isLater && !begun) yield moment(row);
        begun ||= isLater;
        accumulator.add(gauge.valuesOf(other, key), timeline.rankOf(other));
        if (isLater) yield moment(other);
      }
      if (!begun) yield moment(row);
    },
  };
}

/** Of what follows the last event that was seen, nothing is known. */
const nothingAfter = { missing: Number.POSITIVE_INFINITY, since: 0, rules: 0 };
