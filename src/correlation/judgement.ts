import { type Stretch, stretchAt } from '../context/coverage.ts';
import { and, no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import { type Bound, type Bounds, isFloor, isWithin } from '../rule/bounds.ts';
import type { Measuring } from './measure.ts';
import type { Member } from './member.ts';

/** What a correlation came to at one of its members: an alert, or that it could not be decided. */
export interface Judgement {
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
export interface Bench {
  /** Milliseconds. */
  readonly timespan: number;
  readonly bounds: Bounds;
  /** Whether events can only raise the number. */
  readonly rises: boolean;
  readonly measuring: Measuring;
  readonly stretches: readonly Stretch[];
}

/** Judges the members of one group; tells alerts and what stays undecided. */
export function judgeMembers(members: readonly Member[], bench: Bench): Generator<Judgement> {
  return isFloor(bench.bounds) ? judgeWindows(members, bench) : judgeBuckets(members, bench);
}

/**
 * A floor is asked for at every member, of the window that ends with it: no later event belongs to it.
 * The first member that makes it true is the alert; the next alert comes when a window would not
 * reach the floor without its own last member.
 */
function* judgeWindows(members: readonly Member[], bench: Bench): Generator<Judgement> {
  const { timespan, stretches, measuring } = bench;
  const measure = measuring(members);
  let first = 0;
  let doubts = 0;
  for (const [at, member] of members.entries()) {
    const { time: to } = member;
    const from = to - timespan;
    for (; (members[first] as Member).time < from; first++) {
      const gone = members[first] as Member;
      if (gone.rules.length > 0) measure.leave(gone);
      if (gone.doubtful.length > 0) doubts--;
    }
    if (member.doubtful.length > 0) doubts++;
    const startKnown = stretchAt(stretches, to).from <= from;
    const read = (): number | undefined => measure.read((members[first] as Member).rank);
    const isSure = startKnown && doubts === 0;
    const before = judgeNumber(read(), isSure, bench);
    if (member.rules.length > 0) measure.enter(member);
    const value = read();
    const truth = judgeNumber(value, isSure, bench);
    if (truth === undecided || (truth === yes && before !== yes)) {
      yield { at, truth, value, from, to, first, end: at + 1, startKnown, endKnown: true };
    }
  }
}

/**
 * Bounds that more events could break are asked once per bucket. A bucket begins with the first member
 * that lies in no earlier one; where it begins is known once the log has run for its length.
 */
function* judgeBuckets(members: readonly Member[], bench: Bench): Generator<Judgement> {
  const { timespan, stretches, measuring } = bench;
  let lastDoubt = Number.NEGATIVE_INFINITY;
  for (let at = 0, end = 0; at < members.length; at = end) {
    const opening = members[at] as Member;
    const from = opening.time;
    const to = from + timespan;
    while (end < members.length && (members[end] as Member).time <= to) end++;
    const own = members.slice(at, end);
    const measure = measuring(own);
    for (const member of own) if (member.rules.length > 0) measure.enter(member);
    const stretch = stretchAt(stretches, from);
    const startKnown = stretch.from <= from - timespan;
    const endKnown = stretch.to >= to;
    const begins = startKnown && lastDoubt < from - timespan && opening.rules.length > 0;
    const doubts = own.filter(({ doubtful }) => doubtful.length > 0);
    lastDoubt = doubts.at(-1)?.time ?? lastDoubt;
    const value = measure.read(opening.rank);
    const truth = begins ? judgeNumber(value, endKnown && doubts.length === 0, bench) : undecided;
    if (truth !== no) yield { at, truth, value, from, to, first: at, end, startKnown, endKnown };
  }
}

/** The truth of bounds on a number that unseen events may still change, unless it is sure. */
export function judgeNumber(
  value: number | undefined,
  isSure: boolean,
  { bounds, rises }: Pick<Bench, 'bounds' | 'rises'>,
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
