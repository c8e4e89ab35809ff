import type { CompiledConditions } from '../detection/compiled-rule.ts';
import type { Truth } from '../detection/truth.ts';
import { compileFactTest, type FactTest } from './fact-test.ts';
import { highestLimit, type KeyBounds } from './key-bounds.ts';
import { noKey } from './variants.ts';
import type { WindowIndex } from './window-index.ts';

/**
 * The truth of comparisons of facts, as far as it follows from an event's key alone, whatever the event's
 * own window holds of the key's members.
 */
export interface KeyTruths {
  /** The truth of a comparison for the event of a rank with a key; undefined if one has to look. */
  of(comparison: number, key: number, rank: number): Truth | undefined;
  /** Whether the key decides a comparison for all of its events. */
  isDecided(comparison: number, key: number): boolean;
}

/** A comparison that a key can decide: its answer for every number from 0 up to and without `limit`. */
interface Threshold {
  readonly bounds: KeyBounds;
  readonly fact: number;
  readonly limit: number;
  readonly covered: Truth;
  readonly uncovered: Truth;
}

/** Prepares {@link KeyTruths} for the comparisons of windows by name. */
export function createKeyTruths(
  { facts, computed, wanted, lists }: CompiledConditions,
  windows: ReadonlyMap<string, WindowIndex>,
): KeyTruths {
  const strangers: (Truth | undefined)[] = facts.map(() => undefined);
  const thresholds = facts.map((test, at): Threshold | undefined => {
    const index = windows.get(test.fact?.window ?? '');
    if (computed[at] || !index) return undefined;
    const holds = compileFactTest(test, lists);
    strangers[at] = holds(undefined);
    const fact = index.window.facts.findIndex(({ name }) => name === test.fact?.name);
    if (!index.bounds?.isBounded(fact)) return undefined;
    const sides = thresholdOf(index.bounds, fact, holds, wanted[at] === true);
    return { bounds: index.bounds, fact, ...sides };
  });
  const isDecided = (comparison: number, key: number): boolean => {
    if (key === noKey) return strangers[comparison] !== undefined;
    const threshold = thresholds[comparison];
    if (!threshold) return false;
    return threshold.bounds.staysBelow(threshold.fact, key, threshold.limit);
  };
  return {
    isDecided,
    of(comparison, key, rank) {
      if (!isDecided(comparison, key)) return undefined;
      if (key === noKey) return strangers[comparison];
      const { bounds, fact, covered, uncovered } = thresholds[comparison] as Threshold;
      if (covered === uncovered) return covered;
      return bounds.isCovered(fact, key, rank) ? covered : uncovered;
    },
  };
}

/** The first number for which a comparison does not come to what it comes to for 0, be the window covered or not. */
function thresholdOf(
  bounds: KeyBounds,
  fact: number,
  holds: FactTest,
  wanted: boolean,
): Pick<Threshold, 'limit' | 'covered' | 'uncovered'> {
  const truthAt = (value: number, isCovered: boolean): Truth =>
    holds(bounds.known(fact, value, isCovered), wanted);
  const [covered, uncovered] = [truthAt(0, true), truthAt(0, false)];
  let limit = 1;
  while (
    limit < highestLimit &&
    truthAt(limit, true) === covered &&
    truthAt(limit, false) === uncovered
  ) {
    limit++;
  }
  return { limit, covered, uncovered };
}
