import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Message, tell } from '../../language/message.ts';
import { reasonOf } from '../input-error.ts';
import { monotonicTime } from '../monotonic-time.ts';
import { type ByteStream, fault } from './byte-stream.ts';
import type { FilePlace } from './file-identity.ts';

/** What the reader of bytes learns beside them. */
export interface Listening {
  /** How long a pipe may be without anybody who writes to it, in milliseconds; 30 seconds unless given. */
  readonly patience?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the size of a file in bytes, if that is known. */
  readonly onSize?: (bytes: number) => void;
  /** Called when a regular file that is not empty is open. */
  readonly onOpen?: ((file: OpenFile) => void) | undefined;
  /** Called once, with the reason as a clause, if nothing has come for a second since reading began. */
  readonly onWait?: (why: Message) => void;
  /** Called before the end of the stream if the file had grown by then. */
  readonly onGrowth?: () => void;
}

/** A regular file that is being read. */
export interface OpenFile {
  /** Good for whoever else reads from it at positions of his own, until the stream of its bytes ends. */
  readonly descriptor: number;
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Where the chunk that came last ends. */
  readonly offset: () => number;
  /**
   * Leaves out the chunks before the one that holds the byte at an offset, and gives where that one begins; all if the
   * offset is the size. Chunks that are not left out are the same as ever.
   */
  readonly skipTo: (offset: number) => number;
}

/** Bytes of a chunk; those of a file begin at multiples of it. */
export const chunkSize = 1024 * 1024;

/**
 * The bytes of a file, up to the size it had when opened; a pipe or device to its end. What goes wrong is
 * part of the flow. All chunks share two buffers.
 */
export async function* readFile(place: FilePlace, listening: Listening = {}): ByteStream {
  let handle: FileHandle;
  try {
    // Opening a pipe that nobody writes to would block, and nothing could end that.
    handle = await open(place.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    yield fault('unreadable', tell('file.cannotOpen', { reason: reasonOf(error) }));
    return;
  }
  try {
    const stats = await handle.stat();
    yield* stats.isFIFO() ? readPipe(handle, listening) : readOpened(handle, stats, listening);
  } catch (error) {
    listening.signal?.throwIfAborted();
    yield fault('unreadable', tell('file.readingFailed', { reason: reasonOf(error) }));
  } finally {
    await handle.close();
  }
}

/** The same of a file that is open, with what was known of it then. */
export async function* readOpened(
  handle: FileHandle,
  stats: Stats,
  listening: Listening,
): ByteStream {
  const { onSize, onOpen, onGrowth } = listening;
  // Files of /proc say 0 and hold something.
  const size = stats.isFile() && stats.size > 0 ? stats.size : Number.POSITIVE_INFINITY;
  const hasEnd = Number.isFinite(size);
  if (hasEnd) onSize?.(size);
  const buffers = [Buffer.allocUnsafeSlow(chunkSize), Buffer.allocUnsafeSlow(chunkSize)] as const;
  let at = 0;
  if (hasEnd) onOpen?.({ descriptor: handle.fd, size, offset: () => at, skipTo });
  const readInto = (buffer: Buffer) =>
    handle.read(buffer, 0, Math.min(chunkSize, size - at), hasEnd ? at : null);
  let ahead: ReturnType<typeof readInto> | undefined;
  for (let turn: 0 | 1 = 0; at < size; turn = turn === 0 ? 1 : 0) {
    const buffer = buffers[turn];
    const { bytesRead } = await (ahead ?? readInto(buffer));
    if (bytesRead === 0) {
      const message = tell('file.becameShorter', { read: String(at), size: String(size) });
      if (hasEnd) yield fault('truncated', message);
      return;
    }
    // One that was empty when opened and says now what it holds is no file of /proc: it is being written.
    if (stats.isFile() && stats.size === 0 && (await handle.stat()).size > 0) break;
    at += bytesRead;
    const next = at;
    // What comes next of a file is read while this is looked at. Of a device it may never come, and closing waits for it.
    ahead = hasEnd && at < size ? readInto(buffers[turn === 0 ? 1 : 0]) : undefined;
    // Whoever stops here does not hear of what goes wrong.
    ahead?.catch(() => undefined);
    yield buffer.subarray(0, bytesRead);
    if (at === next) continue;
    // The buffer is free only then; whether it could be read does not matter.
    await ahead?.catch(() => undefined);
    ahead = undefined;
  }
  if (stats.isFile() && (await handle.stat()).size > stats.size) onGrowth?.();

  function skipTo(offset: number): number {
    at = offset >= size ? size : Math.max(at, offset - (offset % chunkSize));
    return at;
  }
}

const defaultPatience = 30_000;
/** Milliseconds between two looks at a pipe, and until `onWait` hears that nothing comes. */
const pause = 5;
const untilTold = 1_000;

/** A pipe opened without blocking says nothing is there, or that nobody writes to it; then wait a little. */
async function* readPipe(handle: FileHandle, listening: Listening): ByteStream {
  const { patience = defaultPatience, signal } = listening;
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  const since = monotonicTime();
  let isBegun = false;
  const reminder = remind(listening, () => tell(isBegun ? 'file.pipeSilent' : 'file.pipeAlone'));
  try {
    for (;;) {
      const bytesRead = await readNow(handle, buffer);
      if (bytesRead === undefined || (bytesRead === 0 && !isBegun)) {
        isBegun ||= bytesRead === undefined;
        if (!isBegun && monotonicTime() - since > patience) {
          yield fault('unreadable', tell('file.pipeAbandoned'));
          return;
        }
        await sleep(pause, undefined, { ...(signal && { signal }) }).catch(() =>
          signal?.throwIfAborted(),
        );
      } else if (bytesRead === 0) {
        return;
      } else {
        isBegun = true;
        reminder.cancel();
        yield buffer.subarray(0, bytesRead);
      }
    }
  } finally {
    reminder.cancel();
  }
}

/** Calls `onWait` once, unless something comes within a second. */
function remind({ onWait }: Listening, why: () => Message): { readonly cancel: () => void } {
  const timer = onWait && setTimeout(() => onWait(why()), untilTold);
  return { cancel: () => clearTimeout(timer) };
}

/** The number of bytes read; undefined if none are there yet, 0 if nobody writes. */
async function readNow(handle: FileHandle, buffer: Buffer): Promise<number | undefined> {
  try {
    return (await handle.read(buffer, 0, buffer.length, null)).bytesRead;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

/** The bytes of a stream. */
export async function* readStream(stream: Readable, listening: Listening = {}): ByteStream {
  const { signal } = listening;
  if (signal) addAbortSignal(signal, stream);
  const reminder = remind(listening, () => tell('file.stdinSilent'));
  try {
    for await (const chunk of stream) {
      reminder.cancel();
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    }
  } catch (error) {
    signal?.throwIfAborted();
    yield fault('unreadable', tell('file.readingFailed', { reason: reasonOf(error) }));
  } finally {
    reminder.cancel();
  }
}
