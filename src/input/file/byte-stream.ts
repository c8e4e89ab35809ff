import type { RejectionReason } from '../../event/event.ts';

/** Something wrong with a stream of bytes as such, not with a record in it. */
export interface ReadFault {
  readonly kind: 'fault';
  readonly reason: RejectionReason;
  /** One sentence. */
  readonly message: string;
}

/** Bytes, each chunk valid until the next one is asked for, and what was wrong with them. */
export type ByteStream = AsyncGenerator<Uint8Array | ReadFault, void>;

/** A fault for a {@link ByteStream}. */
export function fault(reason: RejectionReason, message: string): ReadFault {
  return { kind: 'fault', reason, message };
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
