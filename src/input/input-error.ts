import type { TextName } from '../language/language.ts';
import { type Message, type MessageValue, tell, toldInEnglish } from '../language/message.ts';

/** What makes reading impossible: a path that does not exist, a folder that may not be entered, no input at all. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The path as the user gave it; hostile text, as file names are. */
  readonly path: string;
  /** What the user can do about it. */
  readonly advice: string;
  /** The message and the advice, for people. */
  readonly told: Message;
  /** The advice, for people. */
  readonly toldAdvice: Message;

  constructor(path: string, reason: MessageValue, advice: Message, cause?: unknown) {
    const told = tell('input.error', { path, reason });
    super(toldInEnglish(told), { cause });
    this.path = path;
    this.told = told;
    this.advice = toldInEnglish(advice);
    this.toldAdvice = advice;
  }

  /** The error for a failed system call. */
  static of(path: string, error: unknown, advice: Message): InputError {
    return new InputError(path, reasonOf(error), advice, error);
  }

  /** What to do when a system call fails: throw {@link InputError.of} it. */
  static thrower(path: string, advice: Message): (error: unknown) => never {
    return (error) => {
      throw InputError.of(path, error, advice);
    };
  }
}

/** Why a system call failed, in words; for a rare reason in those of the system. */
export function reasonOf(error: unknown): Message {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = reasons[code];
  if (name) return tell(name);
  return tell('input.otherwise', {
    reason: error instanceof Error ? error.message : String(error),
  });
}

/** Texts that need no values. */
type ReasonName = Extract<TextName, `input.why${string}`>;

const reasons: Readonly<Record<string, ReasonName>> = {
  ENOENT: 'input.whyNoSuchFile',
  EACCES: 'input.whyDenied',
  EPERM: 'input.whyDenied',
  EISDIR: 'input.whyIsFolder',
  ENOTDIR: 'input.whyNotFolder',
  ELOOP: 'input.whyLinkCircle',
  EMFILE: 'input.whyManyOpen',
  ENAMETOOLONG: 'input.whyLongPath',
  ENOSPC: 'input.whyNoSpace',
  EDQUOT: 'input.whyQuota',
  ENXIO: 'input.whyNoDevice',
  EIO: 'input.whyDiskError',
};
