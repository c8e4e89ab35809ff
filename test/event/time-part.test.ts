import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partOf, type TimePart, timeParts } from '../../src/event/time-part.ts';

describe('a part of a time', () => {
  test.each<[string, TimePart, number]>([
    ['2023-10-02T14:29:37.412Z', 'minute', 29],
    ['2023-10-02T14:29:37.412Z', 'hour', 14],
    ['2023-10-02T14:29:37.412Z', 'day', 2],
    ['2023-10-02T14:29:37.412Z', 'week', 40],
    ['2023-10-02T14:29:37.412Z', 'month', 10],
    ['2023-10-02T14:29:37.412Z', 'year', 2023],
    ['1969-12-31T23:59:59.999Z', 'minute', 59],
    ['1969-12-31T23:59:59.999Z', 'week', 1],
    ['0001-01-01T00:00:00.000Z', 'week', 1],
    ['0050-06-01T00:00:00.000Z', 'year', 50],
    ['2015-12-31T00:00:00.000Z', 'week', 53],
    ['2017-01-01T00:00:00.000Z', 'week', 52],
    ['2024-12-30T00:00:00.000Z', 'week', 1],
    ['2024-12-29T23:59:59.999Z', 'week', 52],
    ['9999-12-31T23:59:59.999Z', 'week', 52],
  ])('%s has the %s %i', (text, part, wanted) => {
    expect(partOf(Date.parse(text), part)).toBe(wanted);
  });

  test('lies where it is said to, and a week has seven days', () => {
    const first = Date.UTC(1, 0, 1);
    const day = 86_400_000;
    const time = fc.integer({ min: first, max: Date.UTC(9999, 11, 31) });
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 7 }), (at, later) => {
        for (const [part, [least, greatest]] of Object.entries(timeParts)) {
          const value = partOf(at, part as TimePart);
          expect(value).toBeGreaterThanOrEqual(least);
          expect(value).toBeLessThanOrEqual(greatest);
        }
        const week = partOf(at, 'week');
        const weekday = (new Date(at).getUTCDay() + 6) % 7;
        const same = weekday + later < 7;
        expect(partOf(at + later * day, 'week') === week).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });
});
