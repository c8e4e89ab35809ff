import { maxMembers } from '../context/dictionary.ts';
import { lowerBound } from '../context/lower-bound.ts';
import type { Memory, Row } from '../context/memory.ts';
import { createTuples } from '../context/tuples.ts';
import { numberOf } from '../detection/matcher.ts';
import type { Bounded, Correlation, CorrelationType } from '../rule/correlation.ts';
import type { Member } from './member.ts';

/** The number that a type of correlation computes of a window. */
export interface Measure {
  /** Members come and go in order of time. */
  enter(member: Member): void;
  leave(member: Member): void;
  /** The number, of members from the rank `start` on; undefined if there is nothing to compute it of. */
  read(start: number): number | undefined;
}

/** Begins a measure of members yet to come, all of which are among the given. */
export type Measuring = (members: readonly Member[]) => Measure;

/** Prepares the measure of a correlation. */
export function createMeasuring(
  { type, rules }: Correlation,
  condition: Bounded,
  memory: Memory,
): Measuring {
  const { field, percentile } = condition;
  return measures[type]({ field, percentile, rules: rules.length, memory });
}

interface Sort {
  readonly field: readonly string[];
  readonly percentile: number;
  /** How many rules the correlation refers to. */
  readonly rules: number;
  readonly memory: Memory;
}

const measures: Readonly<Record<CorrelationType, (sort: Sort) => Measuring>> = {
  event_count: () => countMembers,
  value_count: (sort) => {
    const valuesOf = combinedValues(sort);
    return () => countDifferent((member) => valuesOf(member.row));
  },
  value_sum: (sort) => summing(sort, (sum) => sum),
  value_avg: (sort) => summing(sort, (sum, count) => sum / count),
  value_median: (sort) =>
    ranking(sort, (nth, count) => (nth(Math.ceil(count / 2)) + nth(Math.floor(count / 2) + 1)) / 2),
  value_percentile: (sort) =>
    ranking(sort, (nth, count) => nth(Math.max(1, Math.ceil((sort.percentile / 100) * count)))),
  temporal: () => () => countDifferent((member) => member.rules),
  temporal_ordered:
    ({ rules }) =>
    () =>
      countSteps(rules),
};

function countMembers(): Measure {
  let count = 0;
  return { enter: () => count++, leave: () => count--, read: () => count };
}

function countDifferent(valuesOf: (member: Member) => readonly number[]): Measure {
  const counts = new Map<number, number>();
  return {
    enter(member) {
      for (const value of valuesOf(member)) counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    leave(member) {
      for (const value of valuesOf(member)) {
        const left = (counts.get(value) as number) - 1;
        if (left > 0) counts.set(value, left);
        else counts.delete(value);
      }
    },
    read: () => counts.size,
  };
}

function combinedValues({ field, memory }: Sort): (row: Row) => readonly number[] {
  const tuples = createTuples();
  const columns = field.map(memory.column);
  return (row) =>
    tuples.combine(
      columns.map((column) => memory.dictionary.members(column(row))),
      maxMembers,
    );
}

/** The numbers of a member's field; text that is a number counts, anything else does not. */
function numbersOf({ field, memory }: Sort): (member: Member) => readonly number[] {
  const column = memory.column(field[0] as string);
  return ({ row }) =>
    memory.dictionary.texts(column(row)).flatMap((text) => {
      const number = numberOf(text);
      return number !== undefined && Number.isFinite(number) ? [number] : [];
    });
}

/**
 * Sums by two stacks: what entered lately is added up, what is to leave next is kept as sums of what
 * remains. Nothing is ever subtracted, so that no rounding error outlives its member.
 */
function summing(sort: Sort, read: (sum: number, count: number) => number): Measuring {
  const valuesOf = numbersOf(sort);
  const add = (a: number, b: number): number => a + b;
  return () => {
    const late: number[] = [];
    let lateSum = 0;
    const early: number[] = [];
    let count = 0;
    return {
      enter(member) {
        const values = valuesOf(member);
        const sum = values.reduce(add, 0);
        count += values.length;
        late.push(sum);
        lateSum += sum;
      },
      leave(member) {
        count -= valuesOf(member).length;
        if (early.length === 0) {
          let rest = 0;
          while (late.length > 0) {
            rest += late.pop() as number;
            early.push(rest);
          }
          lateSum = 0;
        }
        early.pop();
      },
      read: () => (count === 0 ? undefined : read((early.at(-1) ?? 0) + lateSum, count)),
    };
  };
}

/** What is read of the values in order; `nth` counts from 1. */
type ReadSorted = (nth: (place: number) => number, count: number) => number;

/** Keeps values in order, for the one in the middle or the one at or below which so many percent lie. */
function ranking(sort: Sort, read: ReadSorted): Measuring {
  const valuesOf = numbersOf(sort);
  return (members) => {
    const known = Float64Array.from(new Set(members.flatMap(valuesOf))).sort();
    const counts = createCounts(known.length);
    let count = 0;
    const move = (member: Member, by: 1 | -1): void => {
      for (const value of valuesOf(member)) {
        counts.add(lowerBound(known, value), by);
        count += by;
      }
    };
    const nth = (place: number): number => known[counts.placeOf(place)] as number;
    return {
      enter: (member) => move(member, 1),
      leave: (member) => move(member, -1),
      read: () => (count === 0 ? undefined : read(nth, count)),
    };
  };
}

/** Counts at places, summed in a tree (P. Fenwick, 1994): any question takes the logarithm of their number. */
function createCounts(size: number) {
  const tree = new Int32Array(size + 1);
  const highest = 2 ** Math.floor(Math.log2(Math.max(1, size)));
  return {
    add(place: number, by: number): void {
      for (let at = place + 1; at <= size; at += at & -at) tree[at] = (tree[at] as number) + by;
    },
    /** The place of the `nth` of all that is counted, from 1 on. */
    placeOf(nth: number): number {
      let [at, left] = [0, nth];
      for (let step = highest; step > 0; step >>= 1) {
        const next = at + step;
        if (next <= size && (tree[next] as number) < left) {
          at = next;
          left -= tree[next] as number;
        }
      }
      return at;
    },
  };
}

/**
 * How many rules have alerted in their order, each by an event of its own. Of every number of steps
 * the chain that began last is kept, since it stays within the window longest.
 */
function countSteps(rules: number): Measure {
  const starts = new Float64Array(rules).fill(-1);
  return {
    enter(member) {
      // Last steps first: an event is one step of a chain, not two.
      for (const rule of member.rules.toReversed()) {
        starts[rule] = rule === 0 ? member.rank : (starts[rule - 1] as number);
      }
    },
    leave: () => undefined,
    read: (start) => starts.findLastIndex((rank) => rank >= start) + 1,
  };
}
