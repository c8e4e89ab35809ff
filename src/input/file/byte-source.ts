import { type ByteStream, isFault, type ReadFault } from './byte-stream.ts';

/** A flow read piece by piece, at the reader's pace. */
export interface ByteSource {
  /** What is there and not taken. */
  bytes: Uint8Array;
  /** Offset of the first of them. */
  offset: number;
  /** What was wrong with the flow, so far. */
  readonly faults: readonly ReadFault[];
  /** Adds what comes next to `bytes`; false at the end. */
  readonly fill: () => Promise<boolean>;
  /** Takes the first of the bytes. */
  readonly skip: (count: number) => void;
}

/** Starts to read a flow. */
export function byteSourceOf(flow: ByteStream): ByteSource {
  const faults: ReadFault[] = [];
  const feed: ByteSource = {
    bytes: new Uint8Array(0),
    offset: 0,
    faults,
    fill: async () => {
      // The flow may reuse its buffer, so what is left of it is copied first.
      const left = Buffer.from(feed.bytes);
      for (;;) {
        const { done, value } = await flow.next();
        if (done) {
          feed.bytes = left;
          return false;
        }
        if (!isFault(value)) {
          feed.bytes = left.length > 0 ? Buffer.concat([left, value]) : value;
          return true;
        }
        faults.push(value);
      }
    },
    skip: (count) => {
      feed.bytes = feed.bytes.subarray(count);
      feed.offset += count;
    },
  };
  return feed;
}

/** Waits for so many bytes; false if the flow ends before. */
export async function need(feed: ByteSource, count: number): Promise<boolean> {
  while (feed.bytes.length < count) {
    if (!(await feed.fill())) return false;
  }
  return true;
}
