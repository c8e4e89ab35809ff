import { breakdown, type Failure, ReaderGone } from '../failure.ts';
import type { Output } from './io.ts';

/** A place that takes text. Errors of the place are thrown as failures with exit code 3, or 141. */
export interface Sink {
  /** Returns when the text has left this process: a slow reader makes a slow writer. */
  readonly write: (text: string) => Promise<void>;
  /** Makes what was written last: a file stands complete under its name only from here on. */
  readonly finish: () => Promise<void>;
  /** Gives up; leaves no half-written file. Synchronous, so that it can be the last thing done. */
  readonly discard: () => void;
}

/** How systems say that nobody reads a pipe any more. */
const readerIsGone: readonly unknown[] = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED'];

/**
 * Writes to a stream. What cannot be written any more because its reader went away (`| head`) throws a
 * {@link ReaderGone}. After the first failure everything fails for the same reason.
 */
export function streamSink(stream: Output, name: string): Sink {
  calm(stream);
  let failure: Failure | undefined;
  const write = (text: string): Promise<void> =>
    new Promise((done, fail) => {
      if (text === '') return done();
      if (failure) return fail(failure);
      stream.write(text, (error) => {
        if (!error) return done();
        failure ??= cannotWrite(name, error);
        fail(failure);
      });
    });
  return { write, finish: async () => {}, discard: () => {} };
}

/**
 * Writes to standard error. What cannot be told there cannot be told anywhere, and changes nothing in how
 * a run ends: the first error drops all that follows.
 */
export function asideSink(stream: Output): Pick<Sink, 'write'> {
  calm(stream);
  let isClosed = false;
  return {
    write: (text) =>
      new Promise((done) => {
        if (isClosed || text === '') return done();
        stream.write(text, (error) => {
          isClosed ||= error !== undefined && error !== null;
          done();
        });
      }),
  };
}

/** Keeps an error of a stream from ending the process: it also comes to the callback of its write. */
function calm(stream: Output): void {
  if (stream.listenerCount('error') === 0) stream.on('error', () => {});
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
  if (readerIsGone.includes(code)) return new ReaderGone(name);
  return breakdown(`cannot write to ${name}: ${(code && causes[code]) ?? message}`, fix);
}
