import { exitCodes } from './exit-code.ts';

/** An error that was foreseen: it is told in words, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;
  /** What to do about it, as one clause. */
  readonly fix: string | undefined;

  constructor(exitCode: number, message: string, fix?: string) {
    super(message);
    this.exitCode = exitCode;
    this.fix = fix;
  }
}

/** A reader went away before all was written (exit 141), as `| head` does: nobody is left to be told. */
export class ReaderGone extends Failure {
  constructor(name: string) {
    super(exitCodes.brokenPipe, `nobody reads ${name} any more`);
  }
}

/** The caller must write the command differently (exit 2). */
export function misuse(message: string, fix?: string): Failure {
  return new Failure(exitCodes.misuse, message, fix);
}

/** The run could not be done (exit 3): input, output, disk. */
export function breakdown(message: string, fix?: string): Failure {
  return new Failure(exitCodes.breakdown, message, fix);
}
