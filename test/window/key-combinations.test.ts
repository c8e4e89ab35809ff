import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  combinationsOf,
  countCombinations,
  createCombinationWalk,
  maxCombinations,
} from '../../src/window/key-combinations.ts';
import { noKey } from '../../src/window/partition-keys.ts';
import { effort } from '../effort.ts';

/** All choices, the last window's first. */
function naively(options: readonly (readonly number[])[]): number[][] {
  const [own, ...others] = options;
  if (!own) return [[]];
  const behind = naively(others);
  return (own.length === 0 ? [noKey] : own).flatMap((key) => behind.map((row) => [key, ...row]));
}

const options = fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 5 }), { maxLength: 4 });

test('the combinations of keys are all choices of one key per window, as many as are looked at', () => {
  const property = fc.property(options, (given) => {
    const all = naively(given);
    expect(countCombinations(given)).toBe(all.length);
    expect(combinationsOf(given)).toEqual(all.slice(0, maxCombinations));
  });
  fc.assert(property, { numRuns: effort(2_000, 300) });
});

test('one walk goes through the keys of event after event', () => {
  const pairs = fc.array(
    fc.tuple(
      options.filter((one) => one.length > 1),
      fc.nat({ max: 40 }),
    ),
  );
  const property = fc.property(pairs, (given) => {
    const walk = createCombinationWalk(2);
    for (const [[first, second], most] of given as readonly [number[][], number][]) {
      const two = [first as number[], second as number[]];
      const found: (readonly number[])[] = [];
      let own: boolean = walk.begin(two);
      for (; own && found.length <= most; own = walk.next()) found.push([...walk.keys]);
      expect(found).toEqual(naively(two).slice(0, Math.min(maxCombinations, most + 1)));
    }
  });
  fc.assert(property, { numRuns: effort(500, 100) });
});
