import { parseDuration } from '../../event/duration.ts';
import { parseTime } from '../../event/time.ts';
import { misuse } from '../failure.ts';

const forms = 'an age (90m, 36h, 7d, 2w), a date (2023-10-02, UTC) or an RFC 3339 time';

/**
 * The time given with `--since` or `--until`, in milliseconds since 1970 UTC.
 *
 * `7d` counts back from `now`; a date means its midnight in UTC. Anything else is misuse.
 */
export function parseMoment(text: string, option: string, now: number): number {
  const ago = parseDuration(text);
  const moment =
    ago === undefined
      ? parseTime(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
      : now - ago;
  if (moment === undefined) throw misuse(`${option} '${text}' is not a time`, `give ${forms}`);
  return moment;
}

/** Milliseconds of a duration such as `24h`; anything else is misuse. `name` says where it was given. */
export function parseLength(text: string, name: string): number {
  const length = parseDuration(text);
  if (length !== undefined) return length;
  throw misuse(`${name}: '${text}' is not a duration`, 'for example 30s, 90m, 24h or 7d');
}
