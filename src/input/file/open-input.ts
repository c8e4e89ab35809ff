import type { SourceCounts } from '../decode-records.ts';
import type { ReadOptions } from '../events.ts';
import type { ExpansionLimit } from '../unpack/expansion-limit.ts';
import { type ByteStream, isFault } from './byte-stream.ts';
import type { InputFile } from './discover.ts';
import { readFile, readStream } from './read-file.ts';

/** The bytes of an input; what is learned of it on the way stands in its tally. */
export function openBytes(
  input: Extract<InputFile, { kind: 'file' | 'stdin' }>,
  tally: SourceCounts,
  { signal, patience, onWait }: ReadOptions,
): ByteStream {
  const listening = {
    onSize: (size: number): void => {
      tally.bytesTotal = size;
    },
    onGrowth: (): void => {
      tally.isGrowing = true;
    },
    onWait: (why: string): void => onWait?.(input.file, why),
    ...(signal && { signal }),
    ...(patience !== undefined && { patience }),
  };
  return input.kind === 'stdin' ? readStream(input.stream, listening) : readFile(input, listening);
}

/** The same flow, counted and watched. */
export async function* watch(
  flow: ByteStream,
  tally: SourceCounts,
  budget: ExpansionLimit,
  { signal, onProgress }: ReadOptions,
): ByteStream {
  for await (const part of flow) {
    signal?.throwIfAborted();
    if (!isFault(part)) {
      tally.bytes += part.length;
      budget.read += part.length;
    }
    yield part;
    const { file, bytes: bytesRead, bytesTotal, records } = tally;
    onProgress?.({ file, bytesRead, bytesTotal, records });
  }
}

/** The same flow of a file in an archive, counted. */
export async function* counted(flow: ByteStream, tally: SourceCounts): ByteStream {
  for await (const part of flow) {
    if (!isFault(part)) tally.bytes += part.length;
    yield part;
  }
}
