import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createTimeCoverage,
  intervalAt,
  longestSilence,
} from '../../../src/window/log/time-coverage.ts';

const hour = 3_600_000;

function stretchesOf(times: readonly number[]) {
  const coverage = createTimeCoverage();
  for (const time of times) coverage.see(time);
  return coverage.intervals();
}

describe('the stretches of a log', () => {
  const now = Date.UTC(2024, 0, 1, 12);

  test.each<[string, readonly number[], readonly (readonly [number, number])[]]>([
    ['nothing', [], []],
    ['one event', [now], [[now, now]]],
    ['a silence of exactly a day', [now, now + longestSilence], [[now, now + longestSilence]]],
    [
      'a silence a millisecond longer',
      [now, now + longestSilence + 1],
      [
        [now, now],
        [now + longestSilence + 1, now + longestSilence + 1],
      ],
    ],
    [
      'an event dated 1970',
      [0, now, now + hour],
      [
        [0, 0],
        [now, now + hour],
      ],
    ],
    [
      'an event dated 2099',
      [now, Date.UTC(2099, 0)],
      [
        [now, now],
        [Date.UTC(2099, 0), Date.UTC(2099, 0)],
      ],
    ],
    ['times before 1970', [-3 * hour, -1], [[-3 * hour, -1]]],
  ])('%s', (_, times, expected) => {
    expect(stretchesOf(times)).toEqual(expected.map(([from, to]) => ({ from, to })));
  });

  test('are those of the sorted times, cut at every silence, in any order of arrival', () => {
    const time = fc.oneof(
      fc.integer({ min: 0, max: 40 }).map((n) => n * 12 * hour),
      fc.integer({ min: 0, max: 400 * hour }),
    );
    const property = fc.property(fc.array(time, { maxLength: 30 }), (times) => {
      const expected: { from: number; to: number }[] = [];
      for (const next of [...times].sort((a, b) => a - b)) {
        const last = expected.at(-1);
        if (last && next - last.to <= longestSilence) last.to = next;
        else expected.push({ from: next, to: next });
      }
      const found = stretchesOf(times);
      expect(found).toEqual(expected);
      for (const seen of times) {
        const interval = intervalAt(found, seen);
        expect(found).toContainEqual(interval);
        expect(seen >= interval.from && seen <= interval.to).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});

test('a moment in no stretch is an empty stretch of its own', () => {
  const intervals = stretchesOf([0, hour, 90 * hour]);
  expect([-1, 2 * hour, 91 * hour].map((time) => intervalAt(intervals, time))).toEqual(
    [-1, 2 * hour, 91 * hour].map((time) => ({ from: time, to: time })),
  );
});
