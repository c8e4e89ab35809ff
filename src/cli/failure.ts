import { exitCodes } from './exit-code.ts';

/** An expected error: it is shown as a message, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;
  /** What to do about it, as one clause. */
  readonly advice: string | undefined;

  constructor(exitCode: number, message: string, advice?: string) {
    super(message);
    this.exitCode = exitCode;
    this.advice = advice;
  }
}

/** A reader went away before all was written (exit 141), as `| head` does; nobody is left to see a message. */
export class ReaderGone extends Failure {
  constructor(name: string) {
    super(exitCodes.brokenPipe, `the reader of ${name} went away`);
  }
}

/** A usage error: the caller must change the command (exit 2). */
export function misuse(message: string, advice?: string): Failure {
  return new Failure(exitCodes.misuse, message, advice);
}

/** The run failed (exit 3): input, output, disk. */
export function breakdown(message: string, advice?: string): Failure {
  return new Failure(exitCodes.breakdown, message, advice);
}
