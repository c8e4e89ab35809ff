import type { Rejection } from '../event/event.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/summary.ts';
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

  /** `place` is a line or a path in the document; hostile text, as `file` is. */
  constructor(file: string, place: string | undefined, reason: string, advice: string) {
    super(place === undefined ? `${file}: ${reason}` : `${file}, ${place}: ${reason}`);
    this.advice = advice;
  }
}
