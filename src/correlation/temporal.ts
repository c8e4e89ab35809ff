import { and, no, not, or, type Truth, undecided, yes } from '../detection/truth.ts';
import type { Occurrence, RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import type { IntColumn } from '../store/column.ts';
import { createPace, type Pause, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Row } from '../window/event-table.ts';
import { type CoveredInterval, intervalAt } from '../window/log/time-coverage.ts';
import { whetherNew } from './aggregation.ts';
import type { CorrelationMatch, FoundPart } from './correlation-match.ts';
import { type GroupMember, type GroupMembers, instantEnd } from './group-members.ts';

/** What members are evaluated with where rules must and must not have occurred. */
export interface TemporalContext {
  /** Milliseconds. */
  readonly timespan: number;
  readonly occurrence: Occurrence;
  /** The intervals of time that the log covers. */
  readonly covered: readonly CoveredInterval[];
  /** Events of which a match is given whatever the verdict. */
  readonly asked: ReadonlySet<Row>;
  readonly store: Store;
}

/**
 * Evaluates each member of a rule that the expression asks for. A rule it asks for must have occurred in
 * the timespan that ends with the member; one it asks to be absent must be so in the timespan before
 * and after the member. The members of one instant may have come in any order, so any of them may be
 * before the others; one of them is the alert. There are pauses between what it gives.
 */
export function* evaluateTemporal(
  members: GroupMembers,
  context: TemporalContext,
): Generator<CorrelationMatch | Pause> {
  const isTime = createPace();
  const { timespan, occurrence, asked, store } = context;
  const { expression, rules } = occurrence;
  const tracks = new Map<string, Track>();
  for (const [rule, { name }] of rules.entries()) {
    tracks.set(name, yield* trackOf(members, rule, store));
  }
  const names = new Set(askedFor(expression, true));
  const wanted = new Set(rules.flatMap(({ name }, rule) => (names.has(name) ? [rule] : [])));
  const helps = ({ rules, doubtful }: GroupMember): boolean =>
    rules.some((rule) => wanted.has(rule)) || doubtful.some((rule) => wanted.has(rule));
  const isAsked = ({ row }: GroupMember): boolean => asked.has(row);
  const looksAhead = asksAbsence(expression);
  let [first, last] = [0, 0];
  for (let start = 0, after = 0; start < members.length; start = after) {
    after = instantEnd(members, start);
    if (isTime(after - start)) yield;
    const time = members.timeAt(start);
    while (members.timeAt(first) < time - timespan) first++;
    while (last < members.length && members.timeAt(last) <= time + timespan) last++;
    const together = placesFrom(start, after);
    const helping = together.filter((at) => helps(members.at(at)));
    const subjects = asked.size === 0 ? [] : together.filter((at) => isAsked(members.at(at)));
    if (helping.length === 0 && subjects.length === 0) continue;
    const instant = { time, start, after, first, last, looksAhead, helping, subjects };
    yield* evaluateInstant(instant, tracks, context);
  }
}

function placesFrom(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}

/** The members of one instant, `start` up to `after`, and of its timespans, `first` up to `last`. */
interface Instant {
  readonly time: number;
  readonly start: number;
  readonly after: number;
  readonly first: number;
  readonly last: number;
  /** Whether what comes after the instant counts. */
  readonly looksAhead: boolean;
  /** Those with which an episode can begin, and those that somebody asks about. */
  readonly helping: readonly number[];
  readonly subjects: readonly number[];
}

function* evaluateInstant(
  { time, start, after, first, last, looksAhead, helping, subjects }: Instant,
  tracks: ReadonlyMap<string, Track>,
  { timespan, occurrence: { expression }, covered }: TemporalContext,
): Generator<CorrelationMatch> {
  const [from, to] = [time - timespan, time + timespan];
  const interval = intervalAt(covered, time);
  const startKnown = interval.from <= from;
  const endKnown = interval.to >= to;
  const truthWith = (
    end: number,
    without: Span['without'],
    parts?: Map<RuleExpression, FoundPart>,
  ) =>
    evaluate(expression, true, parts, (name, wanted) => {
      const span = { first, end: wanted ? end : last, without };
      return occurs(tracks.get(name) as Track, span, startKnown && (wanted || endKnown));
    });
  const parts = subjects.length > 0 ? new Map<RuleExpression, FoundPart>() : undefined;
  const condition = truthWith(after, nowhere, parts);
  const before = condition === yes ? truthWith(start, [start, after]) : no;
  const truth = before === yes ? no : whetherNew(condition, before, interval);
  const found = {
    ...{ condition, parts, from, first, startKnown },
    ...{ to: looksAhead ? to : time, endKnown: endKnown || !looksAhead },
  };
  const endOf = (at: number): number => (looksAhead ? last : at + 1);
  const decisive = (): readonly number[] => decisiveOf(helping, (at) => truthWith(at + 1, nowhere));
  const alerts = truth === no ? [] : condition === yes ? decisive() : helping;
  for (const at of alerts) yield { at, truth, role: 'first', end: endOf(at), ...found };
  for (const at of subjects) {
    if (alerts.includes(at)) continue;
    const role = before === yes ? 'later' : condition === yes ? 'twin' : 'first';
    const isHelping = helping.includes(at);
    yield { at, truth: no, role: isHelping ? role : 'bystander', end: endOf(at), ...found };
  }
}

const nowhere = [0, 0] as const;

/**
 * Which of the members of one instant an alert is: the first with which the condition holds if they came
 * in the order of the list, else the last.
 */
function decisiveOf(
  places: readonly number[],
  truthUpTo: (at: number) => Truth,
): readonly number[] {
  return [places.find((at) => truthUpTo(at) === yes) ?? places.at(-1) ?? []].flat();
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

function occurs({ sure, doubtful }: Track, span: Span, isCovered: boolean): FoundPart {
  const alerts = countIn(sure, span);
  if (alerts > 0) return { truth: yes, alerts };
  return { truth: isCovered && countIn(doubtful, span) === 0 ? no : undecided, alerts };
}

function countIn(sums: Pick<IntColumn, 'get'>, { first, end, without }: Span): number {
  const between = (a: number, b: number): number => sums.get(b) - sums.get(a);
  const [from, to] = [Math.max(first, without[0]), Math.min(end, without[1])];
  return between(first, end) - (from < to ? between(from, to) : 0);
}

/** Kleene's logic over rules; `wanted` is whether an even number of `not` stands before. */
function evaluate(
  part: RuleExpression,
  wanted: boolean,
  parts: Map<RuleExpression, FoundPart> | undefined,
  find: (name: string, wanted: boolean) => FoundPart,
): Truth {
  const isWanted = part.kind === 'not' ? !wanted : wanted;
  const truthOf = (inner: RuleExpression): Truth => evaluate(inner, isWanted, parts, find);
  const found =
    part.kind === 'rule' ? find(part.name, wanted) : { truth: combine(part, truthOf), alerts: 0 };
  parts?.set(part, found);
  return found.truth;
}

function combine(
  part: Exclude<RuleExpression, { kind: 'rule' }>,
  truthOf: (inner: RuleExpression) => Truth,
): Truth {
  if (part.kind === 'not') return not(truthOf(part.of));
  return part.of.map(truthOf).reduce(part.kind === 'and' ? and : or);
}

/** The rules whose occurrence helps an expression, or whose absence does. */
function* askedFor(expression: RuleExpression, wanted: boolean): Generator<string> {
  if (expression.kind === 'rule') {
    if (wanted) yield expression.name;
  } else if (expression.kind === 'not') yield* askedFor(expression.of, !wanted);
  else for (const part of expression.of) yield* askedFor(part, wanted);
}

/** Whether an expression asks for any rule's absence. */
export function asksAbsence(expression: RuleExpression): boolean {
  return [...askedFor(expression, false)].length > 0;
}
