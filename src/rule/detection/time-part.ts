import { day } from '../../event/duration.ts';

/** The parts of a time that can be compared: the least and the greatest number of each. */
export const timeParts = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [0, 9999],
} as const;
export type TimePart = keyof typeof timeParts;

/** A part of a time in milliseconds since 1970, in UTC; weeks as ISO 8601 numbers them. */
export function partOf(time: number, part: TimePart): number {
  return readers[part](new Date(time));
}

const readers: Readonly<Record<TimePart, (date: Date) => number>> = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day: (date) => date.getUTCDate(),
  week: weekOf,
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

/** Weeks begin on Monday, and belong to the year that has their Thursday. */
function weekOf(date: Date): number {
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - weekday) * day);
  const first = new Date(0);
  first.setUTCFullYear(thursday.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday.getTime() - first.getTime()) / day / 7);
}
