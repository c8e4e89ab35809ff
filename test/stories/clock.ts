import { dice } from './dice.ts';

/** Milliseconds of the units in which stories count. */
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** Turns a time of day in UTC, `14:02:11` or `14:02:11.250`, into milliseconds since 1970. */
export type Clock = (time: string) => number;

/**
 * The clock of one calendar day, `2023-10-02`. A time told without a fraction gets one, always the
 * same, since no event falls on a whole second.
 */
export function clock(date: string): Clock {
  return (time) => {
    const at = Date.parse(`${date}T${time}Z`);
    if (Number.isNaN(at)) throw new RangeError(`not a time of day: ${date} ${time}`);
    return time.includes('.') ? at : at + dice('fraction', date, time).below(1_000);
  };
}

/** A moment as Okta writes `published`: UTC with three digits of milliseconds. */
export function published(at: number): string {
  return new Date(at).toISOString();
}
