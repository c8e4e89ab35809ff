import { createGauge } from '../context/gauge.ts';
import type { Memory } from '../context/memory.ts';
import type { Pages } from '../context/pages.ts';
import type { Bounded, Correlation, CorrelationType } from '../rule/correlation.ts';
import type { FactName } from '../rule/function.ts';
import type { Member } from './member.ts';

/** The number that a type of correlation computes of a window. */
export interface Measure {
  /** Members come and go in order of time. */
  enter(member: Member): void;
  leave(member: Member): void;
  /** The number of those that are there; undefined if there is nothing to compute it of. */
  read(): number | undefined;
}

/** Begins a measure of members yet to come. */
export type Measuring = () => Measure;

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

/** Prepares the measure of a correlation. */
export function createMeasuring(
  { type }: Correlation,
  { field, percentile }: Bounded,
  memory: Memory,
  pages: Pages,
): Measuring {
  const compute = functions[type];
  const fact = { name: type, compute, of: field, among: field, percent: percentile };
  const gauge = createGauge(fact, { rules: [] }, memory, pages);
  const valuesOf = ({ row, rules }: Member): readonly number[] =>
    gauge.ofRules ? rules : gauge.valuesOf(row, 0);
  return () => {
    const members = gauge.create();
    return {
      enter: (member) => members.add(valuesOf(member), member.rank),
      leave: (member) => members.remove(valuesOf(member)),
      read: () => members.read([]) as number | undefined,
    };
  };
}
