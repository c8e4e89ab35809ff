import type { IntView } from '../store/column.ts';
import { sortByKey } from '../store/external-sort.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { TimeIndex } from './time-index.ts';

/** So many ranks are laid out on the heap, if the budget is not small. */
const mostLaidOut = 2 ** 20;

interface OrderedRows {
  readonly rows: IntView;
  /** Whether they are in order of time already. */
  readonly inOrder: boolean;
}

/**
 * The places of rows in order of time; rows are not given twice. Many of all rows are laid out by rank, which
 * takes no comparing.
 */
export function* orderByRank(
  { rows, inOrder }: OrderedRows,
  { length, rankOf }: Pick<TimeIndex, 'length' | 'rankOf'>,
  store: Store,
): Work<IntView> {
  if (inOrder) return { length: rows.length, get: (place) => place };
  const isTime = createPace();
  const rankAt = (place: number): number => rankOf(rows.get(place));
  if (rows.length < length / 8 || length > store.atHand(mostLaidOut)) {
    return yield* sortByKey(store, rows.length, rankAt, (a, b) => a - b);
  }
  const places = new Int32Array(length);
  let [isSorted, last] = [true, -1];
  for (let place = 0; place < rows.length; place++) {
    if (isTime(1)) yield;
    const rank = rankAt(place);
    if (rank < last) isSorted = false;
    last = rank;
    places[rank] = place + 1;
  }
  if (isSorted) return { length: rows.length, get: (place) => place };
  let end = 0;
  for (let rank = 0; rank < length; rank++) {
    if (isTime(1)) yield;
    const place = places[rank] as number;
    if (place !== 0) places[end++] = place - 1;
  }
  return { length: end, get: (at) => places[at] as number };
}
