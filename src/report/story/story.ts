import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Timeline } from '../../timeline/timeline.ts';

/** A case with its timeline and its findings. */
export interface ShownCase {
  /** The case. */
  readonly case: Case;
  /** What happened, in order. */
  readonly timeline: Timeline;
  /** Those of its findings that are known, by time. */
  readonly findings: readonly Finding[];
}

/** What is shown: cases, and findings that were asked for by themselves, with their case if it is known. */
export interface Shown {
  /** The cases that were asked for. */
  readonly stories: readonly ShownCase[];
  /** The findings that were asked for by themselves. */
  readonly findings: readonly LoneFinding[];
}

/** A finding that was asked for by itself. */
export interface LoneFinding {
  /** The finding. */
  readonly finding: Finding;
  /** Its case; undefined if it is not known. */
  readonly case: Case | undefined;
}
