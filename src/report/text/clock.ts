import { differenceInHours } from 'date-fns/differenceInHours';
import { parseTime } from '../../event/time.ts';
import { createClock } from '../../event/time-zone.ts';
import { groupedDigits, type Language } from '../../language/language.ts';
import { fill } from '../../language/phrase.ts';
import { join, type Safe, safe, show } from './escape.ts';

/** The zone of a report that was asked for none. */
export const utc = 'UTC';

/**
 * How times of the log are told to people: in one time zone, which is always named by its offset at that moment,
 * and in the order of day, month and year of a language. What is no time is shown as it is.
 */
export interface Clock {
  /** `02 Oct 10:02`, with the year if asked for; only where the zone stands beside it. */
  readonly minute: (time: string, withYear?: boolean) => Safe;
  /** The same with its zone: `02 Oct 10:02Z`, `02 Oct 19:02+09:00`. */
  readonly stamp: (time: string, withYear?: boolean) => Safe;
  /** `10:02:11`, with the day if asked for; only where the zone stands beside it. */
  readonly second: (time: string, withDay?: boolean) => Safe;
  /** `02 Oct 2023 UTC` */
  readonly date: (time: string) => Safe;
  /** `02 Oct 2023 10:02:11 – 10:15:40 UTC`; the second day is named if it is another. */
  readonly span: (from: string, to: string) => Safe;
  /** `02 Oct 08:00Z – 02 Oct 20:00Z 2023 (UTC)`; both years are named if they differ. */
  readonly period: (from: string, to: string) => Safe;
  /** `UTC`, or the offset that all of some times have, `+09:00`; undefined if they have several. */
  readonly offset: (times: readonly string[]) => Safe | undefined;
  /** The same of one time, as it stands behind a minute: `Z`, `+09:00`. */
  readonly suffix: (time: string) => Safe;
  /** `2023-10-02T10:02:11Z`, `2023-10-02T19:02:11+09:00` (ISO 8601), for lines of a log. */
  readonly iso: (time: string) => Safe;
  readonly isSameDay: (a: string, b: string) => boolean;
  readonly isSameYear: (a: string, b: string) => boolean;
}

/** A moment in some zone, in the pieces that people read. */
interface Reading {
  /** `02 Oct` */
  readonly day: Safe;
  /** `02 Oct 2023` */
  readonly date: Safe;
  /** `2023` */
  readonly year: Safe;
  /** `2023-10-02` */
  readonly isoDate: Safe;
  /** `10:02` */
  readonly minute: Safe;
  /** `10:02:11` */
  readonly second: Safe;
  /** `UTC`, `+09:00` */
  readonly offset: Safe;
  /** `Z`, `+09:00` */
  readonly suffix: Safe;
}

/** A clock for a zone of the tz database, or for UTC; `sign` stands between two times. Throws for what is no zone. */
export function createReportClock(zone: string, language: Language, sign: Safe = safe`-`): Clock {
  const read = createReader(zone, language);
  const place = show(zone, { max: 40, ascii: true });
  const dash = safe` ${sign} `;
  const minute: Clock['minute'] = (time, withYear = false) => {
    const at = read(time);
    if (!at) return unreadable(time);
    return safe`${withYear ? at.date : at.day} ${at.minute}`;
  };
  const unreadables = (from: string, to: string): Safe =>
    join([unreadable(from), unreadable(to)], dash);
  const isSameYear = (a: string, b: string): boolean => read(a)?.year === read(b)?.year;
  const isSameDay = (a: string, b: string): boolean => read(a)?.date === read(b)?.date;
  return {
    minute,
    stamp: (time, withYear) => safe`${minute(time, withYear)}${read(time)?.suffix ?? safe``}`,
    second: (time, withDay = false) => {
      const at = read(time);
      if (!at) return unreadable(time);
      return withDay ? safe`${at.day} ${at.second}` : at.second;
    },
    date: (time) => {
      const at = read(time);
      return at ? safe`${at.date} ${at.offset}` : unreadable(time);
    },
    span: (from, to) => {
      const [start, end] = [read(from), read(to)];
      if (!start || !end) return unreadables(from, to);
      const first = safe`${start.date} ${start.second}`;
      if (from === to) return safe`${first} ${start.offset}`;
      const last = isSameDay(from, to) ? end.second : safe`${end.date} ${end.second}`;
      const turned = start.offset === end.offset ? safe`` : safe` ${start.offset}`;
      return safe`${first}${turned}${dash}${last} ${end.offset}`;
    },
    period: (from, to) => {
      const [start, end] = [read(from), read(to)];
      if (!start || !end) return unreadables(from, to);
      const one = start.year === end.year;
      const stampOf = (at: Reading) => safe`${one ? at.day : at.date} ${at.minute}${at.suffix}`;
      const ends = join([stampOf(start), stampOf(end)], dash);
      const told = one
        ? fill(language.texts['clock.inYear'], { ends, year: start.year }, groupedDigits)
        : ends;
      return safe`${told as Safe} (${place})`;
    },
    offset: (times) => {
      const [first, ...others] = new Set(times.flatMap((time) => read(time)?.offset ?? []));
      return others.length > 0 ? undefined : (first ?? place);
    },
    iso: (time) => {
      const at = read(time);
      return at ? safe`${at.isoDate}T${at.second}${at.suffix}` : unreadable(time);
    },
    suffix: (time) => read(time)?.suffix ?? safe``,
    isSameDay,
    isSameYear,
  };
}

/** Whole hours between two times; 0 if one of them is no time. */
export function hoursBetween(from: string, to: string): number {
  const [start, end] = [parseTime(from), parseTime(to)];
  if (start === undefined || end === undefined) return 0;
  return Math.max(0, differenceInHours(end, start));
}

function createReader(zone: string, { texts }: Language): (time: string) => Reading | undefined {
  const isUtc = zone === utc;
  const aheadAt = isUtc ? () => 0 : createClock(zone);
  const months = texts['clock.months'].split(' ');
  return (time) => {
    const moment = parseTime(time);
    if (moment === undefined) return undefined;
    const ahead = aheadAt(moment);
    const date = new Date(moment + ahead);
    const minute = safe`${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
    const year = String(date.getUTCFullYear()).padStart(4, '0') as Safe;
    const month = months[date.getUTCMonth()] ?? '';
    const parts = { day: two(date.getUTCDate()), month, year };
    return {
      day: fill(texts['clock.day'], parts, groupedDigits) as Safe,
      date: fill(texts['clock.date'], parts, groupedDigits) as Safe,
      year,
      isoDate: safe`${year}-${two(date.getUTCMonth() + 1)}-${parts.day}`,
      minute,
      second: safe`${minute}:${two(date.getUTCSeconds())}`,
      offset: isUtc ? safe`UTC` : offsetText(ahead),
      suffix: isUtc ? safe`Z` : offsetText(ahead),
    };
  };
}

/** `+09:00`, `-03:30`; seconds, which zones had before they had hours, are left out. */
function offsetText(ahead: number): Safe {
  const minutes = Math.trunc(Math.abs(ahead) / 60_000);
  const sign = ahead < 0 ? safe`-` : safe`+`;
  return safe`${sign}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

function two(number: number): Safe {
  return String(number).padStart(2, '0') as Safe;
}

function unreadable(time: string): Safe {
  return show(time, { max: 24, ascii: true });
}
