import { groupingsOf, type Window } from '../rule/window/window.ts';
import type { EventTable, Row } from './event-table.ts';
import { type SessionStarts, sessionFields } from './log/session-starts.ts';
import { type CoveredInterval, intervalAt } from './log/time-coverage.ts';
import type { TimeIndex } from './time-index.ts';

/** The part of the log that a window spans around one event. */
export interface WindowBounds {
  /** Ranks from here ... */
  readonly start: number;
  /** ... up to and without here. */
  readonly end: number;
  /** Milliseconds; the window's edges. */
  readonly from: number;
  readonly to: number;
  /** Whether the log, or the life of the session, covers the window on either side. */
  readonly startKnown: boolean;
  readonly endKnown: boolean;
  /** Whether the log was silent for long before what is known; left out if it began there. */
  readonly afterGap?: boolean;
  /** Milliseconds; from here on nothing that could belong to the window is missing up to its end. */
  readonly heard: number;
}

/** Gives the bounds of a window around the event of a rank, among the events that share its key by a grouping. */
export type BoundsOf = (rank: number, grouping: number) => WindowBounds;

interface Log {
  readonly table: EventTable;
  readonly timeIndex: TimeIndex;
  readonly intervals: readonly CoveredInterval[];
  readonly sessions: Pick<SessionStarts, 'startOf'>;
}

/**
 * Prepares {@link BoundsOf} for a window.
 *
 * `before` reaches back to both ends included, `after` begins behind the event's own instant. The
 * start is known if the log reaches back that far without a long silence, if it has run for `learn`
 * (what was forgotten is not what never was), or if the window is keyed by a session whose start is
 * in the log. Of a window that ends at `until` only the log up to there is asked: a silence since
 * then hides nothing that belongs to it, and `learn` is what ran before its end.
 */
export function createBoundsOf(window: Window, log: Log): BoundsOf {
  const { before, until, after, learn } = window;
  const { timeIndex, intervals } = log;
  const begins = groupingsOf(window).map((grouping) => createBeginning(grouping, window, log));
  return (rank, grouping) => {
    const time = timeIndex.timeAt(rank);
    const own = intervalAt(intervals, time);
    const interval = until === undefined ? own : intervalAt(intervals, time - until);
    const from = before === undefined ? time : time - before;
    const to = time + (after ?? -(until ?? 0));
    const seen = until === undefined ? time : to;
    const covers =
      before === undefined ||
      from >= interval.from ||
      (learn !== undefined && !interval.isCut && seen - interval.from >= learn);
    const row = timeIndex.rowAt(rank);
    const begunIn = (covered: CoveredInterval): boolean =>
      begins[grouping]?.(row, covered) === true;
    const begun = !covers && (begunIn(own) || (own !== interval && begunIn(interval)));
    return {
      start: before === undefined ? timeIndex.firstAt(time + 1) : timeIndex.firstAt(from),
      end: timeIndex.firstAt(to + 1),
      from,
      to,
      startKnown: covers || begun,
      endKnown: after === undefined || to <= own.to,
      ...(!covers && !begun && interval.from > firstOf(intervals) && { afterGap: true }),
      heard: begun ? Number.NEGATIVE_INFINITY : interval.from,
    };
  };
}

/** When the log begins. */
function firstOf(intervals: readonly CoveredInterval[]): number {
  return intervals[0]?.from ?? Number.POSITIVE_INFINITY;
}

/**
 * Whether a session that keys the window by one of its groupings is known to have begun in an interval.
 * Of a field with several sessions all must have.
 */
function createBeginning(
  grouping: readonly string[],
  window: Window,
  { table, sessions }: Log,
): (row: Row, interval: CoveredInterval) => boolean {
  const fields = grouping
    // Under another name a session may be one of which the start was not noted.
    .filter((path) => sessionFields.includes(path) && !window.aliases.has(path))
    .map((path) => ({ path, column: table.column(path) }));
  const { members } = table.dictionary;
  return (row, { from, to }) =>
    fields.some(({ path, column }) =>
      members(column(row)).every((session) => {
        const start = sessions.startOf(path, session);
        return start !== undefined && start >= from && start <= to;
      }),
    );
}
