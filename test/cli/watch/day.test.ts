import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { effort } from '../../effort.ts';
import { makeSandbox } from '../sandbox.ts';
import { type Day, type DayTold, simulateDay } from './day.ts';

vi.setConfig({ testTimeout: 600_000 });

let folder = '';
beforeEach(() => {
  folder = makeSandbox();
});
afterEach(() => rmSync(folder, { recursive: true }));

const actorsOf = (told: readonly DayTold[], rule: string): readonly string[] =>
  [...new Set(told.filter((one) => one.rule.name === rule).map(({ actor }) => actor.id))].sort();

/** Findings that were told as new more than once. */
function unmarked({ told }: Day): readonly string[] {
  const fresh = told.filter(({ update, repeated }) => !update && !repeated);
  const seen = new Set<string>();
  return fresh.flatMap(({ fingerprint }) =>
    seen.size === seen.add(fingerprint).size ? [fingerprint] : [],
  );
}

describe('a day of watch in fast motion, with crashes, reloads, faults and an odd receiver', () => {
  test.each(Array.from({ length: effort(12, 2) }, (_, index) => index + 1))(
    'loses nothing, and marks what it repeats (seed %i)',
    async (seed) => {
      const minutes = effort(1_440, 360);
      const day = await simulateDay(folder, minutes, seed);
      expect(day.kills).toBeGreaterThan(0);
      expect(day.reloads.ok).toBeGreaterThan(0);
      expect(actorsOf(day.told, 'always')).toEqual(day.planted.always.toSorted());
      expect(unmarked(day)).toEqual([]);
      // What was printed was delivered as well, or is kept.
      const delivered = [...day.posted, ...day.dead];
      expect(actorsOf(delivered, 'always')).toEqual(day.planted.always.toSorted());
      const late = day.planted.later.slice(-Math.floor(day.planted.later.length / 3));
      expect(actorsOf(day.told, 'later')).toEqual(expect.arrayContaining(late));
    },
  );
});
