import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/cli/failure.ts';
import { parseZone } from '../../../src/cli/option/zone-option.ts';

describe('the zone of --tz', () => {
  test.each([
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['Asia/Tokyo', 'Asia/Tokyo'],
    ['asia/tokyo', 'Asia/Tokyo'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['local', Intl.DateTimeFormat().resolvedOptions().timeZone],
  ])('%s is %s', (text, zone) => {
    expect(parseZone(text)).toBe(zone);
  });

  test.each([
    ['Asia/Tokio', 'did you mean Asia/Tokyo?'],
    ['Tokio', 'did you mean Asia/Tokyo?'],
    ['Tokyo', 'did you mean Asia/Tokyo?'],
    ['new york', 'did you mean America/New_York?'],
    ['locla', 'did you mean local?'],
    ['CEST', 'did you mean Europe/Berlin?'],
    ['+09:00', 'give a name of the tz database such as Asia/Tokyo, or local, or UTC'],
    ['', 'give a name of the tz database such as Asia/Tokyo, or local, or UTC'],
  ])('%j is none: %s', (text, advice) => {
    try {
      parseZone(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      expect(error).toMatchObject({ message: `unknown time zone '${text}'`, advice });
    }
  });
});
