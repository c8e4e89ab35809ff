import { describe, expect, test } from 'vitest';
import { coveredDays } from '../../src/tune/covered-days.ts';
import { kneeOf } from '../../src/tune/knee.ts';
import { type Ordering, type Scale, triesAround } from '../../src/tune/threshold.ts';

describe('the numbers to try', () => {
  test.each<[value: number, comparison: Ordering, scale: Scale, tries: readonly number[]]>([
    [5, 'gte', 'counts', [1, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50]],
    [1, 'gt', 'counts', [0, 1, 2, 3, 4, 6, 10]],
    [0, 'gt', 'counts', [0, 1, 2, 3, 5, 10, 20]],
    [1, 'gte', 'counts', [1, 2, 3, 4, 6, 10]],
    [0.8, 'gte', 'shares', [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [0.25, 'lt', 'shares', [0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [900, 'gt', 'numbers', [225, 450, 675, 900, 1125, 1350, 1800, 2700, 3600, 5400, 9000]],
    [-2, 'lt', 'numbers', [-20, -12, -8, -6, -4, -3, -2.5, -2, -1.5, -1, -0.5]],
    [0, 'lt', 'numbers', [0]],
  ])('around %d (%s, %s)', (value, comparison, scale, tries) => {
    expect(triesAround(value, comparison, scale)).toEqual(tries);
  });
});

describe('the knee', () => {
  test.each<[counts: readonly number[], knee: number | undefined]>([
    [[100, 40, 10, 8, 7, 6], 2],
    [[100, 90, 80, 70, 60], undefined],
    [[100, 95, 90, 20], undefined],
    [[100, 100, 100], undefined],
    [[100, 3], undefined],
    // Where nothing is found at all is no place to propose.
    [[100, 0, 0, 0], undefined],
    [[100, 20, 10, 0, 0], 1],
    [[10, 20, 1, 1, 1], undefined],
    [[], undefined],
  ])('of %j', (counts, knee) => {
    expect(kneeOf(counts)).toBe(knee);
  });
});

describe('the days of a log', () => {
  const none = { since: null, until: null, gaps: [] };
  const log = { ...none, first: '2024-01-01T12:00:00.000Z', last: '2024-01-10T00:00:00.000Z' };

  test('are counted without gaps, in parts', () => {
    const gap = { from: '2024-01-03T00:00:00.000Z', to: '2024-01-08T06:00:00.000Z' };
    const { length, dates } = coveredDays({ ...log, gaps: [gap] });
    expect(length).toBe(1.5 + 1.75);
    expect(dates).toEqual([1, 2, 3, 8, 9, 10].map((day) => `2024-01-${`${day}`.padStart(2, '0')}`));
  });

  test('are those that were asked for', () => {
    const asked = { since: '2024-01-02T00:00:00.000Z', until: '2024-01-04T00:00:00.000Z' };
    expect(coveredDays({ ...log, ...asked })).toEqual({
      length: 2,
      dates: ['2024-01-02', '2024-01-03'],
    });
    expect(coveredDays({ ...log, since: '2025-01-01T00:00:00.000Z' })).toEqual({
      length: 0,
      dates: [],
    });
  });

  test('are none without events', () => {
    expect(coveredDays({ ...none, first: null, last: null })).toEqual({ length: 0, dates: [] });
  });
});
