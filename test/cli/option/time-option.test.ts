import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/cli/failure.ts';
import { parseMoment } from '../../../src/cli/option/time-option.ts';

const now = Date.UTC(2023, 9, 20, 12, 0, 0);

describe('the moment of --since and --until', () => {
  test.each([
    ['90m', '2023-10-20T10:30:00.000Z'],
    ['36h', '2023-10-19T00:00:00.000Z'],
    ['7d', '2023-10-13T12:00:00.000Z'],
    ['2w', '2023-10-06T12:00:00.000Z'],
    ['2023-10-02', '2023-10-02T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2023-10-02T09:15:00Z', '2023-10-02T09:15:00.000Z'],
    ['2023-10-02T09:15:00.250+02:00', '2023-10-02T07:15:00.250Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(parseMoment(text, '--since', now)).toISOString()).toBe(expected);
  });

  test.each([
    ['2023-10-02', 'Asia/Tokyo', '2023-10-01T15:00:00.000Z'],
    ['2023-10-02', 'America/New_York', '2023-10-02T04:00:00.000Z'],
    ['2023-10-29', 'Europe/Berlin', '2023-10-28T22:00:00.000Z'],
    ['2023-10-30', 'Europe/Berlin', '2023-10-29T23:00:00.000Z'],
    // Clocks went from midnight to one o'clock, and from midnight back to eleven.
    ['2023-09-03', 'America/Santiago', '2023-09-03T04:00:00.000Z'],
    ['2023-11-05', 'America/Havana', '2023-11-05T04:00:00.000Z'],
    // There was no such day.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['7d', 'Asia/Tokyo', '2023-10-13T12:00:00.000Z'],
    ['2023-10-02T09:15:00Z', 'Asia/Tokyo', '2023-10-02T09:15:00.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(new Date(parseMoment(text, '--since', now, zone)).toISOString()).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '7',
    '7 d',
    '-7d',
    '7D',
    '0d',
    '2023-02-30',
    '2023-10-2',
    '2023-10-02T09:15:00',
    '2023-10-02 09:15',
    '1696204800000',
    '2023-10-02\n',
  ])('%j is no time', (text) => {
    expect(() => parseMoment(text, '--since', now)).toThrow(Failure);
  });

  test('every date is the midnight that Date itself takes it for', () => {
    const day = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString().slice(0, 10);
        expect(parseMoment(text, '--until', now)).toBe(Date.parse(text));
      }),
    );
  });

  test('the message names the option and the forms that exist', () => {
    expect(() => parseMoment('soon', '--until', now)).toThrow("--until 'soon' is not a time");
  });
});
