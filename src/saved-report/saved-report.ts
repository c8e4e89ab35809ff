import { type Message, type MessageValue, tell, toldInEnglish } from '../language/message.ts';
import type { Report } from '../report/finding/report.ts';

/** A report that a scan or a watch saved, read back and checked; of each finding and case the latest word. */
export interface SavedReport extends Report {
  /** As the user named it. */
  readonly file: string;
  /** How it was written. */
  readonly format: 'json' | 'ndjson';
  /** Fingerprints that cases name and the report does not hold, because it is not about everything (`--user`). */
  readonly hidden: readonly string[];
}

/** A file that is no report, or not a whole one. */
export class SavedReportError extends Error {
  override readonly name = 'SavedReportError';
  /** What the user can do about it. */
  readonly advice: string;
  /** The message and the advice, for people. */
  readonly told: Message;
  /** The advice, for people. */
  readonly toldAdvice: Message;

  /** `place` is a line or a path in the document; hostile text, as `file` is. */
  constructor(
    file: string,
    place: MessageValue | undefined,
    reason: MessageValue,
    advice: Message,
  ) {
    const told =
      place === undefined
        ? tell('saved.error', { file, reason })
        : tell('saved.errorAt', { file, place, reason });
    super(toldInEnglish(told));
    this.told = told;
    this.advice = toldInEnglish(advice);
    this.toldAdvice = advice;
  }
}
