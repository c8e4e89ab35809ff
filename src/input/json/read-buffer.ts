import { isAscii } from 'node:buffer';

/**
 * The part of the text that is in memory: what came last, and before it what is not yet judged.
 * Positions are indexes into `bytes`; add `base` to have offsets in the whole text.
 */
export interface ReadBuffer {
  /** Valid until the next {@link push}. */
  bytes: Buffer;
  /** Where reading goes on. */
  start: number;
  /** Offset of the first byte in the whole text. */
  base: number;
  /** Whether every byte is below 0x80, which makes decoding trivial. */
  ascii: boolean;
  /** The same bytes, four at a time. */
  words: Int32Array;
  storage: Buffer;
  /** The line feed found last, or the length when there is none from `start` on. */
  lineFeed: number;
}

const firstSize = 1 << 20;

/** An empty window for about `expected` bytes. It grows with the longest record, never with the text. */
export function createReadBuffer(expected = firstSize): ReadBuffer {
  const storage = Buffer.allocUnsafeSlow(Math.min(firstSize, (expected + 7) & ~3));
  const words = new Int32Array(storage.buffer);
  const bytes = storage.subarray(0, 0);
  return { bytes, start: 0, base: 0, ascii: true, words, storage, lineFeed: -1 };
}

/** Drops what lies before `start`, and appends a copy of `chunk`. */
export function push(window: ReadBuffer, chunk: Uint8Array): void {
  const { start, bytes } = window;
  const kept = bytes.length - start;
  const size = kept + chunk.length;
  if (size > window.storage.length) grow(window, size);
  bytes.copy(window.storage, 0, start);
  window.storage.set(chunk, kept);
  window.bytes = window.storage.subarray(0, size);
  window.base += start;
  window.start = 0;
  window.ascii = isAscii(window.bytes);
  window.lineFeed = -1;
}

/** Drops everything, and goes on so many bytes behind `start`. */
export function leap(window: ReadBuffer, count: number): void {
  window.base += window.start + count;
  window.start = 0;
  window.bytes = window.storage.subarray(0, 0);
  window.lineFeed = -1;
}

function grow(window: ReadBuffer, size: number): void {
  let length = window.storage.length;
  while (length < size) length *= 2;
  window.storage = Buffer.allocUnsafeSlow(length);
  window.words = new Int32Array(window.storage.buffer);
}

/** Index of the first line feed (0x0A, nothing else) from `start` on, or the length if there is none. */
export function nextLineFeed(window: ReadBuffer): number {
  if (window.lineFeed < window.start) {
    const found = window.bytes.indexOf(0x0a, window.start);
    window.lineFeed = found < 0 ? window.bytes.length : found;
  }
  return window.lineFeed;
}
