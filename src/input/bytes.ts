import { type FileHandle, open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
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
export async function* readFile(place: Place, onSize?: OnSize): Flow {
  let handle: FileHandle;
  try {
    handle = await open(place.path, 'r');
  } catch (error) {
    yield fault('unreadable', `the file cannot be opened: ${reasonOf(error)}`);
    return;
  }
  try {
    yield* readHandle(handle, onSize);
  } catch (error) {
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
