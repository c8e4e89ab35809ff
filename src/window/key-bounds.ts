import type { Fact, Window } from '../rule/window/window.ts';
import type { IntColumn, IntView } from '../store/column.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import type { KnownFactValue } from './fact-test.ts';
import type { TimeIndex } from './time-index.ts';
import type { Uncertainty } from './uncertainty.ts';
import type { WindowEdges } from './window-bounds.ts';
import type { WindowMembers } from './window-members.ts';

/**
 * What the members of a key can make of a window's facts, whichever of them lie in the window of an event:
 * who has one address all along never has two of them in a window.
 *
 * For facts that are whole numbers, 0 without members, and that more members can only raise. Facts are named
 * by their index in the window.
 */
export interface KeyBounds {
  /** Whether a fact is one of those. */
  isBounded(fact: number): boolean;
  /** Whether a fact is less than `limit` (at most {@link highestLimit}) in every window of a key, in any order of one instant, and nobody doubts who its members are. */
  staysBelow(fact: number, key: number, limit: number): boolean;
  /**
   * Whether the event of a rank, which has the key, counts for a fact itself, in any order of its instant: then
   * the fact is 1 or more.
   */
  countsItself(fact: number, key: number, rank: number): boolean;
  /** Whether the log covers, as far as a fact sees, the window of the event of a rank. */
  isCovered(fact: number, key: number, rank: number): boolean;
  /** A fact that is so many in a window that the log covers, or does not. */
  known(fact: number, value: number, isCovered: boolean): KnownFactValue;
}

interface KeyBoundsSetting {
  readonly window: Window;
  readonly aggregates: readonly BoundAggregate[];
  readonly windowMembers: WindowMembers;
  readonly timeIndex: Pick<TimeIndex, 'rowAt'>;
  readonly edgesOf: (rank: number, key: number) => WindowEdges;
  /** A byte by key for what was found out about a fact; equal facts of other windows write it, too. */
  readonly bookOf: (fact: Fact) => IntColumn;
}

/** No limit is higher: a key with more is better looked at. */
export const highestLimit = 64;

/** A key can be -1. */
const leastKey = -2;

/** Anything could be missing from a window that the log does not cover. */
const uncovered: Uncertainty = { missing: Number.POSITIVE_INFINITY, since: 0, rules: 0 };

/** Prepares {@link KeyBounds} for a window. */
export function createKeyBounds(setting: KeyBoundsSetting): KeyBounds {
  const { window, aggregates, windowMembers, timeIndex, edgesOf, bookOf } = setting;
  const books = aggregates.map(({ fact }) => bookOf(fact));
  // Facts of one key are asked for one after the other, and so are those of one event.
  let members = { key: Number.NaN, ranks: undefined as IntView | undefined };
  let edges = { key: Number.NaN, rank: -1, startKnown: false, endKnown: false };
  const sureMembers = (key: number): IntView | undefined => {
    if (members.key !== key) {
      const isSure = windowMembers.doubtfulOf(key).length === 0;
      members = { key, ranks: isSure ? windowMembers.ranksOf(key) : undefined };
    }
    return members.ranks;
  };
  return {
    isBounded: (fact) => {
      const { compute, each } = (aggregates[fact] as BoundAggregate).fact;
      return (
        each === undefined && (compute === 'count' || compute === 'distinct' || compute === 'most')
      );
    },
    staysBelow(fact, key, limit) {
      const aggregate = aggregates[fact] as BoundAggregate;
      const book = books[fact] as IntColumn;
      // Twice the number, and one more if it is not higher.
      const known = book.get(key - leastKey);
      if (known % 2 === 1) return known >> 1 < limit;
      if (known >> 1 >= limit) return false;
      const ranks = sureMembers(key);
      const most = ranks ? mostOf(aggregate, key, ranks, limit, timeIndex) : highestLimit;
      book.set(key - leastKey, most * 2 + (most < limit ? 1 : 0));
      return most < limit;
    },
    countsItself: (fact, key, rank) =>
      holdsItself(window, aggregates[fact] as BoundAggregate) &&
      windowMembers.isMember(rank) &&
      (aggregates[fact] as BoundAggregate).contributes(timeIndex.rowAt(rank), key),
    isCovered(fact, key, rank) {
      if (edges.key !== key || edges.rank !== rank) {
        const { startKnown, endKnown } = edgesOf(rank, key);
        edges = { key, rank, startKnown, endKnown };
      }
      const { sees } = aggregates[fact] as BoundAggregate;
      return edges.startKnown && (sees !== 'all' || edges.endKnown);
    },
    known: (fact, value, isCovered) =>
      (aggregates[fact] as BoundAggregate).known(value, isCovered ? undefined : uncovered, {}),
  };
}

/** The most that a fact can be for some members; `limit` if it is that or more. */
function mostOf(
  { fact, valuesOf }: BoundAggregate,
  key: number,
  ranks: IntView,
  limit: number,
  { rowAt }: Pick<TimeIndex, 'rowAt'>,
): number {
  if (fact.compute === 'count') return Math.min(ranks.length, limit);
  const isMost = fact.compute === 'most';
  const counts = new Map<number, number>();
  let most = 0;
  for (let at = 0; at < ranks.length && most < limit; at++) {
    for (const value of valuesOf(rowAt(ranks.get(at)), key)) {
      const count = (counts.get(value) ?? 0) + 1;
      counts.set(value, count);
      most = isMost ? Math.max(most, count) : counts.size;
    }
  }
  return most;
}

/** Whether an event that is one of the window's events counts for a fact of its own. */
function holdsItself({ before, until, aliases }: Window, { sees }: BoundAggregate): boolean {
  return before !== undefined && until === undefined && aliases.size === 0 && sees !== 'before';
}
