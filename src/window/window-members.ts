import { no, or, type Truth, undecided, yes } from '../detection/truth.ts';
import {
  type BlockView,
  emptyView,
  type FixedColumn,
  type IntView,
  viewOf,
} from '../store/column.ts';
import { type Add, createGroupIndex, type GroupIndex } from '../store/group-index.ts';
import { createPace, finish, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Row } from './event-table.ts';
import type { PartitionKeys } from './partition-keys.ts';
import type { TimeIndex } from './time-index.ts';

/** The events that share a key under one window, in order of time. */
export interface WindowMembers {
  /** Ranks of the window's events with a key, ascending. */
  ranksOf(key: number): IntView;
  /** Ranks of events of which it is undecided whether they belong to the window. */
  doubtfulOf(key: number): IntView;
  /** Ranks of events of which it is undecided which of the window's rules they match. */
  waveringOf(key: number): IntView;
  /** Whether the event of a rank belongs to the window with each key that it has; told only of windows without aliases. */
  membership(rank: number): Truth;
  /** Names of the rules through which an event belongs to the window with a key. */
  rulesOf(row: Row, key: number): readonly string[];
}

/** The rows that match a rule, and those of which that is undecided; sure wins. */
export interface RuleMatches {
  readonly sure: Iterable<Row>;
  readonly doubtful: Iterable<Row>;
}

/** The members that a window has through one of its rules. */
export interface RuleMembers extends RuleMatches {
  /** The rule's name; undefined if every event is a member. */
  readonly rule: string | undefined;
}

/** Whether events match a rule of a window, or any rule. */
interface RuleTruths {
  readonly rule: string | undefined;
  /** By rank. */
  readonly truths: Pick<FixedColumn, 'get'>;
  /** Whether any is undecided. */
  readonly hasDoubtful: boolean;
  /** The ranks that were given, sure and doubtful, in any order, some perhaps twice. */
  readonly ranks: BlockView;
  /** Whether they are ascending, each once, and all sure. */
  readonly isSorted: boolean;
}

const noGroups: GroupIndex = { keys: () => [], of: () => emptyView };

/** Groups the members of a window by its key. `apart` keeps in mind which rule a member matches. */
export function* gatherWindowMembers(
  members: readonly RuleMembers[],
  keys: PartitionKeys,
  timeIndex: TimeIndex,
  apart: boolean,
  store: Store,
): Work<WindowMembers> {
  const byRule: RuleTruths[] = [];
  for (const some of apart ? members.map((one) => [one]) : [members]) {
    byRule.push(yield* truthsOf(some, some[0]?.rule, timeIndex, store));
  }
  const rulesOf: WindowMembers['rulesOf'] = (row, key) =>
    byRule.flatMap(({ rule, truths }) =>
      rule !== undefined &&
      truths.get(timeIndex.rankOf(row)) === yes &&
      keys.of(row, rule).includes(key)
        ? [rule]
        : [],
    );
  const membership = (rank: number): Truth => {
    let truth: Truth = no;
    for (const { truths } of byRule) truth = or(truth, truths.get(rank) as Truth);
    return truth;
  };
  if (keys.byItself) return { ...ownMembers(byRule, timeIndex), membership, rulesOf };
  const group = (wanted: Truth, unless?: Truth): Work<GroupIndex> =>
    groupKeys(byRule, wanted, unless, keys, timeIndex, store);
  const sure = yield* group(yes);
  const isDoubted = byRule.some(({ hasDoubtful }) => hasDoubtful);
  const doubtful = isDoubted ? yield* group(undecided, yes) : noGroups;
  let wavering: GroupIndex | undefined;
  return {
    ranksOf: sure.of,
    doubtfulOf: doubtful.of,
    waveringOf(key) {
      wavering ??= isDoubted ? finish(group(undecided)) : noGroups;
      return wavering.of(key);
    },
    membership,
    rulesOf,
  };
}

/** The members of windows in which every event is by itself, so that there is nothing to group. */
function ownMembers(
  byRule: readonly RuleTruths[],
  { rankOf }: TimeIndex,
): Pick<WindowMembers, 'ranksOf' | 'doubtfulOf' | 'waveringOf'> {
  const has = (rank: number, truth: Truth): boolean =>
    byRule.some(({ truths }) => truths.get(rank) === truth);
  const onlyIf = (rank: number, holds: boolean): IntView => (holds ? viewOf([rank]) : emptyView);
  return {
    ranksOf(row) {
      const rank = rankOf(row);
      return onlyIf(rank, has(rank, yes));
    },
    doubtfulOf(row) {
      const rank = rankOf(row);
      return onlyIf(rank, has(rank, undecided) && !has(rank, yes));
    },
    waveringOf(row) {
      const rank = rankOf(row);
      return onlyIf(rank, has(rank, undecided));
    },
  };
}

