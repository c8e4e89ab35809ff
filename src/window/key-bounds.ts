import { type Truth, yes } from '../detection/truth.ts';
import type { Fact, Window } from '../rule/window/window.ts';
import type { FactName } from '../rule/window/window-function.ts';
import type { IntColumn, IntView } from '../store/column.ts';
import type { Values } from './aggregate/accumulator.ts';
import type { BoundAggregate } from './aggregate/bound-aggregate.ts';
import type { KnownFactValue } from './fact-test.ts';
import {
  type CourseRoom,
  type CourseSetting,
  followFact,
  followValues,
  type KeyCourse,
} from './key-course.ts';
import { createKeyPast, type KeyPast } from './key-past.ts';
import { isFixed } from './tie/window-sides.ts';
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
  /** Whether a fact is a way, or a speed, from one place to another. */
  isWay(fact: number): boolean;
  /**
   * Whether all members of a key were at the place of the event of a rank, or the event is nowhere, and nobody
   * doubts who the members are: then its way from the one before is 0, if there is any.
   */
  isStill(fact: number, key: number, rank: number): boolean;
  /** Whether a fact is less than `limit` (at most {@link highestLimit}) in every window of a key, in any order of one instant, and nobody doubts who its members are. */
  staysBelow(fact: number, key: number, limit: number): boolean;
  /** Whether a fact lists values. */
  isListing(fact: number): boolean;
  /** Whether a fact says that a value is new. */
  isNovelty(fact: number): boolean;
  /** Follows a fact that {@link isBounded} up to a limit; undefined if that cannot be done. */
  follow(fact: number, limit: number): KeyCount | undefined;
  /** Follows whether a fact that {@link isListing} has any value that alone would be wanted, as 1 or 0. */
  followValues(fact: number, isWanted: (known: KnownFactValue) => boolean): KeyCount | undefined;
  /**
   * Whether a fact that {@link isNovelty} is true for the event of a rank with a key, as far as the log shows, in
   * any order of one instant; undefined if one has to look.
   */
  isNew(fact: number, key: number, rank: number): boolean | undefined;
  /**
   * Whether the event of a rank, which has the key, counts for a fact itself, in any order of its instant: then
   * the fact is 1 or more.
   */
  countsItself(fact: number, key: number, rank: number): boolean;
  /** Whether a fact counts no event but the one of a rank itself: once if that is a {@link membership}. */
  isOwnCount(fact: number): boolean;
  /** Whether the event of a rank belongs to the window. */
  membership(rank: number): Truth;
  /** Whether the log covers, as far as a fact sees, the window of the event of a rank. */
  isCovered(fact: number, key: number, rank: number): boolean;
  /** A fact that is so many, or absent, in a window that the log covers, or does not. */
  known(fact: number, value: number | boolean | undefined, isCovered: boolean): KnownFactValue;
}

/**
 * A number by the key of an event, up to a limit that stands for itself and all beyond; undefined if one has to
 * look. Equal ends are the number.
 */
export interface KeyCount {
  /** The most that it is for the event of a rank, in any order of one instant. */
  mostAt(key: number, rank: number): number | undefined;
  /** The least that it is. */
  leastAt(key: number, rank: number): number | undefined;
}

