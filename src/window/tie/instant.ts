import type { TimeIndex } from '../time-index.ts';

/** The events of one millisecond, whose order nobody knows. */
export interface Instant {
  /** Ranks from here ... */
  readonly start: number;
  /** ... up to and without here. */
  readonly end: number;
}

/** Looks up the instant of a rank; undefined if its event is the only one of it. */
export function createInstants({
  length,
  timeAt,
  firstAt,
}: TimeIndex): (rank: number) => Instant | undefined {
  let last: Instant = { start: 0, end: 0 };
  return (rank) => {
    if (rank >= last.start && rank < last.end) return last;
    const time = timeAt(rank);
    const isAlone =
      (rank === 0 || timeAt(rank - 1) !== time) &&
      (rank + 1 === length || timeAt(rank + 1) !== time);
    if (isAlone) return undefined;
    last = { start: firstAt(time), end: firstAt(time + 1) };
    return last;
  };
}
