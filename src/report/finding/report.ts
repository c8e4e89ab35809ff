import type { Rejection } from '../../event/event.ts';
import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Summary } from '../../finding/summary.ts';
import type { Tool } from './reporter.ts';

/** All that a run has to say, at once; what a report of any format is made of. */
export interface Report {
  /** Worst first, then the most surprising, then by time. */
  readonly findings: readonly Finding[];
  /** What reached most first. */
  readonly cases: readonly Case[];
  /** Records that could not be read as events, the first of them; the summary counts all. */
  readonly rejections: readonly Rejection[];
  /** When the run began, ISO 8601 UTC; null if it is not known. */
  readonly at: string | null;
  /** The host of the org whose log it is; null if it is not known. */
  readonly org: string | null;
  /** What wrote it; undefined if it is not known. */
  readonly tool: Tool | undefined;
  /** What was read, and how complete the answer is; undefined if the run does not say. */
  readonly summary: Summary | undefined;
}
