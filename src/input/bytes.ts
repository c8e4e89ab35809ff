import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Flow, fault } from './flow.ts';
import { reasonOf } from './input-error.ts';
import type { Place } from './place.ts';

/** Told how many bytes a file has, if it has an end that is known. */
export type OnSize = (bytes: number) => void;

const chunkSize = 1024 * 1024;

/**
 * The bytes of a file, up to the size it had when opened; a pipe or device to its end. What goes wrong is
 * part of the flow. All chunks share one buffer.
 */
export async function* readFile(
  place: Place,
  patience = defaultPatience,
  onSize?: OnSize,
  signal?: AbortSignal,
): Flow {
  let handle: FileHandle;
  try {
    // Opening a pipe that nobody writes to would block, and nothing could end that.
    handle = await open(place.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    yield fault('unreadable', `the file cannot be opened: ${reasonOf(error)}`);
    return;
  }
  try {
    const isPipe = (await handle.stat()).isFIFO();
    yield* isPipe ? readPipe(handle, patience, signal) : readHandle(handle, onSize);
  } catch (error) {
    signal?.throwIfAborted();
    yield fault('unreadable', `reading breaks off: ${reasonOf(error)}`);
  } finally {
    await handle.close();
  }
}

async function* readHandle(handle: FileHandle, onSize: OnSize | undefined): Flow {
  const stats = await handle.stat();
  // Files of /proc say 0 and hold something.
  const size = stats.isFile() && stats.size > 0 ? stats.size : Number.POSITIVE_INFINITY;
  if (Number.isFinite(size)) onSize?.(size);
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(chunkSize, size - at), null);
    if (bytesRead === 0) {
      if (Number.isFinite(size)) yield shrunk(size, at);
      return;
    }
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Milliseconds that a pipe may be without anybody who writes to it, and between two looks at it. */
const defaultPatience = 30_000;
const pause = 5;

/** A pipe opened without blocking says nothing is there, or that nobody writes to it; then wait a little. */
async function* readPipe(handle: FileHandle, patience: number, signal?: AbortSignal): Flow {
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  let waited = 0;
  for (let isBegun = false; ; ) {
    const bytesRead = await readNow(handle, buffer);
    if (bytesRead === undefined || (bytesRead === 0 && !isBegun)) {
      isBegun ||= bytesRead === undefined;
      if (bytesRead === 0) waited += pause;
      if (waited > patience) {
        yield fault('unreadable', 'nobody writes to the pipe');
        return;
      }
      await sleep(pause, undefined, { ...(signal && { signal }) }).catch(() =>
        signal?.throwIfAborted(),
      );
    } else if (bytesRead === 0) {
      return;
    } else {
      isBegun = true;
      yield buffer.subarray(0, bytesRead);
    }
  }
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

function shrunk(size: number, at: number): ReturnType<typeof fault> {
  return fault('truncated', `the file became shorter while it was read: ${at} of ${size} bytes`);
}

/** The bytes of a stream. */
export async function* readStream(stream: Readable, signal?: AbortSignal): Flow {
  if (signal) addAbortSignal(signal, stream);
  try {
    for await (const chunk of stream) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    }
  } catch (error) {
    signal?.throwIfAborted();
    yield fault('unreadable', `reading breaks off: ${reasonOf(error)}`);
  }
}
