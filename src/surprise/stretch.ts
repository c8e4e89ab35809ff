import type { ShownValue, Subject, Unit } from './showing-book.ts';
import type { SubjectKind } from './shown-values.ts';

/** Whose a stretch is; numbers in {@link StretchedLog}. */
export interface StretchOwner {
  readonly unit: number;
  readonly subject: number;
  readonly kind: SubjectKind;
}

/** Whose a stretch is, and when it was. */
export interface StretchSpan extends StretchOwner {
  /** The first and last hour, whole hours since 1970 UTC, and in how many between them something was seen. */
  readonly from: number;
  readonly to: number;
  readonly hours: number;
  /** The earliest and the latest event, in milliseconds. */
  readonly first: number;
  readonly last: number;
}

/**
 * What one session showed between two rests, or somebody without a session on one day. Long sessions are compared
 * piece by piece, or the longest one would always be the strangest.
 */
export interface Stretch extends StretchSpan {
  /** Where among all that was shown its values begin and end. */
  readonly start: number;
  readonly end: number;
}

/** A log as stretches, in order of time. All numbers follow from the texts alone. */
export interface StretchedLog {
  readonly subjects: readonly (Subject & { readonly login: string })[];
  readonly units: readonly Unit[];
  readonly values: readonly ShownValue[];
  readonly stretches: readonly Stretch[];
  /** What each stretch showed, as entries (`shown-entry.ts`); those of one stretch by value, each value once. */
  readonly shown: Int32Array;
}

/** To measure a stretch takes as long as so many steps. */
export const stepsOfStretch = 64;
