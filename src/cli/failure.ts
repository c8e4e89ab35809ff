import { type Message, type MessageValue, tell, toldInEnglish } from '../language/message.ts';
import { exitCodes } from './exit-code.ts';

/** An expected error: it is shown as a message, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;
  /** The message, for people; `message` is in English. */
  readonly told: Message;
  /** What to do about it, as one clause, in English. */
  readonly advice: string | undefined;
  /** The same, for people. */
  readonly toldAdvice: Message | undefined;

  constructor(exitCode: number, told: Message, advice?: Message) {
    super(toldInEnglish(told));
    this.exitCode = exitCode;
    this.told = told;
    this.advice = advice === undefined ? undefined : toldInEnglish(advice);
    this.toldAdvice = advice;
  }
}

/** A reader went away before all was written (exit 141), as `| head` does; nobody is left to see a message. */
export class ReaderGone extends Failure {
  constructor(name: MessageValue) {
    super(exitCodes.brokenPipe, tell('output.readerGone', { name }));
  }
}

/** A usage error: the caller must change the command (exit 2). */
export function misuse(told: Message, advice?: Message): Failure {
  return new Failure(exitCodes.misuse, told, advice);
}

/** The run failed (exit 3): input, output, disk. */
export function breakdown(told: Message, advice?: Message): Failure {
  return new Failure(exitCodes.breakdown, told, advice);
}
