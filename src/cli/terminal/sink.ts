import { type Message, type MessageValue, tell, toldBy } from '../../language/message.ts';
import { breakdown, type Failure, ReaderGone } from '../failure.ts';
import type { Output } from './io.ts';

/** An output for text. Its errors are thrown as failures with exit code 3, or 141. */
export interface Sink {
  /** Resolves when the text has left this process, so that a slow reader slows the writer. */
  readonly write: (text: string) => Promise<void>;
  /** Completes the output: only now does a file appear under its name. */
  readonly finish: () => Promise<void>;
  /** Whether its end waits for a person. */
  readonly waits?: boolean;
  /** Abandons the output and leaves no partial file. Synchronous, so that it can be the last action. */
  readonly discard: () => void;
}

/** Error codes for a pipe whose reader went away. */
const readerIsGone: readonly unknown[] = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED'];

/**
 * Writes to a stream. Throws a {@link ReaderGone} if its reader went away (`| head`).
 * After the first failure every write fails for the same reason.
 */
export function streamSink(stream: Output, name: MessageValue): Sink {
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
 * Writes to standard error. An error there cannot be reported anywhere and does not change the exit code:
 * after the first one all else is dropped.
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

/** Keeps a stream's error from ending the process; the callback of the write gets it as well. */
function calm(stream: Output): void {
  if (stream.listenerCount('error') === 0) stream.on('error', () => {});
}

const causes: Readonly<Record<string, Message>> = {
  ENOSPC: tell('output.noSpace'),
  EDQUOT: tell('output.quota'),
  EFBIG: tell('output.tooLarge'),
  EACCES: tell('output.denied'),
  EPERM: tell('output.denied'),
  EROFS: tell('output.readOnly'),
  EEXIST: tell('output.nameTaken'),
  ENOENT: tell('output.noFolder'),
  ENOTDIR: tell('output.noFolder'),
};

/** The failure of writing to `name`, in plain words for common causes. */
export function cannotWrite(name: MessageValue, error: unknown, advice?: Message): Failure {
  const { code } = error as NodeJS.ErrnoException;
  if (readerIsGone.includes(code)) return new ReaderGone(name);
  const reason = (code && causes[code]) || toldBy(error as Error);
  return breakdown(tell('output.cannotWrite', { name, reason }), advice);
}
