import type { ByteStream, ReadFault } from '../file/byte-stream.ts';

/** One file in an archive, or something wrong with the archive. Members are read in turn, each once. */
export type ArchiveMember =
  | ReadFault
  | { readonly kind: 'member'; readonly name: string; readonly flow: ByteStream };

/** The members of an archive; what is left unread of one is passed over before the next is given. */
export type ArchiveMembers = AsyncGenerator<ArchiveMember, void>;

/** Reads what is left of a flow. */
export async function drain(flow: ByteStream): Promise<void> {
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
