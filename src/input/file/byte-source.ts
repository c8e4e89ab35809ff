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
  const source: ByteSource = {
    bytes: new Uint8Array(0),
    offset: 0,
    faults,
    fill: async () => {
      // The flow may reuse its buffer, so what is left of it is copied first.
      const left = Buffer.from(source.bytes);
      for (;;) {
        const { done, value } = await flow.next();
        if (done) {
          source.bytes = left;
          return false;
        }
        if (!isFault(value)) {
          source.bytes = left.length > 0 ? Buffer.concat([left, value]) : value;
          return true;
        }
        faults.push(value);
      }
    },
    skip: (count) => {
      source.bytes = source.bytes.subarray(count);
      source.offset += count;
    },
  };
  return source;
}

/** Waits for so many bytes; false if the flow ends before. */
export async function need(source: ByteSource, count: number): Promise<boolean> {
  while (source.bytes.length < count) {
    if (!(await source.fill())) return false;
  }
  return true;
}
