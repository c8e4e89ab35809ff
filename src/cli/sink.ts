import { breakdown, type Failure } from './failure.ts';
import type { Output } from './io.ts';

/** A place that takes text. Errors of the place are thrown as failures with exit code 3. */
export interface Sink {
  /** Returns when the text has left this process: a slow reader makes a slow writer. */
  readonly write: (text: string) => Promise<void>;
  /** Makes what was written last: a file stands complete under its name only from here on. */
  readonly finish: () => Promise<void>;
  /** Gives up; leaves no half-written file. Synchronous, so that it can be the last thing done. */
  readonly discard: () => void;
}

/** How systems say that nobody reads a pipe any more. */
const readerIsGone: readonly unknown[] = ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED'];

/**
 * Writes to a stream. A reader that went away (`| head`) is no error: the rest is dropped. A full
 * disk behind the stream is.
 */
export function streamSink(stream: Output, name: string): Sink {
  let isClosed = false;
  stream.on('error', () => {}); // Every error also comes to the callback of its write.
  const write = (text: string): Promise<void> =>
    new Promise((done, fail) => {
      if (isClosed || text === '') return done();
      stream.write(text, (error) => {
        if (!error) return done();
        isClosed = true;
        if (readerIsGone.includes((error as NodeJS.ErrnoException).code)) return done();
        fail(cannotWrite(name, error));
      });
    });
  return { write, finish: async () => {}, discard: () => {} };
}

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would be larger than allowed',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EEXIST: 'something else has that name',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
};

/** The failure of writing to `name`, in plain words where the cause is a common one. */
export function cannotWrite(name: string, error: unknown, fix?: string): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  return breakdown(`cannot write to ${name}: ${(code && causes[code]) ?? message}`, fix);
}
