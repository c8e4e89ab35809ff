import {
  type AggregateFactory,
  type CorrelationAggregate,
  createAggregateFactory,
} from '../correlation/aggregate.ts';
import { compareNumber, judgeNumbers, whetherNew } from '../correlation/aggregation.ts';
import { type GroupMember, listOf } from '../correlation/grouping.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import { isFloor } from '../rule/correlation/bounds.ts';
import {
  type Bounded,
  type Correlation,
  correlationTypes,
} from '../rule/correlation/correlation.ts';
import { intervalAt } from '../window/log/time-coverage.ts';
import { numberAsked } from './correlation-text.ts';
import { begins, type GroupContext, type GroupVerdict, goesOn, reasonFor } from './episode-text.ts';
import { type TraceNode, traceNode, verdictNames } from './explanation.ts';
import { numberText } from './fact-text.ts';
import { walkOccurrence, walkRow } from './walk-occurrence.ts';

/**
 * Judges one member of a group by itself: gathers its window or bucket anew, and computes what is asked
 * for with the member and without it.
 */
export function walkGroup(
  members: readonly GroupMember[],
  at: number,
  setting: GroupContext,
): GroupVerdict {
  const { condition, type } = setting.correlation;
  if (condition.kind === 'occurrence') {
    return type === 'temporal_ordered'
      ? walkRow(members, at, condition, setting)
      : walkOccurrence(members, at, condition, setting);
  }
  return isFloor(condition.bounds)
    ? walkWindow(members, at, condition, setting)
    : walkBucket(members, at, condition, setting);
}

function walkWindow(
  members: readonly GroupMember[],
  at: number,
  condition: Bounded,
  setting: GroupContext,
): GroupVerdict {
  const { correlation, past } = setting;
  const { time: to } = members[at] as GroupMember;
  const from = to - correlation.timespan;
  const own = members.slice(0, at + 1).filter(({ time }) => time >= from);
  const stretch = intervalAt(past.stretches, to);
  const startKnown = stretch.from <= from;
  const isSure = startKnown && own.every(({ doubtful }) => doubtful.length === 0);
  const measuring = createAggregateFactory(correlation, condition, past.memory, past.store);
  const ground = { bounds: condition.bounds, rises: correlationTypes[correlation.type].counts };
  const value = measure(own, measuring);
  const holds = compareNumber(value, isSure, ground);
  const before = compareNumber(measure(own.slice(0, -1), measuring), isSure, ground);
  const isSame = holds === yes && before === yes;
  const truth = whetherNew(holds, before, stretch);
  return {
    truth: isSame ? no : truth,
    condition: numberPart(correlation, condition, { value, isSure, truth: holds }),
    episode: isSame ? goesOn : reasonFor(truth, begins),
    from,
    to,
    startKnown,
    endKnown: true,
  };
}

function walkBucket(
  members: readonly GroupMember[],
  at: number,
  condition: Bounded,
  setting: GroupContext,
): GroupVerdict {
  const { correlation, past } = setting;
  const { timespan } = correlation;
  let [first, lastDoubt, inStep] = [0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (;;) {
    const { time } = members[first] as GroupMember;
    const { from: known, isCut } = intervalAt(past.stretches, time);
    const isAlone = (members[first - 1]?.time ?? Number.NEGATIVE_INFINITY) < time - timespan;
    if (known <= time - timespan && (!isCut || isAlone)) inStep = Math.min(inStep, time);
    const next = members.findIndex((member) => member.time > time + timespan);
    if (next < 0 || next > at) break;
    const doubt = members.slice(first, next).findLast(({ doubtful }) => doubtful.length > 0);
    lastDoubt = doubt?.time ?? lastDoubt;
    first = next;
  }
  const opening = members[first] as GroupMember;
  const [from, to] = [opening.time, opening.time + timespan];
  const own = members.slice(first).filter(({ time }) => time <= to);
  const stretch = intervalAt(past.stretches, from);
  const startKnown = stretch.from <= from - timespan;
  const endKnown = stretch.to >= to;
  const isBucket =
    startKnown && inStep <= from && lastDoubt < from - timespan && opening.rules.length > 0;
  const isSure = endKnown && own.every(({ doubtful }) => doubtful.length === 0);
  const measuring = createAggregateFactory(correlation, condition, past.memory, past.store);
  const ground = { bounds: condition.bounds, rises: correlationTypes[correlation.type].counts };
  const { value, truth: asked } = judgeNumbers(enter(own, measuring), isSure, ground);
  const truth = isBucket ? asked : undecided;
  const { uuid } = past.memory;
  return {
    truth: first === at ? truth : no,
    condition: numberPart(correlation, condition, { value, isSure: isSure && isBucket, truth }),
    episode:
      first === at
        ? reasonFor(truth, 'its bucket begins with it')
        : `its bucket begins with ${uuid(opening.row)}, and an alert would be that event`,
    from,
    to,
    startKnown,
    endKnown,
  };
}

/** The number that a correlation computes of members. */
function measure(members: readonly GroupMember[], measuring: AggregateFactory): number | undefined {
  return enter(members, measuring).read();
}

function enter(members: readonly GroupMember[], measuring: AggregateFactory): CorrelationAggregate {
  const begun = measuring(listOf(members));
  for (const [at, member] of members.entries()) {
    if (member.rules.length > 0) begun.enter(member, at);
  }
  return begun;
}

interface Measured {
  readonly value: number | undefined;
  readonly isSure: boolean;
  readonly truth: Truth;
}

function numberPart(
  { type, rules }: Correlation,
  condition: Bounded,
  { value, isSure, truth }: Measured,
): TraceNode {
  const { about, counts } = correlationTypes[type];
  const more = counts ? `${numberText(value ?? 0)} or more` : 'any number';
  // There are no more rules than the correlation has.
  const isMost = about === 'rules' && value === rules.length;
  return {
    ...traceNode('number', numberAsked(type, condition), verdictNames[truth]),
    found: value === undefined ? [] : [numberText(value)],
    could: isSure || isMost ? null : more,
  };
}
