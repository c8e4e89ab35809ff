import type { RejectionReason } from '../../event/event.ts';
import { type Message, type Told, told } from '../../language/message.ts';

/** Something wrong with a stream of bytes as such, not with a record in it. */
export interface ReadFault extends Told {
  readonly kind: 'fault';
  readonly reason: RejectionReason;
}

/** Bytes, each chunk valid until the next one is asked for, and what was wrong with them. */
export type ByteStream = AsyncGenerator<Uint8Array | ReadFault, void>;

/** A fault for a {@link ByteStream}; the message is one sentence. */
export function fault(reason: RejectionReason, message: Message): ReadFault {
  return { kind: 'fault', reason, ...told(message) };
}

/** Whether a part of a stream is a fault, not bytes. */
export function isFault(part: object): part is ReadFault {
  return 'kind' in part && part.kind === 'fault';
}

/** Looks at the first bytes, at least `size` unless there are less, and gives the flow with them put back. */
export async function peek(
  flow: ByteStream,
  size: number,
): Promise<{ head: Buffer; flow: ByteStream }> {
  const parts: (Uint8Array | ReadFault)[] = [];
  let head = Buffer.alloc(0);
  while (head.length < size) {
    const next = await flow.next();
    if (next.done) break;
    const part = isFault(next.value) ? next.value : Buffer.from(next.value);
    parts.push(part);
    if (!isFault(part)) head = Buffer.concat([head, part]);
  }
  return { head, flow: resume(parts, flow) };
}

async function* resume(parts: readonly (Uint8Array | ReadFault)[], flow: ByteStream): ByteStream {
  yield* parts;
  yield* flow;
}

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

/** Takes so many bytes; false, and nothing taken, if the flow ends before. */
export async function skip(source: ByteSource, count: number): Promise<boolean> {
  if (!(await need(source, count))) return false;
  source.skip(count);
  return true;
}

/** Takes all up to the index that `find` gives for what is there, be it not the first part; false at the end. */
export async function skipTo(
  source: ByteSource,
  find: (bytes: Uint8Array) => number,
): Promise<boolean> {
  while (await need(source, 1)) {
    const at = find(source.bytes);
    source.skip(at < 0 ? source.bytes.length : at);
    if (at >= 0) return true;
  }
  return false;
}

/** Takes all that is left. */
export async function skipAll(source: ByteSource): Promise<void> {
  await skipTo(source, () => -1);
}

/** Gives so many bytes as they come, and at last the number of those that are missing. */
export async function* take(source: ByteSource, count: number): AsyncGenerator<Uint8Array, number> {
  let left = count;
  while (left > 0 && (await need(source, 1))) {
    const part = source.bytes.subarray(0, left);
    left -= part.length;
    source.skip(part.length);
    yield part;
  }
  return left;
}
