import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseTime } from '../../src/event/time.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('an event time', () => {
  test.each([
    ['Okta writes milliseconds and Z', '2023-10-02T09:00:00.123Z', '2023-10-02T09:00:00.123Z'],
    ['whole seconds', '2023-10-02T09:00:00Z', '2023-10-02T09:00:00.000Z'],
    ['one digit of a second', '2023-10-02T09:00:00.5Z', '2023-10-02T09:00:00.500Z'],
    [
      'microseconds are cut, not rounded',
      '2023-10-02T09:00:00.123999Z',
      '2023-10-02T09:00:00.123Z',
    ],
    ['nanoseconds are cut', '2023-10-02T09:00:00.999999999Z', '2023-10-02T09:00:00.999Z'],
    ['a zone east of Greenwich', '2023-10-02T09:00:00+05:30', '2023-10-02T03:30:00.000Z'],
    ['a zone west of Greenwich', '2023-10-02T09:00:00-08:00', '2023-10-02T17:00:00.000Z'],
    ['a zone over the end of the year', '2023-12-31T23:30:00-01:00', '2024-01-01T00:30:00.000Z'],
    ['an unknown zone is UTC', '2023-10-02T09:00:00-00:00', '2023-10-02T09:00:00.000Z'],
    ['the widest zone', '2023-10-02T09:00:00+23:59', '2023-10-01T09:01:00.000Z'],
    ['small letters', '2023-10-02t09:00:00z', '2023-10-02T09:00:00.000Z'],
    ['a space for the T', '2023-10-02 09:00:00Z', '2023-10-02T09:00:00.000Z'],
    ['29 February of a leap year', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['29 February of a leap century', '2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['a leap second is the second before', '2016-12-31T23:59:60.5Z', '2016-12-31T23:59:59.500Z'],
    ['the first year', '0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['a year that Date.UTC takes for 1999', '0099-06-01T00:00:00Z', '0099-06-01T00:00:00.000Z'],
    ['the last year', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s: %s', (_name, text, wanted) => {
    expect(new Date(parseTime(text) ?? Number.NaN).toISOString()).toBe(wanted);
  });

  test.each([
    ['no zone', '2023-10-02T09:00:00'],
    ['no zone, with a fraction', '2023-10-02T09:00:00.123'],
    ['a zone without a colon', '2023-10-02T09:00:00+0530'],
    ['a zone of hours only', '2023-10-02T09:00:00+05'],
    ['a zone by name', '2023-10-02T09:00:00 UTC'],
    ['a zone beyond a day', '2023-10-02T09:00:00+24:00'],
    ['a zone with 60 minutes', '2023-10-02T09:00:00+05:60'],
    ['a date alone', '2023-10-02'],
    ['no seconds', '2023-10-02T09:00Z'],
    ['30 February', '2024-02-30T00:00:00Z'],
    ['29 February of a common year', '2023-02-29T00:00:00Z'],
    ['29 February of a common century', '1900-02-29T00:00:00Z'],
    ['31 April', '2023-04-31T00:00:00Z'],
    ['day 0', '2023-04-00T00:00:00Z'],
    ['month 0', '2023-00-10T00:00:00Z'],
    ['month 13', '2023-13-10T00:00:00Z'],
    ['hour 24', '2023-10-02T24:00:00Z'],
    ['minute 60', '2023-10-02T09:60:00Z'],
    ['second 61', '2023-10-02T09:00:61Z'],
    ['a comma before the fraction', '2023-10-02T09:00:00,123Z'],
    ['an empty fraction', '2023-10-02T09:00:00.Z'],
    ['ten digits of a second', '2023-10-02T09:00:00.1234567890Z'],
    ['a year of five digits', '12023-10-02T09:00:00Z'],
    ['a signed year', '+002023-10-02T09:00:00Z'],
    ['epoch seconds', '1696237200'],
    ['epoch milliseconds', '1696237200000'],
    ['a mail date', 'Mon, 02 Oct 2023 09:00:00 GMT'],
    ['a time of no day', 'T09:00:00Z'],
    ['nothing', ''],
    ['a space before', ' 2023-10-02T09:00:00Z'],
    ['a line break after', '2023-10-02T09:00:00Z\n'],
    ['Arabic digits', '\u0662\u0660\u0662\u0663-10-02T09:00:00Z'],
    ['a minus that is none', '2023\u221210\u221202T09:00:00Z'],
  ])('%s is refused', (_name, text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  const years = {
    min: new Date('0000-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
  };
  const moment = fc.date({ ...years, noInvalidDate: true });

  test('is what was written, for every moment', () => {
    fc.assert(
      fc.property(moment, (date) => {
        expect(parseTime(date.toISOString())).toBe(date.getTime());
      }),
      { numRuns: 2000 },
    );
  });

  test('is the same in every zone', () => {
    const zone = fc.integer({ min: -1439, max: 1439 });
    const common = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9998-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(common, zone, (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const size = Math.abs(minutes);
        const two = (value: number): string => String(value).padStart(2, '0');
        const suffix = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        expect(parseTime(local + suffix)).toBe(date.getTime());
      }),
      { numRuns: 1000 },
    );
  });

  test('of any text at all is a whole number of milliseconds or nothing', () => {
    const near = fc
      .array(fc.constantFrom(...'0123456789-:.TZ+ ', '2023-10-02', 'T09:00:00'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const time = parseTime(text);
        expect(time === undefined || Number.isSafeInteger(time)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