interface KeyBoundsSetting {
  readonly window: Window;
  readonly aggregates: readonly BoundAggregate[];
  readonly windowMembers: WindowMembers;
  readonly timeIndex: Pick<TimeIndex, 'length' | 'rowAt' | 'timeAt'>;
  readonly room: CourseRoom;
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
  const { window, aggregates, windowMembers, timeIndex, bookOf } = setting;
  const books = aggregates.map(({ fact }) => bookOf(fact));
  const isBounded = (fact: number): boolean => {
    const { compute, each } = (aggregates[fact] as BoundAggregate).fact;
    return each === undefined && bounded.has(compute);
  };
  // Facts of one key are asked for one after the other.
  let [membersKey, members]: [number, IntView | undefined] = [Number.NaN, undefined];
  const sureMembers = (key: number): IntView | undefined => {
    if (membersKey !== key) {
      const isSure = windowMembers.doubtfulOf(key).length === 0;
      membersKey = key;
      members = isSure ? windowMembers.ranksOf(key) : undefined;
    }
    return members;
  };
  const following = createFollowing({ ...setting, sureMembers });
  return {
    isBounded,
    isWay: (fact) => ways.has((aggregates[fact] as BoundAggregate).fact.compute),
    isStill: (fact, key, rank) =>
      isStill(aggregates[fact] as BoundAggregate, books[fact] as IntColumn, key, rank, {
        timeIndex,
        sureMembers,
      }),
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
    ...following,
    countsItself: (fact, key, rank) =>
      (aggregates[fact] as BoundAggregate).fact.compute !== 'switches' &&
      holdsItself(window, aggregates[fact] as BoundAggregate) &&
      windowMembers.membership(rank) === yes &&
      (aggregates[fact] as BoundAggregate).contributes(timeIndex.rowAt(rank), key),
    isOwnCount: (fact) => isOwnCount(window, aggregates[fact] as BoundAggregate),
    membership: windowMembers.membership,
    isCovered: createCoverage(setting),
    known: (fact, value, isCovered) =>
      (aggregates[fact] as BoundAggregate).known(value, isCovered ? undefined : uncovered, {}),
  };
}

/** Prepares to tell what the log covers; it is asked about one event after the other. */
function createCoverage({ window, aggregates, edgesOf }: KeyBoundsSetting): KeyBounds['isCovered'] {
  // The instant of an event that is in the log.
  if (window.before === 0 && window.after === undefined) return () => true;
  let [edgesKey, edgesRank, startKnown, endKnown] = [Number.NaN, -1, false, false];
  return (fact, key, rank) => {
    if (edgesKey !== key || edgesRank !== rank) {
      const edges = edgesOf(rank, key);
      edgesKey = key;
      edgesRank = rank;
      startKnown = edges.startKnown;
      endKnown = edges.endKnown;
    }
    const { sees } = aggregates[fact] as BoundAggregate;
    return startKnown && (sees !== 'all' || endKnown);
  };
}

/** Prepares what follows the members of a key in time. */
function createFollowing(
  setting: KeyBoundsSetting & CourseSetting,
): Pick<KeyBounds, 'isListing' | 'isNovelty' | 'follow' | 'followValues' | 'isNew'> {
  const { window, aggregates, timeIndex } = setting;
  const { rowAt, timeAt } = timeIndex;
  const pasts: (KeyPast | undefined)[] = [];
  const of = (fact: number): BoundAggregate => aggregates[fact] as BoundAggregate;
  const isSure = (fact: number, rank: number): boolean =>
    isFixed(of(fact), window) || isAlone(timeIndex, rank);
  const countOf = (fact: number, course: KeyCourse | undefined): KeyCount | undefined => {
    if (!course) return undefined;
    // Several comparisons of one fact are asked of an event.
    let [lastKey, lastRank, last]: [number, number, number | undefined] = [Number.NaN, -1, 0];
    const mostAt: KeyCount['mostAt'] = (key, rank) => {
      if (key !== lastKey || rank !== lastRank) {
        last = course.mostAt(key, timeAt(rank));
        [lastKey, lastRank] = [key, rank];
      }
      return last;
    };
    return {
      mostAt,
      leastAt: (key, rank) =>
        isSure(fact, rank) ? mostAt(key, rank) : course.leastAt(key, timeAt(rank)),
    };
  };
  return {
    isListing: (fact) => of(fact).fact.compute === 'values',
    isNovelty: (fact) => of(fact).fact.compute === 'new',
    follow: (fact, limit) => countOf(fact, followFact(of(fact), limit, setting)),
    followValues(fact, isWanted) {
      const wanted = rememberAnswers((value) => isWanted(of(fact).known([value], undefined, {})));
      return countOf(fact, followValues(of(fact), wanted, setting));
    },
    isNew(fact, key, rank) {
      pasts[fact] ??= createKeyPast(of(fact), setting);
      const own = of(fact).ownOf(rowAt(rank));
      const isNew = own.length > 0 && pasts[fact]?.(key, timeAt(rank), own);
      // The others of its instant may be a part of its past.
      return isNew && !isSure(fact, rank) ? undefined : isNew;
    },
  };
}

/** Answers for so many values stay at hand. */
const mostAnswers = 65_536;

