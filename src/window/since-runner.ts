import { lowerBound } from '../store/binary-search.ts';
import type { Run, Runner } from './fact-runner.ts';
import type { KnownFactValue } from './fact-test.ts';
import type { Instant } from './tie/instant.ts';
import type { Uncertainty } from './uncertainty.ts';
import type { WindowBounds } from './window-bounds.ts';

/**
 * Computes how many members of a window are later than the last one that matches a rule; all of them if
 * none does. What shares an instant with that one is not later, so that it does not matter in which order
 * the events of an instant came.
 */
export function createSinceRunner(run: Run): Runner {
  const { aggregate, members, timeIndex } = run;
  const marks = createMarks(run);
  let last: { readonly known: KnownFactValue; readonly value: number } | undefined;
  const read: Runner = (rank, bounds, instant) => {
    const limit = limitOf(rank, bounds, instant);
    marks.goTo(limit, Number.POSITIVE_INFINITY);
    const mark = marks.latest() >= bounds.start ? marks.latest() : undefined;
    const from = mark === undefined ? bounds.start : timeIndex.firstAt(timeIndex.timeAt(mark) + 1);
    const value = Math.max(0, marks.passed() - lowerBound(members, from));
    const uncertainty = uncertaintyOf(run, { bounds, mark, from, limit });
    if (!uncertainty && last?.value === value) return last.known;
    const known = aggregate.known(value, uncertainty, {});
    last = uncertainty ? undefined : { known, value };
    return known;
  };
  return Object.assign(read, {
    move: (rank: number, bounds: WindowBounds) =>
      marks.goTo(limitOf(rank, bounds, undefined), mostMoves),
  });
}

/** Members that are gone through between two pauses. */
const mostMoves = 1_024;

/** The rank up to and without which events count: the whole instant of the candidate does. */
function limitOf(rank: number, { end }: WindowBounds, instant: Instant | undefined): number {
  return Math.min(end, instant?.end ?? rank + 1);
}

/** Goes through the members once, and keeps the rank of the last that matches the rule, or -1. */
function createMarks({ members, valuesAt }: Run) {
  let [next, latest] = [0, -1];
  return {
    /** Goes on to those of lower rank than `limit`, but at most so many; gives how many. */
    goTo(limit: number, most: number): number {
      let moved = 0;
      for (; moved < most && next < members.length && members.get(next) < limit; next++, moved++) {
        if (valuesAt(next)[0] === 1) latest = members.get(next);
      }
      return moved;
    },
    latest: () => latest,
    passed: () => next,
  };
}

interface Found {
  readonly bounds: WindowBounds;
  /** The rank of the last member that matches the rule. */
  readonly mark: number | undefined;
  /** Ranks that count. */
  readonly from: number;
  readonly limit: number;
}

/**
 * What is not known since the last match. What is missing before it does not matter, and later than all
 * that is missing, or in doubt, members count in any case.
 */
function uncertaintyOf(
  { doubt, members, timeIndex, window }: Run,
  { bounds, mark, from, limit }: Found,
): Uncertainty | undefined {
  const suspects = doubt.count(from, limit);
  const isCovered = doubt.of(0, bounds) === undefined;
  const isBlind = !isCovered && !(mark !== undefined && timeIndex.timeAt(mark) >= bounds.heard);
  if (suspects === 0 && !isBlind) return undefined;
  const afterSuspects =
    suspects === 0 ? from : timeIndex.firstAt(timeIndex.timeAt(doubt.latest(from, limit)) + 1);
  const sure = Math.max(afterSuspects, isBlind ? timeIndex.firstAt(bounds.heard) : from);
  return {
    missing: isBlind ? Number.POSITIVE_INFINITY : suspects,
    since: 0,
    rules: window.rules.length,
    least: Math.max(0, lowerBound(members, limit) - lowerBound(members, sure)),
  };
}
