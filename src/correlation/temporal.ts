import { and, no, not, or, type Truth, undecided, yes } from '../detection/truth.ts';
import type { Occurrence, RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import type { IntColumn } from '../store/column.ts';
import { createPace, type Pause, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { type CoveredInterval, intervalAt } from '../window/log/time-coverage.ts';
import { type CorrelationMatch, whetherNew } from './aggregation.ts';
import type { GroupMember, GroupMembers } from './grouping.ts';
import { instantEnd } from './instant-order.ts';

/** What members are judged by where rules must and must not have occurred. */
export interface TemporalContext {
  readonly timespan: number;
  readonly occurrence: Occurrence;
  readonly stretches: readonly CoveredInterval[];
  readonly store: Store;
}

/**
 * Judges each member of a rule that the expression asks for. A rule it asks for must have occurred in
 * the timespan that ends with the member; one it asks to be absent must be so in the timespan before
 * and after the member. The members of one instant may have come in any order, so any of them may be
 * before the others; one of them is the alert. There are pauses between what it tells.
 */
export function* evaluateTemporal(
  members: GroupMembers,
  { timespan, occurrence, stretches, store }: TemporalContext,
): Generator<CorrelationMatch | Pause> {
  const isTime = createPace();
  const { expression } = occurrence;
  const places = new Map(occurrence.rules.map(({ name }, place) => [name, place]));
  const tracks: Track[] = [];
  for (const rule of occurrence.rules.keys()) tracks.push(yield* trackOf(members, rule, store));
  const asked = new Set([...askedFor(expression, true)].map((name) => places.get(name)));
  const isAsked = ({ rules, doubtful }: GroupMember): boolean =>
    rules.some((rule) => asked.has(rule)) || doubtful.some((rule) => asked.has(rule));
  let [first, last] = [0, 0];
  for (let start = 0, after = 0; start < members.length; start = after) {
    after = instantEnd(members, start);
    if (isTime(after - start)) yield;
    const time = members.timeAt(start);
    const [from, to] = [time - timespan, time + timespan];
    while (members.timeAt(first) < from) first++;
    while (last < members.length && members.timeAt(last) <= to) last++;
    const own = placesFrom(start, after).filter((at) => isAsked(members.at(at)));
    if (own.length === 0) continue;
    const stretch = intervalAt(stretches, time);
    const startKnown = stretch.from <= from;
    const endKnown = stretch.to >= to;
    const truthWith = (end: number, without: Span['without']): Truth =>
      evaluate(expression, true, (name, wanted) => {
        const track = tracks[places.get(name) as number] as Track;
        const isSure = startKnown && (wanted || endKnown);
        return occurs(track, { first, end: wanted ? end : last, without }, isSure);
      });
    const holds = truthWith(after, nowhere);
    const before = holds === yes ? truthWith(start, [start, after]) : no;
    const truth = whetherNew(holds, before, stretch);
    if (truth === no || (truth === yes && before === yes)) continue;
    const decisive = decisiveOf(own, (at) => truthWith(at + 1, nowhere));
    for (const at of holds === yes ? [decisive] : own) {
      const end = asksAbsence(expression) ? last : at + 1;
      const window = { from, to: end === last ? to : time, first, end };
      yield { at, truth, value: undefined, ...window, startKnown, endKnown };
    }
  }
}

const nowhere = [0, 0] as const;

function placesFrom(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}

/**
 * Which of the members of one instant an alert is: the first with which the condition holds if they came
 * in the order of the list, else the last.
 */
export function decisiveOf(places: readonly number[], truthUpTo: (at: number) => Truth): number {
  return places.find((at) => truthUpTo(at) === yes) ?? (places.at(-1) as number);
}

/** How many members up to a place alert a rule, surely or perhaps. */
interface Track {
  readonly sure: Pick<IntColumn, 'get'>;
  readonly doubtful: Pick<IntColumn, 'get'>;
}

function* trackOf(members: GroupMembers, rule: number, store: Store): Work<Track> {
  const isTime = createPace();
  const sure = store.words(members.length + 1);
  const doubtful = store.words(members.length + 1);
  for (let at = 0; at < members.length; at++) {
    if (isTime(1)) yield;
    const member = members.at(at);
    sure.set(at + 1, sure.get(at) + Number(member.rules.includes(rule)));
    doubtful.set(at + 1, doubtful.get(at) + Number(member.doubtful.includes(rule)));
  }
  return { sure, doubtful };
}

interface Span {
  readonly first: number;
  readonly end: number;
  /** Members that do not count: from one place up to another. */
  readonly without: readonly [start: number, end: number];
}

function occurs({ sure, doubtful }: Track, span: Span, isSure: boolean): Truth {
  if (countIn(sure, span) > 0) return yes;
  return isSure && countIn(doubtful, span) === 0 ? no : undecided;
}

function countIn(sums: Pick<IntColumn, 'get'>, { first, end, without }: Span): number {
  const between = (a: number, b: number): number => sums.get(b) - sums.get(a);
  const [from, to] = [Math.max(first, without[0]), Math.min(end, without[1])];
  return between(first, end) - (from < to ? between(from, to) : 0);
}

/** Kleene's logic over rules; `wanted` is whether an odd or even number of `not` stands before. */
function evaluate(
  expression: RuleExpression,
  wanted: boolean,
  truthOf: (name: string, wanted: boolean) => Truth,
): Truth {
  switch (expression.kind) {
    case 'rule':
      return truthOf(expression.name, wanted);
    case 'not':
      return not(evaluate(expression.of, !wanted, truthOf));
    case 'and':
      return expression.of.map((part) => evaluate(part, wanted, truthOf)).reduce(and);
    case 'or':
      return expression.of.map((part) => evaluate(part, wanted, truthOf)).reduce(or);
  }
}

/** The rules whose occurrence helps an expression, or whose absence does. */
export function* askedFor(expression: RuleExpression, wanted: boolean): Generator<string> {
  if (expression.kind === 'rule') {
    if (wanted) yield expression.name;
  } else if (expression.kind === 'not') yield* askedFor(expression.of, !wanted);
  else for (const part of expression.of) yield* askedFor(part, wanted);
}

/** Whether an expression asks for any rule's absence. */
export function asksAbsence(expression: RuleExpression): boolean {
  return [...askedFor(expression, false)].length > 0;
}
