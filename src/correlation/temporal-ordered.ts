import { no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import type { Occurrence } from '../rule/correlation/rule-occurrence.ts';
import { createPace, type Pause } from '../store/pausable-work.ts';
import { intervalAt } from '../window/log/time-coverage.ts';
import type { CorrelationMatch } from './aggregation.ts';
import type { GroupMember, GroupMembers } from './grouping.ts';
import { instantEnd } from './instant-order.ts';
import type { TemporalContext } from './temporal.ts';

/**
 * Judges each member of the last step of a row such as `ra and not rb and rc`: there must be a chain
 * of the steps, in order and each by an event of its own, in the timespan that ends with the member.
 * What must be absent between two steps must not stand between their events; before the first step,
 * not in the timespan before its event; after the last one, not until the timespan since the first
 * step is over. Of several chains the one that began last counts. The members of one instant may have
 * come in any order: it suffices if the row was completed in one of them. There are pauses between what
 * it tells.
 */
export function* evaluateTemporalOrdered(
  members: GroupMembers,
  court: TemporalContext,
): Generator<CorrelationMatch | Pause> {
  for (const followed of follow(members, court)) {
    if (!followed) yield;
    else if (followed.truth !== no && !followed.isSame) {
      const { isSame, began, ...judgement } = followed;
      yield judgement;
    }
  }
}

/** What became of a member of the last step. */
export interface FollowedChain extends CorrelationMatch {
  /** When the chain that it completes began, in milliseconds; undefined if it completes none. */
  readonly began: number | undefined;
  /** Whether an alert before it lies in its timespan or in its instant, so that it begins no episode. */
  readonly isSame: boolean;
}

/** Follows the chains of a group; tells of every member of the last step. */
export function* followSequence(
  members: GroupMembers,
  court: Omit<TemporalContext, 'store'>,
): Generator<FollowedChain> {
  for (const followed of follow(members, court)) if (followed) yield followed;
}

function* follow(
  members: GroupMembers,
  { timespan, occurrence, stretches }: Omit<TemporalContext, 'store'>,
): Generator<FollowedChain | Pause> {
  const isTime = createPace();
  const sequence = sequenceOf(occurrence);
  const last = sequence.steps.at(-1) as number;
  const ahead = sequence.absent[0] as readonly number[];
  const behind = sequence.absent.at(-1) as readonly number[];
  const isLast = ({ rules, doubtful }: GroupMember): boolean =>
    rules.includes(last) || doubtful.includes(last);
  const breaks = createSeeker(members, ({ rules }) => meets(rules, behind));
  const mayBreak = createSeeker(members, ({ doubtful }) => meets(doubtful, behind));
  let states: readonly State[] = [beginning(sequence)];
  let first = 0;
  let alerted = Number.NEGATIVE_INFINITY;
  let mayHaveAlerted = Number.NEGATIVE_INFINITY;
  for (let start = 0, after = 0; start < members.length; start = after) {
    after = instantEnd(members, start);
    if (isTime(after - start)) yield;
    const time = members.timeAt(start);
    const from = time - timespan;
    while (members.timeAt(first) < from) first++;
    const stretch = intervalAt(stretches, time);
    /** What a chain comes to that is completed, or not, with these members yet to come in the instant. */
    const concludeAt = ({ began, doubtAt }: Completed, rest: readonly GroupMember[]): Outcome => {
      const to = began === undefined || behind.length === 0 ? time : began + timespan;
      const end = endOf(members, after, to);
      const reach = began === undefined || ahead.length === 0 ? (began ?? from) : began - timespan;
      const startKnown = stretch.from <= reach;
      const endKnown = to <= stretch.to;
      const broken = breaks(after) < end || rest.some(({ rules }) => meets(rules, behind));
      const mayBe = mayBreak(after) < end || rest.some(({ doubtful }) => meets(doubtful, behind));
      const isSure = startKnown && endKnown && doubtAt < reach && !mayBe;
      const holds = isSure ? truthOf(began !== undefined && !broken) : undecided;
      return { holds, began, to, end, startKnown, endKnown };
    };
    const together = Array.from({ length: after - start }, (_, at) => members.at(start + at));
    const outcomes = new Map<string, Outcome>();
    const ended = new Map<string, State>();
    for (const order of ordersOf(together, sequence.steps.length + 1)) {
      for (const state of states) {
        let now = forget(state, from, timespan);
        for (const [at, member] of order.entries()) {
          const taken = take(now, member, from, sequence);
          now = taken.state;
          if (!isLast(member)) continue;
          const outcome = concludeAt(
            { began: taken.began, doubtAt: now.doubtAt },
            order.slice(at + 1),
          );
          const known = outcomes.get(kindOf(member));
          if (!known || isBetter(outcome, known)) outcomes.set(kindOf(member), outcome);
        }
        if (ended.size < mostStates) ended.set(keyOf(now), now);
      }
    }
    states = [...ended.values()];
    const isKnown = !stretch.isCut || (stretch.from <= from && mayHaveAlerted < from);
    let isSame = alerted >= from;
    for (const [place, member] of together.entries()) {
      const outcome = outcomes.get(kindOf(member));
      if (!outcome) continue;
      const { holds, began, to, end, startKnown, endKnown } = outcome;
      // A chain that was forgotten, or whose begin was, may have alerted already.
      const truth = holds === yes && !isSame && !isKnown ? undecided : holds;
      const window = { from, to, first, end, startKnown, endKnown };
      const at = start + place;
      yield { at, truth, value: undefined, ...window, began, isSame: holds === yes && isSame };
      if (holds === yes) {
        alerted = Math.max(alerted, began as number);
        isSame = true;
      }
      if (holds === undecided) mayHaveAlerted = began ?? time;
    }
  }
}

/** What became of a member of the last step in one order. */
interface Outcome extends Pick<CorrelationMatch, 'to' | 'end' | 'startKnown' | 'endKnown'> {
  readonly holds: Truth;
  readonly began: number | undefined;
}

interface Completed {
  readonly began: number | undefined;
  readonly doubtAt: number;
}

function isBetter(a: Outcome, b: Outcome): boolean {
  const none = Number.NEGATIVE_INFINITY;
  return a.holds === b.holds ? (a.began ?? none) > (b.began ?? none) : a.holds > b.holds;
}

/** Steps that must come in order, and what must not stand before, between and behind them. */
interface Sequence {
  /** Rules by their place in the correlation. */
  readonly steps: readonly number[];
  /** One list more than there are steps. */
  readonly absent: readonly (readonly number[])[];
}

function sequenceOf({ expression, rules }: Occurrence): Sequence {
  const parts = expression.kind === 'and' ? expression.of : [expression];
  const steps: number[] = [];
  const absent: number[][] = [[]];
  for (const part of parts) {
    const named = part.kind === 'not' ? part.of : part;
    if (named.kind !== 'rule') throw new TypeError('a sequence has steps, no branches');
    const place = rules.findIndex(({ name }) => name === named.name);
    if (part.kind === 'not') absent.at(-1)?.push(place);
    else {
      steps.push(place);
      absent.push([]);
    }
  }
  return { steps, absent };
}

/** The first place, from `start` on, whose member is later than `time`. */
function endOf(members: GroupMembers, start: number, time: number): number {
  let [low, high] = [start, members.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (members.timeAt(middle) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finds the first member from a place on that is wanted; places are asked for in ascending order. */
function createSeeker(
  members: GroupMembers,
  isWanted: (member: GroupMember) => boolean,
): (start: number) => number {
  let at = 0;
  return (start) => {
    at = Math.max(at, start);
    while (at < members.length && !isWanted(members.at(at))) at++;
    return at;
  };
}

function meets(some: readonly number[], others: readonly number[]): boolean {
  return some.some((rule) => others.includes(rule));
}

/** All chains at once: of those that wait for the same step, when the one began that began last. */
interface State {
  readonly starts: readonly (number | undefined)[];
  /** When something was last met that must not stand before the first step, or that is in doubt. */
  readonly aheadAt: number;
  readonly doubtAt: number;
}

/** In so many states, from so many orders of the members of one instant, chains are followed further. */
const mostStates = 64;

function beginning({ steps }: Sequence): State {
  const never = Number.NEGATIVE_INFINITY;
  return { starts: steps.map(() => undefined), aheadAt: never, doubtAt: never };
}

/** The state without what is too long ago to matter, so that states that come to the same are one. */
function forget({ starts, aheadAt, doubtAt }: State, from: number, timespan: number): State {
  const since = (time: number, least: number): number =>
    time < least ? Number.NEGATIVE_INFINITY : time;
  return {
    starts: starts.map((start) => (start === undefined || start < from ? undefined : start)),
    aheadAt: since(aheadAt, from),
    doubtAt: since(doubtAt, from - timespan),
  };
}

function keyOf({ starts, aheadAt, doubtAt }: State): string {
  return [...starts, aheadAt, doubtAt].join();
}

/** The state behind a member, and the begin of a chain that it completes, in milliseconds. */
function take(
  { starts: before, aheadAt, doubtAt }: State,
  { time, rules, doubtful }: GroupMember,
  from: number,
  { steps, absent }: Sequence,
): { readonly state: State; readonly began: number | undefined } {
  const mayBegin = aheadAt < from;
  const begun = steps.map((rule, step) => {
    if (!rules.includes(rule)) return undefined;
    return step > 0 ? before[step - 1] : mayBegin ? time : undefined;
  });
  // A chain of fewer steps never began before one of more, so what is begun replaces what waits.
  const starts = begun.map((start, step) => {
    const isBroken = meets(rules, absent[step + 1] as readonly number[]);
    return start ?? (isBroken ? undefined : before[step]);
  });
  const began = begun.at(-1);
  return {
    state: {
      starts,
      aheadAt: meets(rules, absent[0] as readonly number[]) ? time : aheadAt,
      doubtAt: doubtful.length > 0 ? time : doubtAt,
    },
    began: began !== undefined && began >= from ? began : undefined,
  };
}

/** So many orders of the members of one instant are tried. */
const mostOrders = 720;

/** What a row asks about a member; those of one kind may stand for each other. */
function kindOf({ rules, doubtful }: GroupMember): string {
  return `${rules.join()}|${doubtful.join()}`;
}

/**
 * The orders of members, of which those of one kind are not told apart, and of a kind no more than
 * `most` count: further ones may stand beside them. Of too many orders the first.
 */
function* ordersOf(
  members: readonly GroupMember[],
  most: number,
): Generator<readonly GroupMember[]> {
  if (members.length === 1) return yield members;
  const kinds = new Map<string, number>();
  const few = members.filter((member) => {
    const count = (kinds.get(kindOf(member)) ?? 0) + 1;
    kinds.set(kindOf(member), count);
    return count <= most;
  });
  let left = mostOrders;
  const follow = function* (
    begun: readonly GroupMember[],
    rest: readonly GroupMember[],
  ): Generator<readonly GroupMember[]> {
    if (left === 0) return;
    if (rest.length === 0) {
      left--;
      yield begun;
      return;
    }
    const tried = new Set<string>();
    for (const [at, next] of rest.entries()) {
      if (tried.has(kindOf(next))) continue;
      tried.add(kindOf(next));
      yield* follow([...begun, next], rest.toSpliced(at, 1));
    }
  };
  yield* follow([], few);
}
