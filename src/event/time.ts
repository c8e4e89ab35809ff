const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const minute = 60_000;

/**
 * Milliseconds since 1970 UTC of an RFC 3339 date-time (section 5.6), or undefined.
 *
 * Stricter than `Date.parse`: the zone is required and 30 February is refused. Fractions below a
 * millisecond are cut; a leap second counts as the second before it.
 */
export function parseTime(text: string): number | undefined {
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

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
