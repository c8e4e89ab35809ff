import { differenceInHours } from 'date-fns/differenceInHours';
import { parseTime } from '../../event/time.ts';
import { type Safe, safe, show } from './escape.ts';
import type { Glyphs } from './theme.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ') as readonly string[];

/** A moment in UTC, in the pieces that people read. */
interface Clock {
  /** `02 Oct` */
  readonly day: Safe;
  /** `2023` */
  readonly year: Safe;
  /** `10:02` */
  readonly minute: Safe;
  /** `10:02:11` */
  readonly second: Safe;
}

/** `02 Oct 10:02`, with the year if asked for. */
export function minuteOf(time: string, withYear = false): Safe {
  const clock = read(time);
  if (!clock) return unreadable(time);
  return withYear
    ? safe`${clock.day} ${clock.year} ${clock.minute}`
    : safe`${clock.day} ${clock.minute}`;
}

/** `10:02:11`, with the day if asked for. */
export function secondOf(time: string, withDay = false): Safe {
  const clock = read(time);
  if (!clock) return unreadable(time);
  return withDay ? safe`${clock.day} ${clock.second}` : clock.second;
}

/** `02 Oct 2023` */
export function dateOf(time: string): Safe {
  const clock = read(time);
  return clock ? safe`${clock.day} ${clock.year}` : unreadable(time);
}

/** `02 Oct 2023 10:02:11 – 10:15:40 UTC`; the second day is named if it is another. */
export function spanOf(from: string, to: string, glyphs: Glyphs): Safe {
  const [start, end] = [read(from), read(to)];
  if (!start || !end) return safe`${unreadable(from)} ${glyphs.dash} ${unreadable(to)}`;
  const first = safe`${start.day} ${start.year} ${start.second}`;
  if (from === to) return safe`${first} UTC`;
  const last = isSameDay(from, to) ? end.second : safe`${end.day} ${end.year} ${end.second}`;
  return safe`${first} ${glyphs.dash} ${last} UTC`;
}

/** `02 Oct 08:00Z – 02 Oct 20:00Z 2023 (UTC)`; both years are named if they differ. */
export function periodOf(from: string, to: string, glyphs: Glyphs): Safe {
  const [start, end] = [read(from), read(to)];
  if (!start || !end) return safe`${unreadable(from)} ${glyphs.dash} ${unreadable(to)}`;
  const one = start.year === end.year;
  const first = one ? start.day : safe`${start.day} ${start.year}`;
  const last = one ? end.day : safe`${end.day} ${end.year}`;
  const year = one ? safe` ${end.year}` : safe``;
  return safe`${first} ${start.minute}Z ${glyphs.dash} ${last} ${end.minute}Z${year} (UTC)`;
}

/** Whether two times fall on the same day in UTC. */
export function isSameDay(a: string, b: string): boolean {
  return isSameYear(a, b) && read(a)?.day === read(b)?.day;
}

/** Whether two times fall into the same year in UTC. */
export function isSameYear(a: string, b: string): boolean {
  return read(a)?.year === read(b)?.year;
}

/** Whole hours between two times; 0 if one of them is no time. */
export function hoursBetween(from: string, to: string): number {
  const [start, end] = [parseTime(from), parseTime(to)];
  if (start === undefined || end === undefined) return 0;
  return Math.max(0, differenceInHours(end, start));
}

function read(time: string): Clock | undefined {
  const moment = parseTime(time);
  if (moment === undefined) return undefined;
  const date = new Date(moment);
  const minute = safe`${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return {
    day: safe`${two(date.getUTCDate())} ${months[date.getUTCMonth()] as Safe}`,
    year: String(date.getUTCFullYear()).padStart(4, '0') as Safe,
    minute,
    second: safe`${minute}:${two(date.getUTCSeconds())}`,
  };
}

function two(number: number): Safe {
  return String(number).padStart(2, '0') as Safe;
}

function unreadable(time: string): Safe {
  return show(time, { max: 24, ascii: true });
}
