const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of a minute, an hour and a day. */
export const [minute, hour, day] = [units.m, units.h, units.d];

/** The longest window that makes sense: Okta keeps ninety days, archives may hold a year. */
const longest = 366 * units.d;

/**
 * Milliseconds of a duration such as `90s`, `30m`, `12h`, `7d` or `2w`, or undefined if it is not
 * one. Case matters (`5M` would be months elsewhere). From one second to 366 days.
 */
export function parseDuration(text: string): number | undefined {
  const parts = /^(\d{1,9})([smhdw])$/.exec(text);
  if (!parts) return undefined;
  const length = Number(parts[1]) * units[parts[2] as keyof typeof units];
  return length >= units.s && length <= longest ? length : undefined;
}
