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
  /** The HTTP status, if the error is an answer from Okta. */
  readonly status: number | undefined;

  constructor(trouble: Trouble, message: string, advice: string, status?: number) {
    super(message);
    this.trouble = trouble;
    this.advice = advice;
    this.status = status;
  }
}

/** The error for an answer that the org itself would not give. */
export function oddAnswer(message: string): OktaError {
  return new OktaError('protocol', message, 'check the URL of the org, and any proxy in between');
}
