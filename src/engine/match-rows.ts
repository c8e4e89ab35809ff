import { no, type Truth, yes } from '../detection/truth.ts';
import { lowerBound } from '../store/binary-search.ts';
import { each, type IntColumn } from '../store/column.ts';
import type { Store } from '../store/store.ts';
import type { Row } from '../window/event-table.ts';
import type { RuleMatches } from '../window/window-members.ts';

/** The events for which a rule holds, surely or perhaps. Whoever cuts them adds them in order of time. */
export interface MatchRows {
  add(row: Row, verdict: Truth): void;
  /** Lets go of all. */
  clear(): void;
  /** Lets go of those from a time on (milliseconds), for others to be added in their place. */
  cutFrom(time: number, timeOf: (row: Row) => number): void;
  /** From which time on there are others than before they were cut last; infinite if there are none. */
  changedFrom(timeOf: (row: Row) => number): number;
  members(): RuleMatches;
}

/** Begins with none. */
export function createMatchRows(store: Store): MatchRows {
  const [sure, doubtful] = [createSeries(store), createSeries(store)];
  return {
    add(row, verdict) {
      if (verdict !== no) (verdict === yes ? sure : doubtful).rows.push(row);
    },
    clear() {
      for (const { rows } of [sure, doubtful]) rows.free();
    },
    cutFrom(time, timeOf) {
      for (const { cutFrom } of [sure, doubtful]) cutFrom(time, timeOf);
    },
    changedFrom: (timeOf) => Math.min(sure.changedFrom(timeOf), doubtful.changedFrom(timeOf)),
    members: () => ({ sure: each(sure.rows), doubtful: each(doubtful.rows) }),
  };
}

function createSeries(store: Store) {
  const rows: IntColumn = store.column(32);
  let [place, gone]: [number, readonly Row[]] = [0, []];
  return {
    rows,
    cutFrom(time: number, timeOf: (row: Row) => number): void {
      const times = { length: rows.length, get: (at: number) => timeOf(rows.get(at)) };
      place = lowerBound(times, time);
      gone = Array.from({ length: rows.length - place }, (_, at) => rows.get(place + at));
      if (gone.length === 0) return;
      const left = Int32Array.from({ length: place }, (_, at) => rows.get(at));
      rows.free();
      for (const row of left) rows.push(row);
    },
    changedFrom(timeOf: (row: Row) => number): number {
      for (let at = 0; at < Math.max(gone.length, rows.length - place); at++) {
        const before = gone[at];
        const now = place + at < rows.length ? rows.get(place + at) : undefined;
        if (before === now) continue;
        return Math.min(...[before, now].map((row) => (row === undefined ? never : timeOf(row))));
      }
      return never;
    },
  };
}

const never = Number.POSITIVE_INFINITY;
