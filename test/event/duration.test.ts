import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../src/event/duration.ts';

describe('a duration', () => {
  test.each([
    ['1s', 1_000],
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['366d', 31_622_400_000],
    ['007d', 604_800_000],
  ])('%s is %i ms', (text, wanted) => {
    expect(parseDuration(text)).toBe(wanted);
  });

  test.each([
    '',
    '0s',
    '0d',
    '367d',
    '53w',
    '-1d',
    '+1d',
    '1',
    '1.5h',
    '1,5h',
    '5M',
    '5H',
    '1y',
    '1 h',
    ' 1h',
    '1h ',
    '1h30m',
    '1e3s',
    'PT1H',
    '9999999999s',
    'h',
    '1\u0661s',
    '1h\n',
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
