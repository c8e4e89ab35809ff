import { tell } from '../../language/message.ts';
import {
  type ByteSource,
  type ByteStream,
  fault,
  type ReadFault,
  take,
} from '../file/byte-stream.ts';

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

/** What is wrong with an archive that ends too early; `kind` is its format. */
export function* cut(source: ByteSource, kind: string): Generator<ReadFault> {
  if (source.faults.length > 0) return yield* source.faults;
  yield fault('truncated', tell('file.archiveCut', { kind, byte: String(source.offset) }));
}

/** The fault of an archive in which reading cannot go on. */
export function broken(source: ByteSource, kind: string): ReadFault {
  const message = tell('file.archiveBroken', { kind, byte: String(source.offset) });
  return fault('corrupt-compression', message);
}

/** The data of one file that stands in an archive as it is. */
export async function* takeFile(source: ByteSource, size: number, kind: string): ByteStream {
  const left = yield* take(source, size);
  if (left > 0) yield fault('truncated', tell('file.memberCut', { kind, left: String(left) }));
}
