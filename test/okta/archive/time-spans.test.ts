import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joined, meet, missing } from '../../../src/okta/archive/time-spans.ts';

const spans = fc.array(fc.record({ since: fc.nat({ max: 30 }), until: fc.nat({ max: 30 }) }), {
  maxLength: 6,
});
const wanted = fc
  .tuple(fc.nat({ max: 29 }), fc.integer({ min: 1, max: 10 }))
  .map(([since, length]) => ({ since, until: since + length }));
const momentsOf = (list: readonly { since: number; until: number }[]): readonly number[] =>
  Array.from({ length: 50 }, (_, moment) => moment).filter((moment) =>
    list.some(({ since, until }) => since <= moment && moment < until),
  );

describe('spans', () => {
  test('joined hold the same moments, in order and apart', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const result = joined(list);
        expect(momentsOf(result)).toEqual(momentsOf(list));
        for (const [index, { since, until }] of result.entries()) {
          expect(since).toBeLessThan(until);
          if (index > 0) expect(since).toBeGreaterThan(result[index - 1]?.until as number);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('missing are the moments that none of them holds', () => {
    fc.assert(
      fc.property(wanted, spans, (want, list) => {
        const held = new Set(momentsOf(list));
        const gaps = momentsOf([want]).filter((moment) => !held.has(moment));
        expect(momentsOf(missing(want, list))).toEqual(gaps);
      }),
      { numRuns: 300 },
    );
  });

  test('meet where they have a moment in common', () => {
    fc.assert(
      fc.property(wanted, wanted, (a, b) => {
        const common = momentsOf([a]).some((moment) => momentsOf([b]).includes(moment));
        expect(meet(a, b)).toBe(common);
      }),
      { numRuns: 200 },
    );
  });
});
