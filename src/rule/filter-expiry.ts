import { millisecondsInDay } from 'date-fns/constants';
import { parseTime } from '../event/time.ts';

/** Until when a filter works. */
export interface FilterExpiry {
  /** As the document writes it: a date, or a time with its zone. */
  readonly text: string;
  /** The first moment at which it works no more; milliseconds since 1970 UTC. */
  readonly end: number;
}

/** A date, whose UTC day is the last, or a moment with its zone; undefined for anything else. */
export function parseExpiry(text: string): FilterExpiry | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = parseTime(isDate ? `${text}T00:00:00Z` : text);
  if (time === undefined) return undefined;
  return { text, end: isDate ? time + millisecondsInDay : time };
}

/** Whether a filter works no more at a moment (milliseconds); one without `expires` always works. */
export function isExpired(
  { expires }: { readonly expires: FilterExpiry | undefined },
  now: number,
): boolean {
  return expires !== undefined && now >= expires.end;
}
