/** What a fact could still become, once everything in its window is known. */
export type PossibleValues =
  /** A number from `low` to `high`, both included; or nothing, if `absent`. */
  | {
      readonly kind: 'range';
      readonly low: number;
      readonly high: number;
      readonly absent: boolean;
    }
  /** The same values and perhaps others. */
  | { readonly kind: 'more' }
  /** Any values; or nothing, if `absent`. */
  | { readonly kind: 'other'; readonly absent: boolean }
  /** True or false. */
  | { readonly kind: 'either' };

/** What is not known of a window. */
export interface Uncertainty {
  /** At most so many events may be missing; infinite if the log does not cover the window. */
  readonly missing: number;
  /** Milliseconds: no missing event is nearer to the candidate. */
  readonly since: number;
  /** How many rules the window has. */
  readonly rules: number;
  /** What a count that begins anew stays at, at least; 0 if left out. */
  readonly least?: number;
}

/** How events that are missing can move a fact; undefined if they cannot. */
export type Unseen<Value> = (value: Value, uncertainty: Uncertainty) => PossibleValues | undefined;

type Numeric = Unseen<number | undefined>;

const range = (low: number, high: number, absent = false): PossibleValues => ({
  kind: 'range',
  low,
  high,
  absent,
});

/** More events raise it, each by one at most. */
export const risesByOnes: Numeric = (value = 0, { missing }) => range(value, value + missing);

/** More events raise it, each by one at most, or make it begin anew. */
export const beginsAnew: Numeric = (value = 0, { missing, least = 0 }) =>
  range(Math.min(least, value), value + missing);

/** More events raise it, if they change it. Without any event there is none from `least` on. */
export function rises(least: number, most = Number.POSITIVE_INFINITY): Numeric {
  return (value) =>
    value === undefined ? range(least, most, true) : range(value, Math.max(value, most));
}

/** More events may match more of the window's rules. */
export const risesToRules: Numeric = (value = 0, { rules }) => range(value, rules);

/** More events lower it, if they change it. */
export function falls(most = Number.POSITIVE_INFINITY): Numeric {
  return (value) => range(Number.NEGATIVE_INFINITY, value ?? most, value === undefined);
}

/** A missing event is nearer, but not nearer than where nothing is missing. */
export const fallsToSince: Numeric = (value, { since }) =>
  range(since / 1_000, value ?? Number.POSITIVE_INFINITY, value === undefined);

/** More events move it either way. */
export function moves(least: number, most: number): Numeric {
  return (value) => range(least, most, value === undefined);
}

/** More events move it either way, or leave nothing it rests on. */
export function wavers(least: number, most: number): Numeric {
  return () => range(least, most, true);
}

/** More events add values. */
export const gains: Unseen<unknown> = () => ({ kind: 'more' });

/** Another event takes the place of the one it rests on. */
export const gives: Unseen<unknown> = (value) => ({ kind: 'other', absent: value === undefined });

/** More events can show that it is false. */
export const mayFail: Unseen<unknown> = (value) =>
  value === true ? { kind: 'either' } : undefined;
