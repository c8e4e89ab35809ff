import { day } from './duration.ts';

/** The numbers that are parts of a time: the least and the greatest of each. */
export const timeParts = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  weekday: [1, 7],
  week: [1, 53],
  month: [1, 12],
  year: [0, 9999],
} as const;
export type TimePart = keyof typeof timeParts;

/** The quarters of a day, six hours each, from midnight on. */
export const dayparts = ['night', 'morning', 'afternoon', 'evening'] as const;

/**
 * A part of a time, in milliseconds since 1970 by the clock that is asked; days of the week from
 * Monday, and weeks as ISO 8601 numbers them.
 */
export function partOf(time: number, part: TimePart): number {
  return readers[part](new Date(time));
}

/** The quarter of the day in which a time lies. */
export function daypartOf(time: number): (typeof dayparts)[number] {
  return dayparts[Math.floor(partOf(time, 'hour') / 6)] ?? 'night';
}

const readers: Readonly<Record<TimePart, (date: Date) => number>> = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day: (date) => date.getUTCDate(),
  weekday: (date) => 1 + sinceMonday(date),
  week: weekOf,
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

function sinceMonday(date: Date): number {
  return (date.getUTCDay() + 6) % 7;
}

/** Weeks begin on Monday, and belong to the year that has their Thursday. */
function weekOf(date: Date): number {
  const thursday = new Date(date.getTime() + (3 - sinceMonday(date)) * day);
  const first = new Date(0);
  first.setUTCFullYear(thursday.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday.getTime() - first.getTime()) / day / 7);
}
