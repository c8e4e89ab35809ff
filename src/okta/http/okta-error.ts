import { type Message, tell, toldInEnglish } from '../../language/message.ts';

/**
 * The kind of trouble: `setup` is for the caller to fix (an org URL, a missing or misspelt credential,
 * an archive of another org); `refused` is a credential that Okta does not accept or that
 * may not read the log; `unreachable` is the network or an outage; `protocol` an answer that cannot
 * be the log; `disk` the archive's file system.
 */
export type Trouble = 'setup' | 'refused' | 'unreachable' | 'protocol' | 'disk';

/** An error in reaching the log or its archive. The message may quote Okta: hostile text. */
export class OktaError extends Error {
  override readonly name = 'OktaError';
  /** What kind of trouble it is. */
  readonly trouble: Trouble;
  /** What to do about it, as one clause. */
  readonly advice: string;
  /** The message and the advice, for people. */
  readonly told: Message;
  /** The advice, for people. */
  readonly toldAdvice: Message;
  /** The HTTP status, if the error is an answer from Okta. */
  readonly status: number | undefined;

  constructor(trouble: Trouble, told: Message, advice: Message, status?: number) {
    super(toldInEnglish(told));
    this.trouble = trouble;
    this.told = told;
    this.advice = toldInEnglish(advice);
    this.toldAdvice = advice;
    this.status = status;
  }
}

/** The error for an answer that the org itself would not give. */
export function oddAnswer(told: Message): OktaError {
  return new OktaError('protocol', told, tell('okta.checkUrl'));
}
