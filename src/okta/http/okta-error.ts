/**
 * What kind of trouble it is: `setup` the caller mends (an org URL, a credential that is missing or
 * misspelt, an archive of another org); `refused` is a credential that Okta does not accept or that
 * may not read the log; `unreachable` is the network or an outage; `protocol` an answer that cannot
 * be the log; `disk` the archive's file system.
 */
export type Trouble = 'setup' | 'refused' | 'unreachable' | 'protocol' | 'disk';

/** An error on the way to the log or to its archive. The message may quote Okta: hostile text. */
export class OktaError extends Error {
  override readonly name = 'OktaError';
  readonly trouble: Trouble;
  /** What to do about it, as one clause. */
  readonly advice: string;
  /** The HTTP status, if an answer of Okta is the trouble. */
  readonly status: number | undefined;

  constructor(trouble: Trouble, message: string, advice: string, status?: number) {
    super(message);
    this.trouble = trouble;
    this.advice = advice;
    this.status = status;
  }
}
