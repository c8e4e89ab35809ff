import { describe, expect, test } from 'vitest';
import {
  hoursBetween,
  minuteOf,
  periodOf,
  secondOf,
  spanOf,
} from '../../../src/report/text/clock.ts';
import { createTheme } from '../../../src/report/text/theme.ts';
import { someOptions } from '../builders.ts';

const { glyphs } = createTheme(someOptions());
const [morning, noon] = ['2023-10-02T08:00:05.000Z', '2023-10-02T12:30:00.999Z'];
const nextYear = '2024-01-01T00:00:00.000Z';

describe('times in UTC', () => {
  test.each([
    [minuteOf(morning), '02 Oct 08:00'],
    [minuteOf(morning, true), '02 Oct 2023 08:00'],
    [secondOf(noon), '12:30:00'],
    [secondOf(noon, true), '02 Oct 12:30:00'],
    [spanOf(morning, noon, glyphs), '02 Oct 2023 08:00:05 – 12:30:00 UTC'],
    [spanOf(noon, nextYear, glyphs), '02 Oct 2023 12:30:00 – 01 Jan 2024 00:00:00 UTC'],
    [spanOf(noon, noon, glyphs), '02 Oct 2023 12:30:00 UTC'],
    [periodOf(morning, noon, glyphs), '02 Oct 08:00Z – 02 Oct 12:30Z 2023 (UTC)'],
    [periodOf(noon, nextYear, glyphs), '02 Oct 2023 12:30Z – 01 Jan 2024 00:00Z (UTC)'],
    [hoursBetween(morning, noon), 4],
    [hoursBetween(noon, morning), 0],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });

  test('that are none are shown escaped', () => {
    expect(minuteOf('\u001b[2Jnow')).toBe('\\x1b[2Jnow');
    expect(spanOf('a', 'b', glyphs)).toBe('a – b');
  });
});
