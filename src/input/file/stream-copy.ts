import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { tell } from '../../language/message.ts';
import { InputError } from '../input-error.ts';

/** A stream that can be read only once, kept in a temporary file to be read again. */
export interface StreamCopy {
  readonly path: string;
  /** Reads it from its beginning. */
  open(): Readable;
  /** Removes the file; it may be called more than once. */
  close(): void;
}

/**
 * Copies a stream to its end into a temporary file that only its owner can read (mode 0600 in a folder of
 * mode 0700). Throws an {@link InputError} if the disk fails, and the signal's reason if it fires.
 */
export async function copyStream(
  stream: Readable,
  signal: AbortSignal,
  folder: string = tmpdir(),
): Promise<StreamCopy> {
  let home: string | undefined;
  const close = (): void => {
    if (home === undefined) return;
    // On Windows it cannot be removed while somebody still reads it; then the next call does it.
    try {
      rmSync(home, { recursive: true, force: true });
      home = undefined;
    } catch {}
  };
  try {
    home = mkdtempSync(join(folder, 'oktahunt-'));
    const path = join(home, 'stdin');
    await pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
    return { path, open: () => createReadStream(path), close };
  } catch (error) {
    close();
    signal.throwIfAborted();
    throw InputError.of(join(folder, 'oktahunt-…'), error, tell('input.freeCopy'));
  }
}
