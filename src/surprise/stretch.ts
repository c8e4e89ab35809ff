import type { ShownValue, Subject, Unit } from './showing-book.ts';
import type { SubjectKind } from './shown-values.ts';

/**
 * What one session showed between two rests, or somebody without a session on one day. Long sessions are compared
 * piece by piece, or the longest one would always be the strangest.
 */
export interface Stretch {
  /** Whose it is; numbers in {@link StretchedLog}. */
  readonly unit: number;
  readonly subject: number;
  readonly kind: SubjectKind;
  /** The first hour, whole hours since 1970 UTC, and in how many from then on something was seen. */
  readonly from: number;
  readonly hours: number;
  /** The earliest and the latest event, in milliseconds. */
  readonly first: number;
  readonly last: number;
  /** Where among all that was shown its values begin and end. */
  readonly start: number;
  readonly end: number;
}

/** What there is to know of stretches, by their numbers: there are too many for an object each. */
export interface Stretches {
  readonly size: number;
  readonly units: Int32Array;
  readonly subjects: Int32Array;
  readonly froms: Int32Array;
  readonly hours: Int32Array;
  readonly firsts: Float64Array;
  readonly lasts: Float64Array;
  /** Where the values of each begin, which is where those of the one before end; one more than there are. */
  readonly starts: Int32Array;
}

/** A log as stretches, in order of time. All numbers follow from the texts alone. */
export interface StretchedLog {
  readonly subjects: readonly (Subject & { readonly login: string })[];
  readonly units: readonly Unit[];
  readonly values: readonly ShownValue[];
  readonly stretches: Stretches;
  /** What each stretch showed, as entries (`shown-entry.ts`); those of one stretch by value, each value once. */
  readonly shown: Int32Array;
}

/** Room for so many stretches. */
export function createStretches(size: number, starts: Int32Array): Stretches {
  const numbers = () => new Int32Array(size);
  return {
    size,
    units: numbers(),
    subjects: numbers(),
    froms: numbers(),
    hours: numbers(),
    firsts: new Float64Array(size),
    lasts: new Float64Array(size),
    starts,
  };
}

/** One stretch by itself. */
export function stretchAt({ stretches, units }: StretchedLog, number: number): Stretch {
  const unit = stretches.units[number] as number;
  return {
    unit,
    subject: stretches.subjects[number] as number,
    kind: (units[unit] as Unit).kind,
    from: stretches.froms[number] as number,
    hours: stretches.hours[number] as number,
    first: stretches.firsts[number] as number,
    last: stretches.lasts[number] as number,
    start: stretches.starts[number] as number,
    end: stretches.starts[number + 1] as number,
  };
}

/** To measure a stretch takes as long as so many steps. */
export const stepsOfStretch = 64;
