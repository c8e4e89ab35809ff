import { whetherNew } from '../correlation/aggregation.ts';
import { type GroupMember, listOf } from '../correlation/grouping.ts';
import { askedFor, asksAbsence, decisiveOf } from '../correlation/temporal.ts';
import { followSequence } from '../correlation/temporal-ordered.ts';
import { and, no, not, or, undecided, yes } from '../detection/truth.ts';
import type { Occurrence, RuleExpression } from '../rule/correlation/rule-occurrence.ts';
import { intervalAt } from '../window/log/time-coverage.ts';
import { begins, type GroupContext, type GroupVerdict, goesOn, reasonFor } from './episode-text.ts';
import { type TraceNode, traceNode, truthIn, verdictNames } from './explanation.ts';

/** Judges a member by which rules must and must not have occurred around it. */
export function walkOccurrence(
  members: readonly GroupMember[],
  at: number,
  occurrence: Occurrence,
  { correlation, past }: GroupContext,
): GroupVerdict {
  const { expression } = occurrence;
  const { time } = members[at] as GroupMember;
  const [from, until] = [time - correlation.timespan, time + correlation.timespan];
  const stretch = intervalAt(past.stretches, time);
  const [startKnown, endKnown] = [stretch.from <= from, stretch.to >= until];
  const around = members.filter((member) => member.time >= from && member.time <= until);
  const isNow = (member: GroupMember): boolean => member.time === time;
  const spanWith =
    (some: readonly GroupMember[], end: number) =>
    (wanted: boolean): Span => {
      const own = wanted ? some.filter((member) => members.indexOf(member) < end) : some;
      return {
        members: wanted ? own.filter((member) => member.time <= time) : own,
        isSure: startKnown && (wanted || endKnown),
      };
    };
  const walk = (given: ReturnType<typeof spanWith>): TraceNode =>
    walkRules(expression, true, given, occurrence);
  const condition = walk(spanWith(around, members.length));
  const holds = truthIn(condition);
  // Without what came in its instant, of which nobody knows the order.
  const others = around.filter((member) => !isNow(member));
  const without = truthIn(walk(spanWith(others, members.length)));
  const places = [...askedFor(expression, true)].map((name) =>
    occurrence.rules.findIndex((rule) => rule.name === name),
  );
  const asks = ({ rules, doubtful }: GroupMember): boolean =>
    places.some((place) => rules.includes(place) || doubtful.includes(place));
  const isAsked = asks(members[at] as GroupMember);
  const together = members.flatMap((member, place) => (isNow(member) && asks(member) ? place : []));
  const decisive = decisiveOf(together, (place) => truthIn(walk(spanWith(around, place + 1))));
  const isAnother = holds === yes && isAsked && decisive !== at;
  const isSame = holds === yes && without === yes;
  const truth = isAnother ? no : whetherNew(holds, without, stretch);
  return {
    truth: isAsked && !isSame ? truth : no,
    condition,
    episode: isAsked
      ? isSame
        ? goesOn
        : isAnother
          ? 'an event of the same millisecond begins the episode'
          : reasonFor(truth, begins)
      : 'it alerts none of the rules that must occur, so no episode begins with it',
    from,
    to: asksAbsence(expression) ? until : time,
    startKnown,
    endKnown: endKnown || !asksAbsence(expression),
  };
}

/** A row of steps is followed as the engine does it; what is told beside is which of them occurred. */
export function walkRow(
  members: readonly GroupMember[],
  at: number,
  occurrence: Occurrence,
  { correlation: { timespan }, past }: GroupContext,
): GroupVerdict {
  const { time } = members[at] as GroupMember;
  const court = { timespan, occurrence, stretches: past.stretches };
  const followed = [...followSequence(listOf(members), court)].find((one) => one.at === at);
  const from = time - timespan;
  const { to, startKnown, endKnown } = followed ?? { to: time, startKnown: true, endKnown: true };
  const truth = followed?.truth ?? no;
  const within = members.filter((member) => member.time >= from && member.time <= to);
  const steps = occurrence.expression.kind === 'and' ? occurrence.expression.of : [];
  const span = (): Span => ({ members: within, isSure: startKnown && endKnown });
  const told = (steps.length > 0 ? steps : [occurrence.expression]).map((step) =>
    walkRules(step, true, span, occurrence),
  );
  const isSame = truth === yes && followed?.isSame === true;
  return {
    truth: isSame ? no : truth,
    condition: {
      ...traceNode('row', 'in this order', verdictNames[truth], told),
      found:
        followed?.began === undefined ? [] : [`begun ${new Date(followed.began).toISOString()}`],
    },
    episode: followed
      ? isSame
        ? 'an alert of the same group lies in its timespan, so an episode had begun before it'
        : reasonFor(truth, 'it completes the row')
      : 'it does not alert the last step, so no episode begins with it',
    from,
    to,
    startKnown,
    endKnown,
  };
}

interface Span {
  readonly members: readonly GroupMember[];
  /** Whether the log shows all of it. */
  readonly isSure: boolean;
}

/** Which rules occurred; `wanted` is whether an even number of `not` stands before. */
function walkRules(
  expression: RuleExpression,
  wanted: boolean,
  span: (wanted: boolean) => Span,
  occurrence: Occurrence,
): TraceNode {
  switch (expression.kind) {
    case 'rule': {
      const { members, isSure } = span(wanted);
      const place = occurrence.rules.findIndex(({ name }) => name === expression.name);
      return rulePart(expression.name, place, members, isSure);
    }
    case 'not': {
      const inner = walkRules(expression.of, !wanted, span, occurrence);
      return traceNode('not', '', verdictNames[not(truthIn(inner))], [inner]);
    }
    case 'and':
    case 'or': {
      const parts = expression.of.map((part) => walkRules(part, wanted, span, occurrence));
      const truths = parts.map(truthIn);
      const truth = expression.kind === 'and' ? truths.reduce(and, yes) : truths.reduce(or, no);
      return traceNode(expression.kind, '', verdictNames[truth], parts);
    }
  }
}

function rulePart(
  name: string,
  place: number,
  members: readonly GroupMember[],
  isSure: boolean,
): TraceNode {
  const sure = members.filter(({ rules }) => rules.includes(place)).length;
  const doubtful = members.some((member) => member.doubtful.includes(place));
  const truth = sure > 0 ? yes : isSure && !doubtful ? no : undecided;
  return {
    ...traceNode('rule', name, verdictNames[truth]),
    found: [`${sure} ${sure === 1 ? 'alert' : 'alerts'}`],
    could: truth === undecided ? `${sure} or more` : null,
  };
}
