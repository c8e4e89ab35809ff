import { hour, minute } from './duration.ts';

/**
 * The name of a time zone as the tz database spells it (`Europe/Berlin`), whatever its case, or
 * undefined if there is none of that name. Offsets such as `+02:00` are no names.
 */
export function zoneNamed(name: string): string | undefined {
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(name)) return undefined;
  try {
    formatOf(name);
  } catch {
    return undefined;
  }
  const folded = name.toLowerCase();
  return zoneNames().find((zone) => zone.toLowerCase() === folded) ?? name;
}

/** Names of time zones; further ones may be known by older or newer names. */
export function zoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}

/** Hours whose offset stays at hand, of one zone: some seven years. */
const hoursKept = 65_536;

/**
 * Prepares how far a zone's clocks are ahead of UTC, in milliseconds, at a time in milliseconds since
 * 1970: with summer time, as the tz database of this Node has it. Throws for what is no zone.
 */
export function createClock(zone: string): (time: number) => number {
  const format = formatOf(zone);
  // Asking for an offset takes microseconds, and few hours of a year have two.
  const known = new Map<number, number | undefined>();
  const ofHour = (start: number): number | undefined => {
    const offset = readOffset(format, start);
    return offset === readOffset(format, start + hour - 1) ? offset : undefined;
  };
  return (time) => {
    const number = Math.floor(time / hour);
    let offset = known.get(number);
    if (offset === undefined && !known.has(number)) {
      if (known.size >= hoursKept) known.clear();
      offset = ofHour(number * hour);
      known.set(number, offset);
    }
    return offset ?? readOffset(format, time);
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
}

/** `GMT`, `GMT+05:30`, and in the days of local mean time `GMT-00:44:30`. */
const written = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

function readOffset(format: Intl.DateTimeFormat, time: number): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = written.exec(format.format(time)) ?? [];
  const ahead = Number(hours) * hour + Number(minutes) * minute + Number(seconds) * 1_000;
  return sign === '-' ? -ahead : ahead;
}
