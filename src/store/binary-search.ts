import type { IntView } from './column.ts';

/**
 * The first place of an ascending column whose number is `value` or more, among those from `low` up to
 * `high`; `high` if there is none.
 */
export function lowerBound(sorted: IntView, value: number, low = 0, high = sorted.length): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted.get(middle) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
