import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zoneNames } from '../../../src/event/time-zone.ts';
import { inEnglish, languages } from '../../../src/language/languages.ts';
import { createReportClock, hoursBetween } from '../../../src/report/text/clock.ts';
import { safe } from '../../../src/report/text/escape.ts';
import { effort } from '../../effort.ts';

const clockOf = (zone: string, language = inEnglish) => createReportClock(zone, language, safe`–`);
const [morning, noon] = ['2023-10-02T08:00:05.000Z', '2023-10-02T12:30:00.999Z'];
const nextYear = '2024-01-01T00:00:00.000Z';

describe('times in UTC', () => {
  const clock = clockOf('UTC');

  test.each([
    [clock.minute(morning), '02 Oct 08:00'],
    [clock.minute(morning, true), '02 Oct 2023 08:00'],
    [clock.stamp(morning), '02 Oct 08:00Z'],
    [clock.second(noon), '12:30:00'],
    [clock.second(noon, true), '02 Oct 12:30:00'],
    [clock.span(morning, noon), '02 Oct 2023 08:00:05 – 12:30:00 UTC'],
    [clock.span(noon, nextYear), '02 Oct 2023 12:30:00 – 01 Jan 2024 00:00:00 UTC'],
    [clock.span(noon, noon), '02 Oct 2023 12:30:00 UTC'],
    [clock.period(morning, noon), '02 Oct 08:00Z – 02 Oct 12:30Z 2023 (UTC)'],
    [clock.period(noon, nextYear), '02 Oct 2023 12:30Z – 01 Jan 2024 00:00Z (UTC)'],
    [clock.iso(noon), '2023-10-02T12:30:00Z'],
    [clock.offset([morning, nextYear]), 'UTC'],
    [hoursBetween(morning, noon), 4],
    [hoursBetween(noon, morning), 0],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });

  test('that are none are shown escaped', () => {
    expect(clock.minute('\u001b[2Jnow')).toBe('\\x1b[2Jnow');
    expect(clock.span('a', 'b')).toBe('a – b');
    expect(clock.iso('\u001b[2Jnow')).toBe('\\x1b[2Jnow');
  });
});

describe('times in another zone', () => {
  const tokyo = clockOf('Asia/Tokyo');
  const berlin = clockOf('Europe/Berlin');
  const [summer, winter] = ['2023-10-29T00:30:00.000Z', '2023-10-29T01:30:00.000Z'];

  test.each([
    [
      'a day later in the east',
      tokyo.stamp('2023-12-31T20:00:00Z', true),
      '01 Jan 2024 05:00+09:00',
    ],
    ['half hours', clockOf('Asia/Kolkata').stamp(noon), '02 Oct 18:00+05:30'],
    ['the west', clockOf('America/St_Johns').stamp(noon), '02 Oct 10:00-02:30'],
    ['a span', tokyo.span(morning, noon), '02 Oct 2023 17:00:05 – 21:30:00 +09:00'],
    [
      'a period',
      tokyo.period(morning, noon),
      '02 Oct 17:00+09:00 – 02 Oct 21:30+09:00 2023 (Asia/Tokyo)',
    ],
    [
      'the end of summer',
      berlin.span(summer, winter),
      '29 Oct 2023 02:30:00 +02:00 – 02:30:00 +01:00',
    ],
    ['a line of a log', tokyo.iso(noon), '2023-10-02T21:30:00+09:00'],
    ['the offset of all', berlin.offset([morning, summer]), '+02:00'],
    ['offsets that differ', berlin.offset([summer, winter]), undefined],
    ['the zone of no times', berlin.offset([]), 'Europe/Berlin'],
    ['days of the zone', tokyo.isSameDay('2023-10-02T14:59:00Z', '2023-10-02T15:00:00Z'), false],
    ['years of the zone', tokyo.isSameYear('2023-12-31T15:00:00Z', nextYear), true],
  ])('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  test('are what the platform says, in every zone', () => {
    const zone = fc.constantFrom(...zoneNames());
    const moment = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2030-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zone, moment, (name, date) => {
        const told = clockOf(name).iso(date.toISOString());
        const whole = Math.trunc(date.getTime() / 1_000) * 1_000;
        expect(Date.parse(told)).toBe(whole);
        const format = new Intl.DateTimeFormat('sv-SE', {
          timeZone: name,
          dateStyle: 'short',
          timeStyle: 'medium',
        });
        expect(told.slice(0, 19).replace('T', ' ')).toBe(format.format(date));
      }),
      { numRuns: effort(5_000, 200) },
    );
  });
});

describe('times in Japanese', () => {
  const clock = clockOf('Asia/Tokyo', languages.ja);

  test.each([
    [clock.minute(morning), '10/02 17:00'],
    [clock.minute(morning, true), '2023/10/02 17:00'],
    [clock.span(morning, noon), '2023/10/02 17:00:05 – 21:30:00 +09:00'],
    [clock.period(morning, noon), '2023/10/02 17:00+09:00 – 10/02 21:30+09:00 (Asia/Tokyo)'],
    [clock.period(noon, nextYear), '2023/10/02 21:30+09:00 – 2024/01/01 09:00+09:00 (Asia/Tokyo)'],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });
});
