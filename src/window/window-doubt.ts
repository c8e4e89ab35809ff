import { lowerBound } from '../store/binary-search.ts';
import { type IntColumn, type IntView, viewOf } from '../store/column.ts';
import type { Store } from '../store/store.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import type { TimeIndex } from './time-index.ts';
import type { Uncertainty } from './uncertainty.ts';
import type { WindowBounds } from './window-bounds.ts';
import type { WindowMembers } from './window-members.ts';

/** What is not known of the windows of one key, as far as a fact is concerned. */
export interface WindowDoubt {
  /** Whether there are no such events at all. */
  readonly isNone: boolean;
  /** How many events of ranks from `start` up to `end` are neighbours perhaps. */
  count(start: number, end: number): number;
  /** The greatest rank of such an event, or -1. */
  latest(start: number, end: number): number;
  /** What is not known of a window with so many; undefined if all is. The same object for the same. */
  of(count: number, bounds: WindowBounds): Uncertainty | undefined;
  /** The same for a fact that rests on the neighbour of a rank (or -1), with the latest doubtful one. */
  since(
    nearest: number,
    suspect: number,
    bounds: WindowBounds,
    time: number,
  ): Uncertainty | undefined;
}

interface DoubtSetting {
  readonly rules: number;
  readonly timeIndex: TimeIndex;
  readonly windowMembers: WindowMembers;
  readonly key: number;
  readonly store: Store;
}

/** Prepares {@link WindowDoubt} for a fact. */
export function createWindowDoubt(aggregate: BoundAggregate, setting: DoubtSetting): WindowDoubt {
  const { rules, timeIndex, windowMembers, key, store } = setting;
  const { rowAt, timeAt } = timeIndex;
  const uncovered: Uncertainty = { missing: Number.POSITIVE_INFINITY, since: 0, rules };
  const uncertain = aggregate.ofRules
    ? windowMembers.waveringOf(key)
    : windowMembers.doubtfulOf(key);
  const doubtful: IntView = aggregate.ofRules
    ? uncertain
    : select(uncertain, (rank) => aggregate.contributes(rowAt(rank), key), store);
  const covers = ({ startKnown, endKnown }: WindowBounds): boolean =>
    startKnown && (aggregate.sees !== 'all' || endKnown);
  let last: Uncertainty | undefined;
  return {
    isNone: doubtful.length === 0,
    count: (start, end) =>
      doubtful.length === 0 || end <= start
        ? 0
        : lowerBound(doubtful, end) - lowerBound(doubtful, start),
    latest(start, end) {
      const place = doubtful.length === 0 ? 0 : lowerBound(doubtful, end);
      const rank = place === 0 ? -1 : doubtful.get(place - 1);
      return rank >= start ? rank : -1;
    },
    of(count, bounds) {
      if (!covers(bounds)) return uncovered;
      if (count === 0) return undefined;
      if (last?.missing !== count) last = { missing: count, since: 0, rules };
      return last;
    },
    since(nearest, suspect, bounds, time) {
      const then = nearest < 0 ? Number.NEGATIVE_INFINITY : timeAt(nearest);
      const blind = Math.max(
        suspect < 0 ? Number.NEGATIVE_INFINITY : timeAt(suspect),
        covers(bounds) || then >= bounds.heard ? Number.NEGATIVE_INFINITY : bounds.heard,
      );
      if (blind === Number.NEGATIVE_INFINITY) return undefined;
      return { missing: Number.POSITIVE_INFINITY, since: time - blind, rules };
    },
  };
}

/** So many numbers are selected on the heap, if the budget is not small. */
const mostAtHand = 4_096;

/** Those of some numbers that are kept; all of them are the same row again. */
function select(numbers: IntView, keeps: (number: number) => boolean, store: Store): IntView {
  let all = 0;
  while (all < numbers.length && keeps(numbers.get(all))) all++;
  if (all === numbers.length) return numbers;
  const kept: number[] | IntColumn =
    numbers.length > store.atHand(mostAtHand) ? store.column(32) : [];
  for (let at = 0; at < all; at++) kept.push(numbers.get(at));
  for (let at = all + 1; at < numbers.length; at++) {
    const number = numbers.get(at);
    if (keeps(number)) kept.push(number);
  }
  return 'get' in kept ? kept : viewOf(kept);
}
