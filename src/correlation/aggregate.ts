import { isFloor, isWithin } from '../rule/correlation/bound.ts';
import type { Bounded, Correlation } from '../rule/correlation/correlation.ts';
import type { CorrelationType } from '../rule/correlation/correlation-type.ts';
import type { FactName } from '../rule/window/window-function.ts';
import type { Store } from '../store/store.ts';
import { type BoundAggregate, bindAggregate } from '../window/aggregate/bound-aggregate.ts';
import { hundred, thousandthsOf } from '../window/aggregate/numeric.ts';
import type { EventTable } from '../window/event-table.ts';
import { stepsOf } from '../window/tie/arrangement.ts';
import { type GroupMember, type GroupMembers, instantEnd } from './group-members.ts';
import type { WeightOf } from './instant-order.ts';

/** The number that a type of correlation computes of a window. */
export interface CorrelationAggregate {
  /** Members come and go in order of time; `at` is a member's place in the list. */
  enter(member: GroupMember, at: number): void;
  leave(member: GroupMember, at: number): void;
  /**
   * The number of those that are there, in that order of each instant's members in which it is
   * greatest; undefined if there is nothing to compute it of.
   */
  read(): number | undefined;
  /** The number in the order in which it is least. */
  least(): number | undefined;
}

/** Begins an aggregate of members yet to come, of a list. */
export type AggregateFactory = (members: GroupMembers) => CorrelationAggregate;

/** The window function that each type is another name of. */
const functions: Readonly<Record<CorrelationType, FactName>> = {
  event_count: 'count',
  value_count: 'distinct',
  value_sum: 'sum',
  value_avg: 'avg',
  value_median: 'median',
  value_percentile: 'percentile',
  temporal: 'rules',
  temporal_ordered: 'steps',
};

function boundAggregateOf(
  { type }: Correlation,
  bounded: Bounded,
  table: EventTable,
  store: Store,
): BoundAggregate {
  const { field, percentile } = bounded;
  const compute = functions[type];
  const fact = { name: type, compute, of: field, among: field, percent: percentile };
  return bindAggregate(fact, { rules: [] }, table, store);
}

/** Prepares the aggregate of a correlation. */
export function createAggregateFactory(
  correlation: Correlation,
  bounded: Bounded,
  table: EventTable,
  store: Store,
): AggregateFactory {
  const bound = boundAggregateOf(correlation, bounded, table, store);
  const valuesOf = ({ row, rules }: GroupMember): readonly number[] =>
    bound.ofRules ? rules : bound.valuesOf(row, 0);
  return (list) => {
    const members = bound.create();
    const read = (): number | undefined => members.read([]) as number | undefined;
    const plain = {
      enter: (member: GroupMember) => members.add(valuesOf(member), member.rank),
      leave: (member: GroupMember) => members.remove(valuesOf(member)),
      read,
      least: read,
    };
    return correlation.type === 'temporal_ordered' ? withTies(plain, list) : plain;
  };
}

/**
 * What a member's numbers are worth to a floor that a correlation asks for: members in descending order
 * reach it if they do in any order. Of a median this is so if each has one number.
 */
export function createWeights(
  correlation: Correlation,
  table: EventTable,
  store: Store,
): WeightOf | undefined {
  const { condition, type } = correlation;
  if (condition.kind !== 'bounds' || !isFloor(condition.bounds)) return undefined;
  const bound = boundAggregateOf(correlation, condition, table, store);
  if (bound.orders !== 'numbers') return undefined;
  const { bounds } = condition;
  const share = thousandthsOf(type === 'value_median' ? 50 : (condition.percentile ?? 100));
  const ranks = type === 'value_median' || type === 'value_percentile';
  return ({ row }) => {
    const values = bound.valuesOf(row, 0);
    const sum = values.reduce((total, value) => total + value, 0);
    if (type === 'value_sum') return [sum];
    const mean = sum / Math.max(1, values.length);
    if (!ranks) return [mean];
    // The number of a rank reaches the floor while fewer than its share of all stay below.
    const below = values.filter((value) => !isWithin(bounds, value)).length;
    return [share * values.length - hundred * below, mean];
  };
}

/** More members than these are taken in the order of the list. */
const mostArranged = 4_096;

/** Steps of one instant may have been taken in any order. */
function withTies(plain: CorrelationAggregate, list: GroupMembers): CorrelationAggregate {
  let [first, end, ties] = [0, 0, 0];
  const isTied = (at: number): boolean => at > 0 && list.timeAt(at - 1) === list.timeAt(at);
  const instants = function* () {
    for (let start = first; start < end; ) {
      const next = Math.min(end, instantEnd(list, start));
      yield Array.from({ length: next - start }, (_, at) => list.at(start + at).rules);
      start = next;
    }
  };
  const isArranged = (): boolean => ties > 0 && end - first <= mostArranged;
  return {
    enter(member, at) {
      if (end === 0) first = at;
      end = at + 1;
      if (isTied(at)) ties++;
      plain.enter(member, at);
    },
    leave(member, at) {
      first = at + 1;
      if (isTied(at)) ties--;
      plain.leave(member, at);
    },
    read: () => (isArranged() ? stepsOf(instants()).high : plain.read()),
    least: () => (isArranged() ? stepsOf(instants()).low : plain.least()),
  };
}
