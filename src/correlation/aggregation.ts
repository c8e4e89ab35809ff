import { and, no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import { type Bound, type Bounds, isFloor, isWithin } from '../rule/correlation/bound.ts';
import { createPace, type Pause } from '../store/pausable-work.ts';
import type { Row } from '../window/event-table.ts';
import { type CoveredInterval, intervalAt } from '../window/log/time-coverage.ts';
import type { AggregateFactory, CorrelationAggregate } from './aggregate.ts';
import type { CorrelationMatch } from './correlation-match.ts';
import type { GroupMembers } from './group-members.ts';

/** What members are evaluated with where a number is compared. */
export interface AggregationContext {
  /** Milliseconds. */
  readonly timespan: number;
  readonly bounds: Bounds;
  /** Whether events can only raise the number. */
  readonly rises: boolean;
  readonly createAggregate: AggregateFactory;
  /** The intervals of time that the log covers. */
  readonly covered: readonly CoveredInterval[];
  /** Events of which a match is given whatever the verdict. */
  readonly asked: ReadonlySet<Row>;
}

/** Evaluates the members of one group; gives alerts and what stays undecided, and pauses between them. */
export function evaluateAggregation(
  members: GroupMembers,
  context: AggregationContext,
): Generator<CorrelationMatch | Pause> {
  return isFloor(context.bounds)
    ? evaluateWindows(members, context)
    : evaluateBuckets(members, context);
}

/**
 * A floor is asked for at every member, of the window that ends with it: no later event belongs to it.
 * The first member that makes it true is the alert; the next alert comes when a window would not
 * reach the floor without its own last member.
 */
function* evaluateWindows(
  members: GroupMembers,
  context: AggregationContext,
): Generator<CorrelationMatch | Pause> {
  const isTime = createPace();
  const { timespan, covered, createAggregate, asked } = context;
  const aggregate = createAggregate(members);
  let first = 0;
  let doubts = 0;
  for (let at = 0; at < members.length; at++) {
    if (isTime(1)) yield;
    const member = members.at(at);
    const { time: to } = member;
    const from = to - timespan;
    for (; members.timeAt(first) < from; first++) {
      const gone = members.at(first);
      if (gone.rules.length > 0) aggregate.leave(gone, first);
      if (gone.doubtful.length > 0) doubts--;
    }
    if (member.doubtful.length > 0) doubts++;
    const interval = intervalAt(covered, to);
    const startKnown = interval.from <= from;
    const isFinal = startKnown && doubts === 0;
    const before = compareNumber(aggregate.read(), isFinal, context);
    if (member.rules.length > 0) aggregate.enter(member, at);
    const value = aggregate.read();
    const condition = compareNumber(value, isFinal, context);
    const role = condition === yes && before === yes ? 'later' : 'first';
    const truth = role === 'later' ? no : whetherNew(condition, before, interval);
    if (truth === no && !asked.has(member.row)) continue;
    const window = { from, to, first, end: at + 1, startKnown, endKnown: true };
    yield { at, truth, condition, role, value, isFinal, ...window };
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
  context: AggregationContext,
): Generator<CorrelationMatch | Pause> {
  const isTime = createPace();
  const { timespan, covered, createAggregate, asked } = context;
  let lastDoubt = Number.NEGATIVE_INFINITY;
  // Since when the buckets are where they would be had nothing been forgotten.
  let inStep = Number.POSITIVE_INFINITY;
  for (let first = 0, end = 0; first < members.length; first = end) {
    const opening = members.at(first);
    const from = opening.time;
    const to = from + timespan;
    while (end < members.length && members.timeAt(end) <= to) end++;
    const aggregate = createAggregate(members);
    const interval = intervalAt(covered, from);
    const startKnown = interval.from <= from - timespan;
    const endKnown = interval.to >= to;
    const isAlone = first === 0 || members.timeAt(first - 1) < from - timespan;
    if (startKnown && (!interval.isCut || isAlone)) inStep = Math.min(inStep, from);
    const begins =
      startKnown && inStep <= from && lastDoubt < from - timespan && opening.rules.length > 0;
    let doubts = 0;
    const later: number[] = [];
    for (let at = first; at < end; at++) {
      if (isTime(1)) yield;
      const member = members.at(at);
      if (at > first && asked.has(member.row)) later.push(at);
      if (member.rules.length > 0) aggregate.enter(member, at);
      if (member.doubtful.length === 0) continue;
      doubts++;
      lastDoubt = member.time;
    }
    const isFinal = endKnown && doubts === 0;
    const { value, truth: holds } = compareBest(aggregate, isFinal, context);
    const condition = begins ? holds : undecided;
    const window = { from, to, first, end, startKnown, endKnown };
    const found = { condition, value, isFinal: isFinal && begins, ...window };
    if (condition !== no || asked.has(opening.row)) {
      yield { at: first, truth: condition, role: 'first', ...found };
    }
    for (const at of later) yield { at, truth: no, role: 'later', ...found };
  }
}

/** Bounds on all numbers that there are in some order of each instant's members: the best of them. */
function compareBest(
  aggregate: Pick<CorrelationAggregate, 'read' | 'least'>,
  isFinal: boolean,
  context: Pick<AggregationContext, 'bounds' | 'rises'>,
): { readonly value: number | undefined; readonly truth: Truth } {
  const [value, least] = [aggregate.read(), aggregate.least()];
  let best = { value, truth: compareNumber(value, isFinal, context) };
  if (value === undefined || least === undefined) return best;
  for (let number = value - 1; number >= least && best.truth !== yes; number--) {
    const truth = compareNumber(number, isFinal, context);
    if (truth > best.truth) best = { value: number, truth };
  }
  return best;
}

/** The truth of bounds on a number that unseen events may still change, unless it is final. */
function compareNumber(
  value: number | undefined,
  isFinal: boolean,
  { bounds, rises }: Pick<AggregationContext, 'bounds' | 'rises'>,
): Truth {
  if (isFinal) return truthOf(value !== undefined && isWithin(bounds, value));
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
