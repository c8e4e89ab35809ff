import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClock, zoneNamed } from '../../src/event/time-zone.ts';
import { partsOf } from './part-oracle.ts';

const hour = 3_600_000;

describe('a clock', () => {
  test.each([
    ['Europe/Berlin', '2024-03-31T00:59:59.999Z', 1],
    ['Europe/Berlin', '2024-03-31T01:00:00Z', 2],
    ['Europe/Berlin', '2024-10-27T00:59:59.999Z', 2],
    ['Europe/Berlin', '2024-10-27T01:00:00Z', 1],
    ['America/New_York', '2024-03-10T07:00:00Z', -4],
    ['Australia/Lord_Howe', '2024-04-06T14:59:59Z', 11],
    ['Australia/Lord_Howe', '2024-04-06T15:00:00Z', 10.5],
    ['Asia/Kathmandu', '2024-01-01T00:00:00Z', 5.75],
    ['America/St_Johns', '2024-01-01T00:00:00Z', -3.5],
    ['UTC', '2024-01-01T00:00:00Z', 0],
  ])('of %s is ahead at %s by %d hours', (zone, at, hours) => {
    expect(createClock(zone)(Date.parse(at))).toBe(hours * hour);
  });

  test('shows what a calendar of the platform shows, also within an hour that has two offsets', () => {
    const zones = ['Europe/Berlin', 'Africa/Monrovia', 'Africa/Casablanca', 'Pacific/Apia'];
    const clocks = new Map(zones.map((zone) => [zone, createClock(zone)]));
    // Monrovia moved its clocks by 44 minutes and 30 seconds, in the middle of an hour of UTC.
    const odd = Date.parse('1972-01-07T00:30:00Z');
    const time = fc.oneof(
      fc.integer({ min: odd, max: odd + hour }),
      fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(2036, 0, 1) }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, (zone, at) => {
        const ahead = clocks.get(zone)?.(at) ?? Number.NaN;
        const shown = new Date(at + ahead);
        const naive = ['hour', 'minute', 'day'].flatMap((part) =>
          partsOf(new Date(at).toISOString(), `${part}@${zone}`),
        );
        expect(naive).toEqual([shown.getUTCHours(), shown.getUTCMinutes(), shown.getUTCDate()]);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['utc', 'UTC'],
  ['US/Eastern', 'US/Eastern'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Etc/GMT-2', 'Etc/GMT-2'],
  ['Berlin', undefined],
  ['+02:00', undefined],
  ['CEST', undefined],
  ['', undefined],
])('the zone %s is %s', (name, zone) => {
  expect(zoneNamed(name)).toBe(zone);
});
