import type { IntColumn } from './column.ts';
import type { Store } from './store.ts';

/** How often each of some values is there. Values are numbers of texts or of combinations. */
export interface Multiset {
  of(value: number): number;
  /** Counts a value once more or once less; gives its new count. */
  move(value: number, by: 1 | -1): number;
  /** How many different values are there. */
  readonly size: number;
}

/** So many different values are counted on the heap, since most windows have a handful; more in pages. */
const mostOnHeap = 65_536;

/** Makes empty counts. */
export function createMultiset(store: Store): Multiset {
  const most = store.atHand(mostOnHeap);
  const few = new Map<number, number>();
  let many: IntColumn | undefined;
  const of = (value: number): number => (many ? many.get(value + 1) : (few.get(value) ?? 0));
  const spread = (): IntColumn => {
    const spread = store.column(32);
    for (const [value, count] of few) spread.set(value + 1, count);
    few.clear();
    return spread;
  };
  const counts = {
    of,
    move(value: number, by: 1 | -1) {
      const before = of(value);
      const after = before + by;
      if (before === 0) counts.size++;
      else if (after === 0) counts.size--;
      if (!many && counts.size > most) many = spread();
      if (many) many.set(value + 1, after);
      else if (after === 0) few.delete(value);
      else few.set(value, after);
      return after;
    },
    size: 0,
  };
  return counts;
}
