import type { RejectionReason } from '../../event/event.ts';

/** Something wrong with a stream of bytes as such, not with a record in it. */
export interface Fault {
  readonly kind: 'fault';
  readonly reason: RejectionReason;
  /** One sentence. */
  readonly message: string;
}

/** Bytes, each chunk valid until the next one is asked for, and what was wrong with them. */
export type Flow = AsyncGenerator<Uint8Array | Fault, void>;

/** A fault for a {@link Flow}. */
export function fault(reason: RejectionReason, message: string): Fault {
  return { kind: 'fault', reason, message };
}

/** Tells a fault from bytes. */
export function isFault(part: object): part is Fault {
  return 'kind' in part && part.kind === 'fault';
}

/** Looks at the first bytes, at least `size` unless there are less, and gives the flow with them put back. */
export async function peek(flow: Flow, size: number): Promise<{ head: Buffer; flow: Flow }> {
  const parts: (Uint8Array | Fault)[] = [];
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

async function* resume(parts: readonly (Uint8Array | Fault)[], flow: Flow): Flow {
  yield* parts;
  yield* flow;
}
