import { and, no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import { type Bound, type Bounds, isFloor, isWithin } from '../rule/correlation/bounds.ts';
import { createPace, type Pause } from '../store/pausable-work.ts';
import { type CoveredInterval, intervalAt } from '../window/log/time-coverage.ts';
import type { AggregateFactory, CorrelationAggregate } from './aggregate.ts';
import type { GroupMembers } from './grouping.ts';

/** What a correlation came to at one of its members: an alert, or that it could not be decided. */
export interface CorrelationMatch {
  /** The member, by its place in the group. */
  readonly at: number;
  readonly truth: Truth;
  /** The number that was compared, where it is one. */
  readonly value: number | undefined;
  /** Milliseconds; the edges of the window, both ends included. */
  readonly from: number;
  readonly to: number;
  /** The window's members: from here, up to and without there. */
  readonly first: number;
  readonly end: number;
  /** Whether the log covers the window on either side. */
  readonly startKnown: boolean;
  readonly endKnown: boolean;
}

/** What members are judged by. */
export interface AggregationContext {
  /** Milliseconds. */
  readonly timespan: number;
  readonly bounds: Bounds;
  /** Whether events can only raise the number. */
  readonly rises: boolean;
  readonly measuring: AggregateFactory;
  readonly stretches: readonly CoveredInterval[];
}

/** Judges the members of one group; tells alerts and what stays undecided, and pauses between them. */
export function evaluateAggregation(
  members: GroupMembers,
  bench: AggregationContext,
): Generator<CorrelationMatch | Pause> {
  return isFloor(bench.bounds) ? evaluateWindows(members, bench) : evaluateBuckets(members, bench);
}

/**
 * A floor is asked for at every member, of the window that ends with it: no later event belongs to it.
 * The first member that makes it true is the alert; the next alert comes when a window would not
 * reach the floor without its own last member.
 */
function* evaluateWindows(
  members: GroupMembers,
  bench: AggregationContext,
): Generator<CorrelationMatch | Pause> {
  const isTime = createPace();
  const { timespan, stretches, measuring } = bench;
  const measure = measuring(members);
  let first = 0;
  let doubts = 0;
  for (let at = 0; at < members.length; at++) {
    if (isTime(1)) yield;
    const member = members.at(at);
    const { time: to } = member;
    const from = to - timespan;
    for (; members.timeAt(first) < from; first++) {
      const gone = members.at(first);
      if (gone.rules.length > 0) measure.leave(gone, first);
      if (gone.doubtful.length > 0) doubts--;
    }
    if (member.doubtful.length > 0) doubts++;
    const stretch = intervalAt(stretches, to);
    const startKnown = stretch.from <= from;
    const isSure = startKnown && doubts === 0;
    const before = compareNumber(measure.read(), isSure, bench);
    if (member.rules.length > 0) measure.enter(member, at);
    const value = measure.read();
    const truth = whetherNew(compareNumber(value, isSure, bench), before, stretch);
    if (truth === undecided || (truth === yes && before !== yes)) {
      yield { at, truth, value, from, to, first, end: at + 1, startKnown, endKnown: true };
    }
  }
}

/** Whether an episode begins where a condition holds: if what came before was forgotten, it may go on. */
export function whetherNew(truth: Truth, before: Truth, { isCut }: CoveredInterval): Truth {
  return truth === yes && before === undecided && isCut ? undecided : truth;
}

/**
 * Bounds that more events could break are asked once per bucket. A bucket begins with the first member
 * that lies in no earlier one; where it begins is known once the log has run for its length.
 */
function* evaluateBuckets(
  members: GroupMembers,
  bench: AggregationContext,
): Generator<CorrelationMatch | Pause> {
  const isTime = createPace();
  const { timespan, stretches, measuring } = bench;
  let lastDoubt = Number.NEGATIVE_INFINITY;
  // Since when the buckets are where they would be had nothing been forgotten.
  let inStep = Number.POSITIVE_INFINITY;
  for (let at = 0, end = 0; at < members.length; at = end) {
    const opening = members.at(at);
    const from = opening.time;
    const to = from + timespan;
    while (end < members.length && members.timeAt(end) <= to) end++;
    const measure = measuring(members);
    const stretch = intervalAt(stretches, from);
    const startKnown = stretch.from <= from - timespan;
    const endKnown = stretch.to >= to;
    const isAlone = at === 0 || members.timeAt(at - 1) < from - timespan;
    if (startKnown && (!stretch.isCut || isAlone)) inStep = Math.min(inStep, from);
    const begins =
      startKnown && inStep <= from && lastDoubt < from - timespan && opening.rules.length > 0;
    let doubts = 0;
    for (let index = at; index < end; index++) {
      if (isTime(1)) yield;
      const member = members.at(index);
      if (member.rules.length > 0) measure.enter(member, index);
      if (member.doubtful.length === 0) continue;
      doubts++;
      lastDoubt = member.time;
    }
    const { value, truth: holds } = judgeNumbers(measure, endKnown && doubts === 0, bench);
    const truth = begins ? holds : undecided;
    if (truth !== no) yield { at, truth, value, from, to, first: at, end, startKnown, endKnown };
  }
}

/** Bounds on all numbers that there are in some order of each instant's members: the best of them. */
export function judgeNumbers(
  measure: Pick<CorrelationAggregate, 'read' | 'least'>,
  isSure: boolean,
  bench: Pick<AggregationContext, 'bounds' | 'rises'>,
): { readonly value: number | undefined; readonly truth: Truth } {
  const [value, least] = [measure.read(), measure.least()];
  let best = { value, truth: compareNumber(value, isSure, bench) };
  if (value === undefined || least === undefined) return best;
  for (let number = value - 1; number >= least && best.truth !== yes; number--) {
    const truth = compareNumber(number, isSure, bench);
    if (truth > best.truth) best = { value: number, truth };
  }
  return best;
}

/** The truth of bounds on a number that unseen events may still change, unless it is sure. */
export function compareNumber(
  value: number | undefined,
  isSure: boolean,
  { bounds, rises }: Pick<AggregationContext, 'bounds' | 'rises'>,
): Truth {
  if (isSure) return truthOf(value !== undefined && isWithin(bounds, value));
  if (!rises || value === undefined) return undecided;
  return bounds.map((bound) => rising[bound.order](value, bound)).reduce(and);
}

type Rising = (value: number, bound: Bound) => Truth;

const onceTrue: Rising = (value, bound) => (isWithin([bound], value) ? yes : undecided);
const onceFalse: Rising = (value, bound) => (isWithin([bound], value) ? undecided : no);

/** What a number that can still rise says about a bound. */
const rising: Readonly<Record<Bound['order'], Rising>> = {
  gt: onceTrue,
  gte: onceTrue,
  lt: onceFalse,
  lte: onceFalse,
  eq: (value, bound) => (value > bound.value ? no : undecided),
  neq: (value, bound) => (value > bound.value ? yes : undecided),
};
