import { minute } from './duration.ts';

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Milliseconds since 1970 UTC of an RFC 3339 date-time (section 5.6), or undefined.
 *
 * Stricter than `Date.parse`: the zone is required and 30 February is refused. Fractions below a
 * millisecond are cut; a leap second counts as the second before it.
 */
export function parseTime(text: string): number | undefined {
  const usual = parseUsual(text);
  if (usual !== undefined) return usual;
  const parts = rfc3339.exec(text);
  if (!parts) return undefined;
  const number = (index: number): number => Number(parts[index] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const [hours, minutes, seconds] = [number(4), number(5), number(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hours > 23 || minutes > 59 || seconds > 60) return undefined;
  if (number(9) > 23 || number(10) > 59) return undefined;
  const fraction = Math.floor(Number(`0.${parts[7] ?? 0}`) * 1000);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hours, minutes, Math.min(seconds, 59), fraction);
  const offset = (number(9) * 60 + number(10)) * minute;
  return date.getTime() - (parts[8] === '-' ? -offset : offset);
}

/** A time in milliseconds since 1970 as Okta writes it: RFC 3339 in UTC, with milliseconds. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** Okta's own form, `2023-10-02T14:29:37.412Z`, without the cost of a pattern; undefined for any other. */
function parseUsual(text: string): number | undefined {
  if (text.length !== 24 || !hasMarks(text)) return undefined;
  const number = (from: number, to: number): number => {
    let value = 0;
    for (let at = from; at < to; at++) {
      const digit = text.charCodeAt(at) - 48;
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
    }
    return value;
  };
  const [year, month, day] = [number(0, 4), number(5, 7), number(8, 10)];
  const [hours, minutes, seconds] = [number(11, 13), number(14, 16), number(17, 19)];
  const isDate = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (!isDate || !(hours <= 23) || !(minutes <= 59) || !(seconds <= 59)) return undefined;
  const time = Date.UTC(year, month - 1, day, hours, minutes, seconds, number(20, 23));
  return Number.isNaN(time) ? undefined : time;
}

function hasMarks(text: string): boolean {
  return (
    text.charCodeAt(4) === dash &&
    text.charCodeAt(7) === dash &&
    text[10] === 'T' &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon &&
    text[19] === '.' &&
    text[23] === 'Z'
  );
}

const dash = '-'.charCodeAt(0);
const colon = ':'.charCodeAt(0);

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
