import { marks } from './showing-book.ts';

/**
 * A value that a stretch showed, as one number: the value, of which no register has room for 2^24; the hour in which it was
 * first taught, in five bits, since no stretch is longer than a day; and marks.
 */
export type ShownEntry = number;

const hourSpan = 32;
const entrySpan = hourSpan * marks.count;

/** `hour` is counted from the beginning of the stretch. */
export function entryOf(value: number, hour: number, mark: number): ShownEntry {
  return value * entrySpan + hour * marks.count + mark;
}

// Entries are of 31 bits, which V8 divides as whole numbers if it is told so.
export const valueIn = (entry: ShownEntry): number => (entry / entrySpan) | 0;
export const hourIn = (entry: ShownEntry): number => ((entry / marks.count) | 0) % hourSpan;
/** Whether it was shown by more than refused attempts. */
export const isTaught = (entry: ShownEntry): boolean => (entry & marks.refused) === 0;
/** Whether every event that showed it came from a device that Okta Verify vouches for. */
export const isVouched = (entry: ShownEntry): boolean => (entry & marks.unvouched) === 0;

/** The same of another value. */
export function withValue(entry: ShownEntry, value: number): ShownEntry {
  return value * entrySpan + (entry % entrySpan);
}

/** The entry of a value that is shown again, later. */
export function shownAgain(known: ShownEntry, hour: number, mark: number): ShownEntry {
  const first = isTaught(mark) && !isTaught(known) ? hour : hourIn(known);
  const both = (known & mark & marks.refused) + ((known | mark) & marks.unvouched);
  return entryOf(valueIn(known), first, both);
}
