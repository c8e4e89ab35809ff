import { day, parseDuration } from '../../event/duration.ts';
import { parseTime } from '../../event/time.ts';
import { createClock } from '../../event/time-zone.ts';
import { type MessageValue, tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';

/**
 * The time given with `--since` or `--until`, in milliseconds since 1970 UTC.
 *
 * `7d` counts back from `now`; a date means its first moment in `zone`. Anything else is misuse.
 */
export function parseMoment(text: string, option: string, now: number, zone = 'UTC'): number {
  const ago = parseDuration(text);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const midnight = isDate ? parseTime(`${text}T00:00:00Z`) : undefined;
  const moment =
    ago !== undefined
      ? now - ago
      : midnight === undefined
        ? parseTime(text)
        : firstMomentIn(zone, midnight);
  if (moment === undefined) {
    throw misuse(tell('misuse.noTime', { option, text }), tell('misuse.giveTime'));
  }
  return moment;
}

/** Milliseconds of a duration such as `24h`; anything else is misuse. `name` says where it was given. */
export function parseLength(text: string, name: MessageValue): number {
  const length = parseDuration(text);
  if (length !== undefined) return length;
  throw misuse(tell('misuse.noDuration', { name, text }), tell('misuse.giveDuration'));
}

/** When the day begins in a zone that begins in UTC at `midnight`; where clocks skip midnight, after the skip. */
function firstMomentIn(zone: string, midnight: number): number {
  if (zone === 'UTC') return midnight;
  const aheadAt = createClock(zone);
  const moments = [midnight - day, midnight + day].map((time) => midnight - aheadAt(time));
  const exact = moments.filter((time) => time + aheadAt(time) === midnight);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...moments);
}
