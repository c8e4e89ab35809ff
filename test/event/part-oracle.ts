import type { Json } from '../../src/event/json.ts';

/**
 * The part of a value, by its name behind the bar (`hour@Europe/Berlin`, `domain`), in plain words and
 * as the calendar of the platform has it; none if the value has no such part.
 */
export function partsOf(value: Json, name: string): readonly Json[] {
  if (typeof value !== 'string') return [];
  const [part = '', zone = 'UTC'] = name.split('@');
  if (part === 'domain') {
    const pieces = value.split('@');
    const domain = pieces.length > 1 ? (pieces.at(-1) ?? '').toLowerCase() : '';
    return domain === '' ? [] : [domain];
  }
  if (part === 'user') {
    const pieces = value.split('@');
    const user = (pieces.length > 1 ? pieces.slice(0, -1) : pieces).join('@').toLowerCase();
    return user === '' ? [] : [user];
  }
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
    ? [timePart(new Date(value), part, zone)]
    : [];
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function timePart(time: Date, part: string, timeZone: string): Json {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(time);
  const text = (type: string): string => shown.find((one) => one.type === type)?.value ?? '';
  if (part === 'weekday') return 1 + weekdays.indexOf(text('weekday'));
  if (part === 'week') {
    return weekOf(Date.UTC(Number(text('year')), Number(text('month')) - 1, Number(text('day'))));
  }
  if (part !== 'daypart') return Number(text(part));
  const hour = Number(text('hour'));
  if (hour < 6) return 'night';
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}

/** How many Thursdays the year has had by the end of the week. */
function weekOf(midnight: number): number {
  const dayLength = 86_400_000;
  let thursday = midnight;
  while (new Date(thursday).getUTCDay() !== 1) thursday -= dayLength;
  thursday += 3 * dayLength;
  const year = new Date(thursday).getUTCFullYear();
  let count = 0;
  for (let at = thursday; new Date(at).getUTCFullYear() === year; at -= 7 * dayLength) count++;
  return count;
}
