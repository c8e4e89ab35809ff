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

/** The edges of a window, without a look at which events lie between them. */
export type WindowEdges = Omit<WindowBounds, 'start' | 'end'>;

/** Gives the bounds of a window around the event of a rank, among the events that share its key by a grouping. */
export type BoundsOf = (rank: number, grouping: number) => WindowBounds;

/** Gives the edges alone. */
export type EdgesOf = (rank: number, grouping: number) => WindowEdges;

interface Log {
  readonly table: EventTable;
  readonly timeIndex: TimeIndex;
  readonly intervals: readonly CoveredInterval[];
  readonly sessions: Pick<SessionStarts, 'startOf'>;
}

/** Prepares {@link BoundsOf} for a window of which the edges are known. */
export function createBoundsOf(
  { before }: Pick<Window, 'before'>,
  { firstAt, timeAt }: TimeIndex,
  edgesOf: EdgesOf,
): BoundsOf {
  return (rank, grouping) => {
    const { from, to, startKnown, endKnown, heard, afterGap } = edgesOf(rank, grouping);
    const start = before === undefined ? firstAt(timeAt(rank) + 1) : firstAt(from);
    const end = firstAt(to + 1);
    // Asked for every candidate: objects of one shape, without copying from one to the other.
    return afterGap
      ? { start, end, from, to, startKnown, endKnown, heard, afterGap }
      : { start, end, from, to, startKnown, endKnown, heard };
  };
}

/**
 * Prepares {@link EdgesOf} for a window.
 *
 * `before` reaches back to both ends included, `after` begins behind the event's own instant. The
 * start is known if the log reaches back that far without a long silence, if it has run for `learn`
 * (what was forgotten is not what never was), or if the window is keyed by a session whose start is
 * in the log. Of a window that ends at `until` only the log up to there is asked: a silence since
 * then hides nothing that belongs to it, and `learn` is what ran before its end.
 */
export function createEdgesOf(window: Window, log: Log): EdgesOf {
  const { before, until, after, learn } = window;
  const { timeIndex, intervals } = log;
  const beginnings = groupingsOf(window).map((grouping) => createBeginning(grouping, window, log));
  const first = firstOf(intervals);
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
    const begins = covers ? undefined : beginnings[grouping];
    const row = begins ? timeIndex.rowAt(rank) : -1;
    const begun =
      begins !== undefined && (begins(row, own) || (own !== interval && begins(row, interval)));
    const startKnown = covers || begun;
    const endKnown = after === undefined || to <= own.to;
    const heard = begun ? Number.NEGATIVE_INFINITY : interval.from;
    return !startKnown && interval.from > first
      ? { from, to, startKnown, endKnown, heard, afterGap: true }
      : { from, to, startKnown, endKnown, heard };
  };
}

/** When the log begins. */
function firstOf(intervals: readonly CoveredInterval[]): number {
  return intervals[0]?.from ?? Number.POSITIVE_INFINITY;
}

/**
 * Whether a session that keys the window by one of its groupings is known to have begun in an interval.
 * Of a field with several sessions all must have. Undefined if no session keys it.
 */
function createBeginning(
  grouping: readonly string[],
  window: Window,
  { table, sessions }: Log,
): ((row: Row, interval: CoveredInterval) => boolean) | undefined {
  const fields = grouping
    // Under another name a session may be one of which the start was not noted.
    .filter((path) => sessionFields.includes(path) && !window.aliases.has(path))
    .map((path) => ({ path, column: table.column(path) }));
  if (fields.length === 0) return undefined;
  const { members } = table.dictionary;
  return (row, { from, to }) =>
    fields.some(({ path, column }) =>
      members(column(row)).every((session) => {
        const start = sessions.startOf(path, session);
        return start !== undefined && start >= from && start <= to;
      }),
    );
}
