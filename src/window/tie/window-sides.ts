import type { Window } from '../../rule/window/window.ts';
import { lowerBound } from '../../store/binary-search.ts';
import type { Values } from '../aggregate/accumulator.ts';
import type { BoundAggregate } from '../aggregate/bound-aggregate.ts';
import type { Run } from '../fact-runner.ts';
import type { Uncertainty } from '../uncertainty.ts';
import type { WindowBounds } from '../window-bounds.ts';
import type { Instant } from './instant.ts';

/** A window that looks one way, at an event that is not alone in its instant. */
export interface Sides {
  /** Ranks of the window without any event of the instant, and with all of them. */
  readonly apart: readonly [start: number, end: number];
  readonly joined: readonly [start: number, end: number];
  /** Whether the candidate is one of the window's, and whether it counts itself. */
  readonly isMember: boolean;
  readonly countsItself: boolean;
  /** How many other members the instant has. */
  readonly others: number;
  /** Where among the members those of the instant begin and end. */
  readonly from: number;
  readonly to: number;
}

/**
 * Whether a window holds the same events in any order of the candidate's instant: all of them if it
 * reaches both ways, none if it ends before the event.
 */
export function isFixed(
  { sees }: Pick<BoundAggregate, 'sees'>,
  { before, until, after }: Pick<Window, 'before' | 'until' | 'after'>,
): boolean {
  return until !== undefined || (sees === 'all' && before !== undefined && after !== undefined);
}

/** Measures {@link Sides}. */
export function sidesOf(
  { aggregate, window, members }: Pick<Run, 'aggregate' | 'window' | 'members'>,
  rank: number,
  { start, end }: Instant,
  bounds: WindowBounds,
): Sides {
  const looksBack = window.before !== undefined;
  const [from, to] = [lowerBound(members, start), lowerBound(members, end)];
  const isMember = members.get(lowerBound(members, rank)) === rank && from < to;
  return {
    apart: looksBack ? [bounds.start, start] : [end, bounds.end],
    joined: looksBack ? [bounds.start, end] : [start, bounds.end],
    isMember,
    countsItself: isMember && looksBack && aggregate.sees !== 'before',
    others: to - from - (isMember ? 1 : 0),
    from,
    to,
  };
}

/** Values of the other members of the instant, as many as are there or `most`. */
export function othersOf(
  { members, valuesAt }: Pick<Run, 'members' | 'valuesAt'>,
  rank: number,
  { from, to }: Sides,
  most: number,
): readonly Values[] {
  const found: Values[] = [];
  for (let at = from; at < to && found.length < most; at++) {
    if (members.get(at) === rank) continue;
    const values = valuesAt(at);
    if (values.length > 0) found.push(values);
  }
  return found;
}

/** What is not known of the window if as little as possible, and if as much as possible, is in doubt. */
export function uncertaintyOf(
  { doubt, window, aggregate }: Pick<Run, 'doubt' | 'window' | 'aggregate'>,
  rank: number,
  { apart, joined }: Sides,
  bounds: WindowBounds,
): readonly [least: Uncertainty | undefined, most: Uncertainty | undefined] {
  const own = doubt.count(rank, rank + 1);
  const counts = window.before !== undefined && aggregate.sees !== 'before';
  return [
    doubt.of(doubt.count(...apart) + (counts ? own : 0), bounds),
    doubt.of(doubt.count(...joined) - (counts ? 0 : own), bounds),
  ];
}
