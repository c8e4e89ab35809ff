import { stretchAt } from '../context/coverage.ts';
import { createPace, type Pause } from '../context/work.ts';
import { no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import type { Occurrence } from '../rule/occurrence.ts';
import type { Judgement } from './judgement.ts';
import type { Member, MemberList } from './member.ts';
import type { Court } from './occurrence.ts';

/**
 * Judges each member of the last step of a row such as `ra and not rb and rc`: there must be a chain
 * of the steps, in order and each by an event of its own, in the timespan that ends with the member.
 * What must be absent between two steps must not stand between their events; before the first step,
 * not in the timespan before its event; after the last one, not until the timespan since the first
 * step is over. Of several chains the one that began last counts. There are pauses between what it tells.
 */
export function* judgeSequence(members: MemberList, court: Court): Generator<Judgement | Pause> {
  for (const followed of follow(members, court)) {
    if (!followed) yield;
    else if (followed.truth !== no && !followed.isSame) {
      const { isSame, began, ...judgement } = followed;
      yield judgement;
    }
  }
}

/** What became of a member of the last step. */
export interface Followed extends Judgement {
  /** When the chain that it completes began, in milliseconds; undefined if it completes none. */
  readonly began: number | undefined;
  /** Whether an earlier alert lies in its timespan, so that it begins no episode. */
  readonly isSame: boolean;
}

/** Follows the chains of a group; tells of every member of the last step. */
export function* followSequence(
  members: MemberList,
  court: Omit<Court, 'pages'>,
): Generator<Followed> {
  for (const followed of follow(members, court)) if (followed) yield followed;
}

function* follow(
  members: MemberList,
  { timespan, occurrence, stretches }: Omit<Court, 'pages'>,
): Generator<Followed | Pause> {
  const isTime = createPace();
  const sequence = sequenceOf(occurrence);
  const last = sequence.steps.at(-1) as number;
  const ahead = sequence.absent[0] as readonly number[];
  const behind = sequence.absent.at(-1) as readonly number[];
  const chains = createChains(sequence);
  let first = 0;
  let alerted = Number.NEGATIVE_INFINITY;
  let mayHaveAlerted = Number.NEGATIVE_INFINITY;
  let [aheadAt, doubtAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const breaks = createSeeker(members, ({ rules }) => meets(rules, behind));
  const mayBreak = createSeeker(members, ({ doubtful }) => meets(doubtful, behind));
  for (let at = 0; at < members.length; at++) {
    if (isTime(1)) yield;
    const member = members.at(at);
    const from = member.time - timespan;
    while (members.timeAt(first) < from) first++;
    const start = chains.take(member, aheadAt < from);
    if (meets(member.rules, ahead)) aheadAt = member.time;
    if (member.doubtful.length > 0) doubtAt = member.time;
    if (!member.rules.includes(last) && !member.doubtful.includes(last)) continue;
    const began = start !== undefined && start >= from ? start : undefined;
    const to = began === undefined || behind.length === 0 ? member.time : began + timespan;
    const end = endOf(members, at + 1, to);
    const stretch = stretchAt(stretches, member.time);
    const reach = began === undefined || ahead.length === 0 ? (began ?? from) : began - timespan;
    const startKnown = stretch.from <= reach;
    const endKnown = to <= stretch.to;
    const broken = breaks(at + 1) < end;
    const isSure = startKnown && endKnown && doubtAt < reach && mayBreak(at + 1) >= end;
    const holds: Truth = isSure ? truthOf(began !== undefined && !broken) : undecided;
    // A chain that was forgotten, or whose begin was, may have alerted already.
    const isKnown = !stretch.isCut || (stretch.from <= from && mayHaveAlerted < from);
    const isSame = holds === yes && alerted >= from;
    const truth = holds === yes && !isSame && !isKnown ? undecided : holds;
    if (holds === yes) alerted = began as number;
    if (holds === undecided) mayHaveAlerted = began ?? member.time;
    const window = { from, to, first, end, startKnown, endKnown };
    yield { at, truth, value: undefined, ...window, began, isSame };
  }
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
function endOf(members: MemberList, start: number, time: number): number {
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
  members: MemberList,
  isWanted: (member: Member) => boolean,
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

/** Follows all chains at once: of those that wait for the same step, the one that began last. */
function createChains({ steps, absent }: Sequence) {
  let starts: readonly (number | undefined)[] = steps.map(() => undefined);
  return {
    /** The begin of a chain that the member completes, in milliseconds. */
    take({ time, rules }: Member, mayBegin: boolean): number | undefined {
      const before = starts;
      const begun = steps.map((rule, step) => {
        if (!rules.includes(rule)) return undefined;
        return step > 0 ? before[step - 1] : mayBegin ? time : undefined;
      });
      // A chain of fewer steps never began before one of more, so what is begun replaces what waits.
      starts = begun.map((start, step) => {
        const isBroken = meets(rules, absent[step + 1] as readonly number[]);
        return start ?? (isBroken ? undefined : before[step]);
      });
      return begun.at(-1);
    },
  };
}
