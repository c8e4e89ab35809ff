import { hour, minute } from '../stories/clock.ts';

/** The Monday, 00:00 UTC, on which every simulated log begins. */
export const firstMonday = Date.parse('2024-02-26T00:00:00Z');
export const dayLength = 24 * hour;

/** The zones in which people work: hours from UTC in winter, and whose summer they keep. */
const zones = {
  eastern: { utc: -5, summer: 'america' },
  central: { utc: -6, summer: 'america' },
  british: { utc: 0, summer: 'europe' },
  portuguese: { utc: 0, summer: 'europe' },
  dutch: { utc: 1, summer: 'europe' },
  polish: { utc: 1, summer: 'europe' },
  indian: { utc: 5.5, summer: null },
  singaporean: { utc: 8, summer: null },
} as const;
export type ZoneName = keyof typeof zones;

/** When summer begins and ends; America's hours are those of its own 02:00, which is near enough for all its zones. */
const summers = {
  america: [
    ['2024-03-10T07:00:00Z', '2024-11-03T06:00:00Z'],
    ['2025-03-09T07:00:00Z', '2025-11-02T06:00:00Z'],
  ],
  europe: [
    ['2024-03-31T01:00:00Z', '2024-10-27T01:00:00Z'],
    ['2025-03-30T01:00:00Z', '2025-10-26T01:00:00Z'],
  ],
} as const;
const spans = {
  america: summers.america.map(([from, to]) => [Date.parse(from), Date.parse(to)] as const),
  europe: summers.europe.map(([from, to]) => [Date.parse(from), Date.parse(to)] as const),
};

/** The moment of a local time of day, in minutes after midnight, on a day of the log; people are not punctual to the second. */
export function moment(zone: ZoneName, day: number, minutes: number): number {
  const { utc, summer } = zones[zone];
  const unpunctual = Math.abs(day * 7_919 + Math.floor(minutes) * 10_473) % 57_000;
  const winter = firstMonday + day * dayLength + minutes * minute - utc * hour + unpunctual;
  const isSummer =
    summer !== null && spans[summer].some(([from, to]) => winter >= from && winter < to);
  return isSummer ? winter - hour : winter;
}

/** The day of the log on which a moment falls, in UTC. */
export const dayOfMoment = (at: number): number => Math.floor((at - firstMonday) / dayLength);

/** 0 on Mondays. */
export const weekday = (day: number): number => ((day % 7) + 7) % 7;
export const isWeekend = (day: number): boolean => weekday(day) >= 5;
