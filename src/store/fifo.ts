import type { IntColumn } from './column.ts';
import type { Store } from './store.ts';

/** Whole numbers that leave in the order in which they came. */
export interface Fifo {
  push(value: number): void;
  /** Takes away the first one; there must be one. */
  shift(): void;
  /** The one that leaves next; there must be one. */
  first(): number;
  /** The one that came last; there must be one. */
  last(): number;
  readonly size: number;
}

/** So many wait on the heap, more in pages. */
const mostOnHeap = 65_536;

/** Makes an empty queue. */
export function createFifo(store: Store): Fifo {
  const most = store.atHand(mostOnHeap);
  let held: number[] = [];
  let many: IntColumn | undefined;
  let start = 0;
  let last = 0;
  const makeRoom = (): void => {
    held = held.slice(start);
    start = 0;
    if (held.length <= most / 2) return;
    many = store.wideColumn();
    for (const value of held.splice(0)) many.push(value);
  };
  const queue = {
    push(value: number) {
      if (!many && held.length >= most) makeRoom();
      if (many) many.push(value);
      else held.push(value);
      last = value;
      queue.size++;
    },
    shift() {
      start++;
      queue.size--;
    },
    first: () => (many ? many.get(start) : (held[start] as number)),
    last: () => last,
    size: 0,
  };
  return queue;
}
