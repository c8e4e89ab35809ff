import type { Rejection } from '../event/event.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import type { Summary } from '../finding/summary.ts';
import type { Tally } from './tally.ts';

/** All that a hunt has to say, in one stream. */
export type Outcome =
  | Rejection
  | EvaluationProgress
  | Explanation
  | Tally
  | Finding
  | Case
  | Summary;

/** What belongs in a report: findings, then cases, records that could not be judged, one summary last. */
export type ReportedOutcome = Rejection | Finding | Case | Summary;

/** A rule is about to be evaluated, which may take a while. */
export interface EvaluationProgress {
  readonly kind: 'progress';
  /** The name of the rule. */
  readonly rule: string;
  /** Rules evaluated already, of how many. */
  readonly done: number;
  /** How many there are in all. */
  readonly rules: number;
}
