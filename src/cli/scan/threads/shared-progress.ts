import type { RangeProgress } from '../../../input/file/file-range.ts';

/** How far a thread has come with a range of a file, and whether it may go on; seen by several threads. */
export type SharedProgress = Float64Array<SharedArrayBuffer>;

const places = { bytes: 0, records: 1, dropped: 2 } as const;

/** Begins with nothing read. */
export function createProgress(): SharedProgress {
  const bytes = Object.keys(places).length * Float64Array.BYTES_PER_ELEMENT;
  return new Float64Array(new SharedArrayBuffer(bytes));
}

/** Notes how far the thread has come. */
export function noteProgress(progress: SharedProgress, bytes: number, records: number): void {
  progress[places.bytes] = bytes;
  progress[places.records] = records;
}

/** Gives what was noted last. */
export function progressIn(progress: SharedProgress): RangeProgress {
  return {
    bytes: progress[places.bytes] as number,
    records: progress[places.records] as number,
  };
}

/** Says that nobody wants the range any more. */
export function dropRange(progress: SharedProgress): void {
  progress[places.dropped] = 1;
}

/** Whether nobody wants it any more. */
export function isDropped(progress: SharedProgress): boolean {
  return progress[places.dropped] === 1;
}
