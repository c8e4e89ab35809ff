/** A number that several threads count up. */
export type Counter = Int32Array<SharedArrayBuffer>;

/** Begins at 0. */
export function createCounter(): Counter {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Gives the number, which is one more from then on: no two threads are given the same. */
export function countUp(counter: Counter): number {
  return Atomics.add(counter, 0, 1);
}
