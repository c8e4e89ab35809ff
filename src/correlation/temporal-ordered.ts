import { no, not, truthOf, undecided, yes } from '../detection/truth.ts';
import type { Occurrence, RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import { createPace, type Pause } from '../store/pausable-work.ts';
import { type CoveredInterval, intervalAt } from '../window/log/time-coverage.ts';
import type { CorrelationMatch, EpisodeRole, FoundPart, FoundParts } from './correlation-match.ts';
import { type GroupMember, type GroupMembers, instantEnd } from './group-members.ts';
import type { TemporalContext } from './temporal.ts';

/**
 * Evaluates each member of the last step of a row such as `ra and not rb and rc`: there must be a chain
 * of the steps, in order and each by an event of its own, in the timespan that ends with the member.
 * What must be absent between two steps must not stand between their events; before the first step,
 * not in the timespan before its event; after the last one, not until the timespan since the first
 * step is over. Of several chains the one that began last counts. The members of one instant may have
 * come in any order: it suffices if the row was completed in one of them. There are pauses between what
 * it gives.
 */
export function* evaluateTemporalOrdered(
  members: GroupMembers,
  { timespan, occurrence, covered, asked }: TemporalContext,
): Generator<CorrelationMatch | Pause> {
  const isTime = createPace();
  const sequence = sequenceOf(occurrence);
  const outcomeOf = createOutcomes(members, sequence, timespan);
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
    const interval = intervalAt(covered, time);
    const together = Array.from({ length: after - start }, (_, at) => members.at(start + at));
    const instant = { time, from, after, interval, together };
    const followed = followInstant(states, instant, sequence, outcomeOf);
    states = followed.states;
    // A chain that was forgotten, or whose begin was, may have alerted already.
    const isKnown = !interval.isCut || (interval.from <= from && mayHaveAlerted < from);
    let completes: EpisodeRole = alerted >= from ? 'later' : 'first';
    for (const [place, member] of together.entries()) {
      const own = followed.outcomes.get(kindOf(member));
      const isAsked = asked.has(member.row);
      if (!own && !isAsked) continue;
      const outcome = own ?? nothingCompleted(instant);
      const { condition, began } = outcome;
      const role = !own ? 'bystander' : condition === yes ? completes : 'first';
      const isOpen = condition === undecided || (condition === yes && !isKnown);
      const truth = role !== 'first' ? no : isOpen ? undecided : condition;
      if (truth !== no || isAsked) {
        const parts = isAsked ? partsOf(sequence, outcome, members, first) : undefined;
        yield { at: start + place, truth, role, parts, from, first, ...outcome };
      }
      if (condition === yes) {
        alerted = Math.max(alerted, began as number);
        if (completes === 'first') completes = 'twin';
      }
      if (condition === undecided) mayHaveAlerted = began ?? time;
    }
  }
}

/** The members of one instant. */
interface Instant {
  /** Milliseconds; `from` is a timespan before. */
  readonly time: number;
  readonly from: number;
  /** The first place behind it. */
  readonly after: number;
  readonly interval: CoveredInterval;
  readonly together: readonly GroupMember[];
}

/** What became of a member of the last step in one order. */
type Outcome = Pick<
  CorrelationMatch,
  'condition' | 'began' | 'to' | 'end' | 'startKnown' | 'endKnown'
>;

/** What became of a member that is none of the last step. */
function nothingCompleted({ time, after }: Instant): Outcome {
  return {
    ...{ condition: no, began: undefined, to: time, end: after },
    ...{ startKnown: true, endKnown: true },
  };
}

/** What a chain comes to that is completed, or not, with these members yet to come in the instant. */
type OutcomeOf = (
  completed: { readonly began: number | undefined; readonly doubtAt: number },
  rest: readonly GroupMember[],
  instant: Instant,
) => Outcome;

