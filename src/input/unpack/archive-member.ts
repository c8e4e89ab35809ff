import type { Fault, Flow } from '../file/byte-stream.ts';

/** One file in an archive, or something wrong with the archive. Members are read in turn, each once. */
export type Member =
  | Fault
  | { readonly kind: 'member'; readonly name: string; readonly flow: Flow };

/** The members of an archive; what is left unread of one is passed over before the next is given. */
export type Members = AsyncGenerator<Member, void>;

/** Reads what is left of a flow. */
export async function drain(flow: Flow): Promise<void> {
  for await (const _part of flow) {
    // Only to come to its end.
  }
}

/** A member's name as text: UTF-8, or else Latin-1, which shows every byte. */
export function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