/** Asks of each number once. */
function rememberAnswers(ask: (value: number) => boolean): (value: number) => boolean {
  const known = new Map<number, boolean>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    if (known.size === mostAnswers) known.clear();
    const answer = ask(value);
    known.set(value, answer);
    return answer;
  };
}

/** Whether no other event shares the instant of the one of a rank. */
function isAlone({ length, timeAt }: Pick<TimeIndex, 'length' | 'timeAt'>, rank: number): boolean {
  const time = timeAt(rank);
  return (
    (rank === 0 || timeAt(rank - 1) !== time) && (rank + 1 === length || timeAt(rank + 1) !== time)
  );
}

/** Facts that more members can only raise. */
const bounded: ReadonlySet<FactName> = new Set(['count', 'distinct', 'most', 'switches'] as const);

const ways: ReadonlySet<FactName> = new Set(['km', 'kmh'] as const);

/** What is known of a key whose members have places. */
const [still, moving] = [1, 2];

interface PlacedMembers {
  readonly timeIndex: Pick<TimeIndex, 'rowAt'>;
  /** The members of a key; undefined if somebody doubts who they are. */
  readonly sureMembers: (key: number) => IntView | undefined;
}

function isStill(
  aggregate: BoundAggregate,
  book: IntColumn,
  key: number,
  rank: number,
  { timeIndex, sureMembers }: PlacedMembers,
): boolean {
  const known = book.get(key - leastKey);
  const ranks = known === moving ? undefined : sureMembers(key);
  if (!ranks) return false;
  if (known !== still) {
    const isOne = isOnePlace(aggregate, key, ranks, timeIndex);
    book.set(key - leastKey, isOne ? still : moving);
    if (!isOne) return false;
  }
  const own = aggregate.ownOf(timeIndex.rowAt(rank));
  if (own.length === 0) return true;
  const place = firstPlace(aggregate, key, ranks, timeIndex);
  return place === undefined || isSamePlace(place, own);
}

function firstPlace(
  { valuesOf }: BoundAggregate,
  key: number,
  ranks: IntView,
  { rowAt }: Pick<TimeIndex, 'rowAt'>,
): Values | undefined {
  for (let at = 0; at < ranks.length; at++) {
    const place = valuesOf(rowAt(ranks.get(at)), key);
    if (place.length > 0) return place;
  }
  return undefined;
}

function isOnePlace(
  aggregate: BoundAggregate,
  key: number,
  ranks: IntView,
  timeIndex: Pick<TimeIndex, 'rowAt'>,
): boolean {
  const first = firstPlace(aggregate, key, ranks, timeIndex);
  for (let at = 0; first && at < ranks.length; at++) {
    const place = aggregate.valuesOf(timeIndex.rowAt(ranks.get(at)), key);
    if (place.length > 0 && !isSamePlace(place, first)) return false;
  }
  return true;
}

function isSamePlace([lat, lon]: Values, [otherLat, otherLon]: Values): boolean {
  return lat === otherLat && lon === otherLon;
}

/** How often the value can change among some members, whichever of them lie in a window and in whatever order. */
function mostSwitches(
  { valuesOf }: BoundAggregate,
  key: number,
  ranks: IntView,
  limit: number,
  { rowAt }: Pick<TimeIndex, 'rowAt'>,
): number {
  let [count, first, isOne] = [0, 0, true];
  for (let at = 0; at < ranks.length && (isOne || count <= limit); at++) {
    const [value] = valuesOf(rowAt(ranks.get(at)), key);
    if (value === undefined) continue;
    if (count++ === 0) first = value;
    else if (value !== first) isOne = false;
  }
  return isOne ? 0 : Math.min(count - 1, limit);
}

/** The most that a fact can be for some members; `limit` if it is that or more. */
function mostOf(
  aggregate: BoundAggregate,
  key: number,
  ranks: IntView,
  limit: number,
  { rowAt }: Pick<TimeIndex, 'rowAt'>,
): number {
  const { fact, valuesOf } = aggregate;
  if (fact.compute === 'count') return Math.min(ranks.length, limit);
  if (fact.compute === 'switches') return mostSwitches(aggregate, key, ranks, limit, { rowAt });
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

function isOwnCount(window: Window, aggregate: BoundAggregate): boolean {
  return (
    window.itself === true && aggregate.fact.compute === 'count' && holdsItself(window, aggregate)
  );
}
