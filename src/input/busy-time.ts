import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Batches } from '../event/records.ts';
import { monotonicTime } from './monotonic-time.ts';

/** Milliseconds for which records are given without a break, and how many pass between two looks at the clock. */
const mostBusy = 100;
const betweenLooks = 16;

/**
 * The same records in batches that are soon gone through: between two of them there is a break if it is time for one, in
 * which signals are heard. A batch may be of millions. Throws the reason of a signal that fires.
 */
export async function* withBreaks<T>(
  batches: Batches<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Iterable<T>, void> {
  let [count, rested] = [0, monotonicTime()];
  const isTired = (): boolean =>
    ++count % betweenLooks === 0 && monotonicTime() - rested >= mostBusy;
  for await (const batch of batches) {
    const records = batch[Symbol.iterator]();
    let next = records.next();
    const untilTired = function* (): Generator<T> {
      while (!next.done) {
        yield next.value;
        next = records.next();
        if (isTired()) return;
      }
    };
    while (!next.done) {
      yield untilTired();
      if (next.done) break;
      await nextTurn();
      signal?.throwIfAborted();
      rested = monotonicTime();
    }
  }
}
