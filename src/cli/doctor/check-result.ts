import type { Message } from '../../language/message.ts';

/** The result of a check by `doctor`. */
export interface CheckResult {
  /** `unknown` is what could not be checked: never as good as `ok`. */
  readonly state: 'ok' | 'warn' | 'bad' | 'unknown';
  readonly text: Message;
  /** What to do about it. */
  readonly advice?: Message;
}

/** Shows a result at once. */
export type ShowResult = (result: CheckResult) => Promise<void>;
