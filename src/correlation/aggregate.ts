import type { Bounded, Correlation, CorrelationType } from '../rule/correlation/correlation.ts';
import type { FactName } from '../rule/window/window-function.ts';
import type { Pages } from '../store/buffer-pool.ts';
import { createGauge, type Gauge } from '../window/aggregate/bound-aggregate.ts';
import type { Memory } from '../window/event-table.ts';
import { stepsOf } from '../window/tie/arrangement.ts';
import type { Member, MemberList } from './grouping.ts';
import { instantEnd, type WeightOf } from './instant-order.ts';

/** The number that a type of correlation computes of a window. */
export interface Measure {
  /** Members come and go in order of time; `at` is a member's place in the list. */
  enter(member: Member, at: number): void;
  leave(member: Member, at: number): void;
  /**
   * The number of those that are there, in that order of each instant's members in which it is
   * greatest; undefined if there is nothing to compute it of.
   */
  read(): number | undefined;
  /** The number in the order in which it is least. */
  least(): number | undefined;
}

/** Begins a measure of members yet to come, of a list. */
export type Measuring = (members: MemberList) => Measure;

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

function gaugeOf({ type }: Correlation, bounded: Bounded, memory: Memory, pages: Pages): Gauge {
  const { field, percentile } = bounded;
  const compute = functions[type];
  const fact = { name: type, compute, of: field, among: field, percent: percentile };
  return createGauge(fact, { rules: [] }, memory, pages);
}

/** Prepares the measure of a correlation. */
export function createMeasuring(
  correlation: Correlation,
  bounded: Bounded,
  memory: Memory,
  pages: Pages,
): Measuring {
  const gauge = gaugeOf(correlation, bounded, memory, pages);
  const valuesOf = ({ row, rules }: Member): readonly number[] =>
    gauge.ofRules ? rules : gauge.valuesOf(row, 0);
  return (list) => {
    const members = gauge.create();
    const read = (): number | undefined => members.read([]) as number | undefined;
    const plain = {
      enter: (member: Member) => members.add(valuesOf(member), member.rank),
      leave: (member: Member) => members.remove(valuesOf(member)),
      read,
      least: read,
    };
    return correlation.type === 'temporal_ordered' ? withTies(plain, list) : plain;
  };
}

/** What a member's numbers are worth to a correlation that computes with them. */
export function createWeights(
  correlation: Correlation,
  memory: Memory,
  pages: Pages,
): WeightOf | undefined {
  const { condition, type } = correlation;
  if (condition.kind !== 'bounds') return undefined;
  const gauge = gaugeOf(correlation, condition, memory, pages);
  if (gauge.orders !== 'numbers') return undefined;
  return ({ row }) => {
    const values = gauge.valuesOf(row, 0);
    const sum = values.reduce((total, value) => total + value, 0);
    return type === 'value_sum' ? sum : sum / Math.max(1, values.length);
  };
}

/** More members than these are taken in the order of the list. */
const mostArranged = 4_096;

/** Steps of one instant may have been taken in any order. */
function withTies(plain: Measure, list: MemberList): Measure {
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
