import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTimeAxis } from '../../../../src/report/finding/page/time-axis.ts';
import { effort } from '../../../effort.ts';

const minute = 60_000;
const start = Date.UTC(2023, 9, 2, 14);
const at = (...minutes: readonly number[]): readonly number[] =>
  minutes.map((amount) => start + amount * minute);

const anyMoments = fc.array(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), {
  minLength: 1,
  maxLength: 40,
});

describe('an axis', () => {
  test('keeps the order of moments, and all of them in its room', () => {
    const property = fc.property(anyMoments, (moments) => {
      const axis = createTimeAxis(moments, 300, 700);
      const places = [...moments].sort((a, b) => a - b).map(axis.x);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const x of places) expect(x >= 300 && x <= 1_000).toBe(true);
    });
    fc.assert(property, { numRuns: effort(3_000, 300) });
  });

  test('names moments of its own, far enough apart, and not too many', () => {
    const property = fc.property(anyMoments, (moments) => {
      const { ticks, breaks } = createTimeAxis(moments, 300, 700);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThan(20);
      expect(breaks.length).toBeLessThanOrEqual(4);
      for (const tick of ticks) {
        expect(tick.at >= Math.min(...moments) && tick.at <= Math.max(...moments)).toBe(true);
      }
      for (const [index, { x, isFirst }] of ticks.entries()) {
        if (!isFirst) expect(x - (ticks[index - 1]?.x ?? 0)).toBeGreaterThanOrEqual(80);
      }
    });
    fc.assert(property, { numRuns: effort(3_000, 300) });
  });

  test('draws an even hour to one scale, from its beginning on with round times', () => {
    const { x, ticks, breaks } = createTimeAxis(at(0, 15, 30, 45, 60), 0, 628);
    expect(at(0, 15, 30, 45, 60).map(x)).toEqual([14, 164, 314, 464, 614]);
    expect(ticks.map((tick) => (tick.at - start) / minute)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(breaks).toEqual([]);
  });

  test('breaks at a long silence, which says how long it was', () => {
    const { x, breaks } = createTimeAxis(at(0, 5, 1_445, 1_450), 0, 1_000);
    expect(breaks).toMatchObject([{ from: start + 5 * minute, to: start + 1_445 * minute }]);
    const [a = 0, b = 0, c = 0, d = 0] = at(0, 5, 1_445, 1_450).map(x);
    expect(Math.abs(b - a - (d - c))).toBeLessThanOrEqual(1);
    expect(c - b).toBeLessThan(100);
  });

  test('does not break at silences that are short, or no longer than the others', () => {
    expect(createTimeAxis(at(0, 1, 9), 0, 1_000).breaks).toEqual([]);
    expect(createTimeAxis(at(0, 60, 120, 180, 240), 0, 1_000).breaks).toEqual([]);
  });

  test('puts a single moment in the middle', () => {
    const { x, ticks } = createTimeAxis(at(7, 7), 0, 600);
    expect(x(start + 7 * minute)).toBe(300);
    expect(ticks).toHaveLength(1);
  });
});