/** What chains of a group come to; instants are asked about in order. */
function createOutcomes(members: GroupMembers, { absent }: Sequence, timespan: number): OutcomeOf {
  const [ahead, behind] = [absent[0], absent.at(-1)] as [readonly number[], readonly number[]];
  const breaks = createSeeker(members, ({ rules }) => meets(rules, behind));
  const mayBreak = createSeeker(members, ({ doubtful }) => meets(doubtful, behind));
  return ({ began, doubtAt }, rest, { time, from, after, interval }) => {
    const to = began === undefined || behind.length === 0 ? time : began + timespan;
    const end = endOf(members, after, to);
    const reach = began === undefined || ahead.length === 0 ? (began ?? from) : began - timespan;
    const reachKnown = interval.from <= reach;
    const endKnown = to <= interval.to;
    const broken = breaks(after) < end || rest.some(({ rules }) => meets(rules, behind));
    const mayBe = mayBreak(after) < end || rest.some(({ doubtful }) => meets(doubtful, behind));
    const isSure = reachKnown && endKnown && doubtAt < reach && !mayBe;
    const condition = isSure ? truthOf(began !== undefined && !broken) : undecided;
    // Where the chain is open, this is why; else it says whether the log shows all of the window.
    const startKnown = reachKnown && (!isSure || interval.from <= from);
    return { condition, began, to, end, startKnown, endKnown };
  };
}

/** Follows the chains through an instant: what became of members of the last step, by their kind. */
function followInstant(
  states: readonly State[],
  instant: Instant,
  sequence: Sequence,
  outcomeOf: OutcomeOf,
): { readonly states: readonly State[]; readonly outcomes: ReadonlyMap<string, Outcome> } {
  const { time, from, together } = instant;
  const last = sequence.steps.at(-1) as number;
  const outcomes = new Map<string, Outcome>();
  const ended = new Map<string, State>();
  for (const order of ordersOf(together, sequence.steps.length + 1)) {
    for (const state of states) {
      let now = forget(state, from, time - from);
      for (const [at, member] of order.entries()) {
        const taken = take(now, member, from, sequence);
        now = taken.state;
        if (!member.rules.includes(last) && !member.doubtful.includes(last)) continue;
        const completed = { began: taken.began, doubtAt: now.doubtAt };
        const outcome = outcomeOf(completed, order.slice(at + 1), instant);
        const known = outcomes.get(kindOf(member));
        if (!known || isBetter(outcome, known)) outcomes.set(kindOf(member), outcome);
      }
      if (ended.size < mostStates) ended.set(keyOf(now), now);
    }
  }
  return { states: [...ended.values()], outcomes };
}

function isBetter(a: Outcome, b: Outcome): boolean {
  const none = Number.NEGATIVE_INFINITY;
  return a.condition === b.condition
    ? (a.began ?? none) > (b.began ?? none)
    : a.condition > b.condition;
}

/**
 * What was found of each part of a row. If it holds, each is as it must be where it must be; else it is
 * said which rules occurred at all, from the place `first` up to the outcome's end.
 */
function partsOf(
  { parts }: Sequence,
  { condition, end, startKnown, endKnown }: Outcome,
  members: GroupMembers,
  first: number,
): FoundParts {
  const found = new Map<RuleExpression, FoundPart>();
  for (const { part, named, rule } of parts) {
    let [alerts, doubts] = [0, startKnown && endKnown ? 0 : 1];
    for (let at = first; at < end && (part === named || condition !== yes); at++) {
      const member = members.at(at);
      if (member.rules.includes(rule)) alerts++;
      if (member.doubtful.includes(rule)) doubts++;
    }
    const truth = alerts > 0 ? yes : doubts > 0 && condition !== yes ? undecided : no;
    found.set(named, { truth, alerts });
    if (part !== named) found.set(part, { truth: not(truth), alerts: 0 });
  }
  return found;
}

/** Steps that must come in order, and what must not stand before, between and behind them. */
interface Sequence {
  /** Rules by their place in the correlation. */
  readonly steps: readonly number[];
  /** One list more than there are steps. */
  readonly absent: readonly (readonly number[])[];
  /** The row as it is written: a rule, by name and place, or that it must not have occurred. */
  readonly parts: readonly {
    readonly part: RuleExpression;
    readonly named: RuleExpression;
    readonly rule: number;
  }[];
}

function sequenceOf({ expression, rules }: Occurrence): Sequence {
  const steps: number[] = [];
  const absent: number[][] = [[]];
  const parts = (expression.kind === 'and' ? expression.of : [expression]).map((part) => {
    const named = part.kind === 'not' ? part.of : part;
    if (named.kind !== 'rule') throw new TypeError('a sequence has steps, no branches');
    const rule = rules.findIndex(({ name }) => name === named.name);
    if (part.kind === 'not') absent.at(-1)?.push(rule);
    else {
      steps.push(rule);
      absent.push([]);
    }
    return { part, named, rule };
  });
  return { steps, absent, parts };
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
 * The orders of members, of which those of one kind count as the same, and of a kind no more than
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
