/**
 * Three-valued truth (Kleene's strong logic): false, undecided, true. Undecided means that an event
 * not seen could still change the answer; it never alerts.
 */
export type Truth = 0 | 1 | 2;

export const no: Truth = 0;
export const undecided: Truth = 1;
export const yes: Truth = 2;

/** True if all are; false if any is; undecided otherwise. */
export function and(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

/** True if any is; false if all are; undecided otherwise. */
export function or(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

export function not(a: Truth): Truth {
  return (2 - a) as Truth;
}

export function truthOf(value: boolean): Truth {
  return value ? yes : no;
}
