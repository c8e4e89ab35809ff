import { type Stretch, stretchAt } from '../context/coverage.ts';
import { and, no, not, or, type Truth, undecided, yes } from '../detection/truth.ts';
import type { Occurrence, RuleExpression } from '../rule/occurrence.ts';
import type { Judgement } from './judgement.ts';
import type { Member } from './member.ts';

/** What members are judged by where rules must and must not have occurred. */
export interface Court {
  readonly timespan: number;
  readonly occurrence: Occurrence;
  readonly stretches: readonly Stretch[];
}

/**
 * Judges each member of a rule that the expression asks for. A rule it asks for must have occurred in
 * the timespan that ends with the member; one it asks to be absent must be so in the timespan before
 * and after the member.
 */
export function* judgeOccurrence(
  members: readonly Member[],
  { timespan, occurrence, stretches }: Court,
): Generator<Judgement> {
  const { expression } = occurrence;
  const places = new Map(occurrence.rules.map(({ name }, place) => [name, place]));
  const tracks = occurrence.rules.map((_, rule) => trackOf(members, rule));
  const asked = new Set([...askedFor(expression, true)].map((name) => places.get(name)));
  const isAsked = ({ rules, doubtful }: Member): boolean =>
    rules.some((rule) => asked.has(rule)) || doubtful.some((rule) => asked.has(rule));
  let [first, last] = [0, 0];
  for (const [at, member] of members.entries()) {
    const [from, to] = [member.time - timespan, member.time + timespan];
    while ((members[first] as Member).time < from) first++;
    while (last < members.length && (members[last] as Member).time <= to) last++;
    if (!isAsked(member)) continue;
    const stretch = stretchAt(stretches, member.time);
    const startKnown = stretch.from <= from;
    const endKnown = stretch.to >= to;
    const truthWith = (end: number, without: number): Truth =>
      evaluate(expression, true, (name, wanted) => {
        const track = tracks[places.get(name) as number] as Track;
        const isSure = startKnown && (wanted || endKnown);
        return occurs(track, { first, end: wanted ? end : last, without }, isSure);
      });
    const truth = truthWith(at + 1, -1);
    if (truth === no || (truth === yes && truthWith(at, at) === yes)) continue;
    const end = asksAbsence(expression) ? last : at + 1;
    const window = { from, to: end === last ? to : member.time, first, end };
    yield { at, truth, value: undefined, ...window, startKnown, endKnown };
  }
}

/** How many members up to a place alert a rule, surely or perhaps. */
interface Track {
  readonly sure: Int32Array;
  readonly doubtful: Int32Array;
}

function trackOf(members: readonly Member[], rule: number): Track {
  const sure = new Int32Array(members.length + 1);
  const doubtful = new Int32Array(members.length + 1);
  for (const [at, member] of members.entries()) {
    sure[at + 1] = (sure[at] as number) + Number(member.rules.includes(rule));
    doubtful[at + 1] = (doubtful[at] as number) + Number(member.doubtful.includes(rule));
  }
  return { sure, doubtful };
}

interface Span {
  readonly first: number;
  readonly end: number;
  /** A member that does not count. */
  readonly without: number;
}

function occurs({ sure, doubtful }: Track, span: Span, isSure: boolean): Truth {
  if (countIn(sure, span) > 0) return yes;
  return isSure && countIn(doubtful, span) === 0 ? no : undecided;
}

function countIn(sums: Int32Array, { first, end, without }: Span): number {
  const between = (a: number, b: number): number => (sums[b] as number) - (sums[a] as number);
  const own = without >= first && without < end ? between(without, without + 1) : 0;
  return between(first, end) - own;
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
