/**
 * How many records the main thread took of a log, told to threads that read the same log: they go no further, so that all
 * judge the same, also if reading is cut short. Below 0 once reading has ended: then it is the bitwise not of the count.
 */
export type SharedCount = Int32Array<SharedArrayBuffer>;

/** Begins with no records. */
export function createSharedCount(): SharedCount {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Records between two tellings; each wakes the threads that wait. */
const often = 64;

/** Says that so many records were taken, and sooner or later tells it. */
export function countUp(count: SharedCount, records: number): void {
  if (records % often === 0) tell(count, records);
}

/** Says that there are no more records than these. */
export function endCount(count: SharedCount, records: number): void {
  tell(count, ~records);
}

function tell(count: SharedCount, value: number): void {
  Atomics.store(count, 0, value);
  Atomics.notify(count, 0);
}

/** Whether there is a record after so many; waits until that is known, and holds up the thread meanwhile. */
export function hasMore(count: SharedCount, records: number): boolean {
  for (;;) {
    const told = Atomics.load(count, 0);
    if (told < 0) return records < ~told;
    if (records < told) return true;
    Atomics.wait(count, 0, told);
  }
}
