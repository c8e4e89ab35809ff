import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Timeline } from '../../timeline/timeline.ts';

/** A case with its timeline and its findings. */
export interface ShownCase {
  readonly case: Case;
  readonly timeline: Timeline;
  /** Those of its findings that are known, by time. */
  readonly findings: readonly Finding[];
}

/** What is shown: cases, and findings that were asked for by themselves, with their case if it is known. */
export interface Shown {
  readonly stories: readonly ShownCase[];
  readonly findings: readonly LoneFinding[];
}

export interface LoneFinding {
  readonly finding: Finding;
  readonly case: Case | undefined;
}
