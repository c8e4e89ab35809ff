/** What a check of `doctor` found. */
export interface CheckResult {
  /** `unknown` is what could not be looked at: never as good as `ok`. */
  readonly state: 'ok' | 'warn' | 'bad' | 'unknown';
  readonly text: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** Tells a result as soon as it is there. */
export type TellResult = (result: CheckResult) => Promise<void>;
