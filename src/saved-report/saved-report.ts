import type { Rejection } from '../event/event.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/summary.ts';
import { type Message, type MessageValue, tell, toldInEnglish } from '../language/message.ts';
import type { Tool } from '../report/finding/reporter.ts';

/** A report that a scan or a watch saved, read back and checked. */
export interface SavedReport {
  /** As the user named it. */
  readonly file: string;
  readonly format: 'json' | 'ndjson';
  /** By fingerprint each once, the latest word on it; in the order of the file. */
  readonly findings: readonly Finding[];
  /** By id each once, the latest word on it. */
  readonly cases: readonly Case[];
  /** Fingerprints that cases name and the report does not hold, because it is not about everything (`--user`). */
  readonly hidden: readonly string[];
  /** Records that could not be read as events, the first of them; only JSON has them. */
  readonly rejections: readonly Rejection[];
  /** When the run began, and the host of its org; null where that is not known. */
  readonly at: string | null;
  readonly org: string | null;
  /** Who wrote it, and how complete the scan was; undefined if the lines do not end with one run. */
  readonly tool: Tool | undefined;
  readonly summary: Summary | undefined;
}

/** A file that is no report, or not a whole one. */
export class SavedReportError extends Error {
  override readonly name = 'SavedReportError';
  /** What the user can do about it. */
  readonly advice: string;
  /** The message and the advice, for people. */
  readonly told: Message;
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