function* truthsOf(
  members: readonly RuleMembers[],
  rule: string | undefined,
  { length, rankOf }: TimeIndex,
  store: Store,
): Work<RuleTruths> {
  const isTime = createPace();
  const truths = store.bytes(length);
  const ranks = store.column(32);
  const set = (row: Row, truth: Truth): number => {
    const rank = rankOf(row);
    truths.set(rank, truth);
    ranks.push(rank);
    return rank;
  };
  let [hasDoubtful, isAscending, last] = [false, true, -1];
  for (const { doubtful } of members) {
    for (const row of doubtful) {
      set(row, undecided);
      hasDoubtful = true;
      if (isTime(1)) yield;
    }
  }
  for (const { sure } of members) {
    for (const row of sure) {
      const rank = set(row, yes);
      if (rank <= last) isAscending = false;
      last = rank;
      if (isTime(1)) yield;
    }
  }
  return { rule, truths, hasDoubtful, ranks, isSorted: isAscending && !hasDoubtful };
}

/** Of so few of all events the ranks are sorted instead of looking at each. */
const fewShare = 8;

/** The ranks that were given for any of the rules, ascending; perhaps others as well. */
function ranksIn(byRule: readonly RuleTruths[], length: number, store: Store): IntView {
  const count = byRule.reduce((sum, { ranks }) => sum + ranks.length, 0);
  if (count > length / fewShare || count > store.atHand(count)) return { length, get: (at) => at };
  const sorted = new Int32Array(count);
  let end = 0;
  for (const { ranks } of byRule) {
    for (let at = 0; at < ranks.length; at++) sorted[end++] = ranks.get(at);
  }
  sorted.sort();
  end = 0;
  for (const rank of sorted) if (end === 0 || sorted[end - 1] !== rank) sorted[end++] = rank;
  return viewOf(sorted.subarray(0, end));
}

/** Ranks by key, of events that have the key through a rule whose truth is as wanted, and through none whose truth is `unless`. */
function groupKeys(
  byRule: readonly RuleTruths[],
  wanted: Truth,
  unless: Truth | undefined,
  keys: PartitionKeys,
  { length, rowAt }: TimeIndex,
  store: Store,
): Work<GroupIndex> {
  const [only] = byRule;
  if (only?.isSorted && byRule.length === 1 && wanted === yes && unless === undefined) {
    return groupSorted(only, keys, rowAt, store);
  }
  const ranks = ranksIn(byRule, length, store);
  const keysAt = (rank: number, truth: Truth): readonly number[] => {
    if (only && byRule.length === 1) {
      return only.truths.get(rank) === truth ? keys.of(rowAt(rank), only.rule) : [];
    }
    const found = new Set<number>();
    for (const { rule, truths } of byRule) {
      if (truths.get(rank) !== truth) continue;
      for (const key of keys.of(rowAt(rank), rule)) found.add(key);
    }
    return [...found];
  };
  return createGroupIndex(function* (add: Add) {
    const isTime = createPace();
    for (let at = 0; at < ranks.length; at++) {
      if (isTime(1)) yield;
      const rank = ranks.get(at);
      const found = keysAt(rank, wanted);
      if (found.length === 0) continue;
      const others = unless === undefined ? none : keysAt(rank, unless);
      for (const key of found) if (!others.includes(key)) add(key, rank);
    }
  }, store);
}

const none: readonly number[] = [];

/** So many members are looked at between two pauses. */
const atOnce = 1_024;

/** The same of ranks that are given in order and are all wanted; nearly all have one key or two. */
function groupSorted(
  { rule, ranks }: RuleTruths,
  keys: PartitionKeys,
  rowAt: TimeIndex['rowAt'],
  store: Store,
): Work<GroupIndex> {
  const [block, found] = [new Int32Array(atOnce), new Int32Array(2)];
  const addBlock = (add: Add, length: number): void => {
    for (let at = 0; at < length; at++) {
      const rank = block[at] as number;
      const row = rowAt(rank);
      const count = keys.few(row, rule, found);
      for (let own = 0; own < count; own++) add(found[own] as number, rank);
      if (count < 0) for (const key of keys.of(row, rule)) add(key, rank);
    }
  };
  return createGroupIndex(function* (add: Add) {
    for (let start = 0; start < ranks.length; start += atOnce) {
      ranks.read(start, block);
      addBlock(add, Math.min(atOnce, ranks.length - start));
      yield;
    }
  }, store);
}
