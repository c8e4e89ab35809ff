import type { Accumulator, FactValue } from './accumulator.ts';
import { createExactSum } from './exact-sum.ts';
import { createOrderStatistics, type OrderStatistics } from './order-statistics.ts';

/** The sum of all numbers; nothing if there are none. */
export function createSum(): Accumulator {
  return createTotal((sum) => sum);
}

/** The mean of all numbers; nothing if there are none. */
export function createMean(): Accumulator {
  return createTotal((sum, count) => sum / count);
}

function createTotal(read: (sum: number, count: number) => number): Accumulator {
  const sum = createExactSum();
  let count = 0;
  return {
    add(values) {
      for (const value of values) sum.add(value);
      count += values.length;
    },
    remove(values) {
      for (const value of values) sum.add(-value);
      count -= values.length;
    },
    read: () => (count === 0 ? undefined : read(sum.value(), count)),
  };
}

/** Anything about the numbers in order of size; nothing if there are none. */
export function createOrdered(read: (numbers: OrderStatistics) => FactValue): Accumulator {
  const numbers = createOrderStatistics();
  return {
    add(values) {
      for (const value of values) numbers.add(value);
    },
    remove(values) {
      for (const value of values) numbers.remove(value);
    },
    read: () => (numbers.size === 0 ? undefined : read(numbers)),
  };
}

/** The middle number, or the mean of the two in the middle. */
export function medianOf({ size, at }: OrderStatistics): number {
  return (at((size - 1) >> 1) + at(size >> 1)) / 2;
}

/** A hundred percent, in thousandths of one. */
export const hundred = 100_000;

/** Percent as thousandths of one, at least one of them. */
export function thousandthsOf(percent: number): number {
  return Math.max(1, Math.round(percent * 1_000));
}

/** The least number that `percent` of all do not exceed (nearest rank, thousandths of a percent). */
export function percentileOf(
  { size, at }: Pick<OrderStatistics, 'size' | 'at'>,
  percent: number,
): number {
  return at(Math.ceil((thousandthsOf(percent) * size) / hundred) - 1);
}
