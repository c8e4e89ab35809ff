import type { Window } from '../rule/window/window.ts';
import type { Sees } from '../rule/window/window-function.ts';
import type { IntView } from '../store/column.ts';
import type { Accumulator, Values } from './aggregate/accumulator.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import type { KnownFactValue } from './fact-test.ts';
import type { Instant } from './tie/instant.ts';
import type { TimeIndex } from './time-index.ts';
import { createTumblingBuckets } from './tumbling-buckets.ts';
import type { WindowBounds } from './window-bounds.ts';
import type { WindowDoubt } from './window-doubt.ts';

/** Computes a fact of event after event. The instant is left out of an event that is alone in it. */
export interface Runner {
  (rank: number, bounds: WindowBounds, instant: Instant | undefined): KnownFactValue;
  /**
   * Lets members come and go beforehand, at most so many that there should be a pause; gives how many
   * did. Left out where there are never many.
   */
  readonly move?: (rank: number, bounds: WindowBounds) => number;
  /** How much more than one step an answer is. */
  readonly effort?: () => number;
}

/** What runners of one fact share. */
export interface Run {
  readonly aggregate: BoundAggregate;
  readonly window: Window;
  readonly timeIndex: TimeIndex;
  readonly key: number;
  /** Ranks of the window's events of the key, ascending. */
  readonly members: IntView;
  readonly doubt: WindowDoubt;
  /** The values of the member at a place of `members`. */
  valuesAt(index: number): Values;
}

/**
 * Makes members enter and leave an accumulator: those of ranks from `start` up to `end`, which ascend. At
 * most so many do; gives how many did.
 */
export function createSlide(
  accumulator: Accumulator,
  members: IntView,
  valuesAt: (index: number) => Values,
): (start: number, end: number, most?: number) => number {
  let first = 0;
  let next = 0;
  return (start, end, most = Number.POSITIVE_INFINITY) => {
    let moved = 0;
    for (; moved < most && next < members.length && members.get(next) < end; next++, moved++) {
      accumulator.add(valuesAt(next), members.get(next));
    }
    for (; moved < most && first < next && members.get(first) < start; first++, moved++) {
      accumulator.remove(valuesAt(first));
    }
    return moved;
  };
}

/** The buckets that a window is cut into. */
export function bucketsOf({ aggregate, window, timeIndex, key, members }: Run) {
  const { before = 0, every = before } = window;
  return createTumblingBuckets({
    every,
    count: Math.floor(before / every),
    timeAt: timeIndex.timeAt,
    members,
    valuesOf: (rank) => aggregate.valuesOf(timeIndex.rowAt(rank), key),
    create: aggregate.create,
  });
}

/** The rank up to and without which events count, in the order at hand. */
export function endOf(sees: Sees, rank: number, { end }: WindowBounds): number {
  return sees === 'all' ? end : Math.min(end, sees === 'until' ? rank + 1 : rank);
}
