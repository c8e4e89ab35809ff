import { type Message, toldInEnglish } from '../language/message.ts';
import { exitCodes } from './exit-code.ts';

/** A sentence for people; a text stays as it is in every language. */
export type Sentence = Message | string;

/** An expected error: it is shown as a message, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;
  /** The message, for people; `message` is in English. */
  readonly told: Sentence;
  /** What to do about it, as one clause, in English. */
  readonly advice: string | undefined;
  /** The same, for people. */
  readonly toldAdvice: Sentence | undefined;

  constructor(exitCode: number, told: Sentence, advice?: Sentence) {
    super(englishOf(told));
    this.exitCode = exitCode;
    this.told = told;
    this.advice = advice === undefined ? undefined : englishOf(advice);
    this.toldAdvice = advice;
  }
}

function englishOf(sentence: Sentence): string {
  return typeof sentence === 'string' ? sentence : toldInEnglish(sentence);
}

/** A reader went away before all was written (exit 141), as `| head` does; nobody is left to see a message. */
export class ReaderGone extends Failure {
  constructor(name: string) {
    super(exitCodes.brokenPipe, `the reader of ${name} went away`);
  }
}

/** A usage error: the caller must change the command (exit 2). */
export function misuse(told: Sentence, advice?: Sentence): Failure {
  return new Failure(exitCodes.misuse, told, advice);
}

/** The run failed (exit 3): input, output, disk. */
export function breakdown(told: Sentence, advice?: Sentence): Failure {
  return new Failure(exitCodes.breakdown, told, advice);
}
