import type { CompiledConditions } from '../detection/compiled-rule.ts';
import type { Truth } from '../detection/truth.ts';
import type { FieldTest } from '../rule/expression.ts';
import { compileFactTest } from './fact-test.ts';
import { highestLimit, type KeyBounds } from './key-bounds.ts';
import { noKey } from './partition-keys.ts';
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

/** What a comparison comes to in a window that the log covers, and in one that it does not. */
interface Answer {
  readonly covered: Truth;
  readonly uncovered: Truth;
}

/** A comparison that a key can decide: its answer for every number from 0 up to and without `limit`. */
interface Threshold extends Answer {
  readonly bounds: KeyBounds;
  readonly fact: number;
  readonly limit: number;
  /** Its answer for every number from 1 on that there can be, if there is one. */
  readonly fromOne: Answer | undefined;
}

/** Prepares {@link KeyTruths} for the comparisons of windows by name. */
export function createKeyTruths(
  { facts, computed, wanted, lists }: CompiledConditions,
  windows: ReadonlyMap<string, WindowIndex>,
): KeyTruths {
  const strangers: (Truth | undefined)[] = facts.map(() => undefined);
  const stays: (Stay | undefined)[] = facts.map(() => undefined);
  const thresholds = facts.map((test, at): Threshold | undefined => {
    const index = windows.get(test.fact?.window ?? '');
    if (computed[at] || !index) return undefined;
    const holds = compileFactTest(test, lists);
    strangers[at] = holds(undefined);
    const fact = index.window.facts.findIndex(({ name }) => name === test.fact?.name);
    if (index.bounds?.isWay(fact)) {
      const truth = holds(index.bounds.known(fact, 0, true));
      const isAlike = truth === holds(index.bounds.known(fact, undefined, true));
      stays[at] = isAlike ? { bounds: index.bounds, fact, truth } : undefined;
    }
    if (!index.bounds?.isBounded(fact)) return undefined;
    const truthAt = (value: number, isCovered: boolean): Truth =>
      holds((index.bounds as KeyBounds).known(fact, value, isCovered), wanted[at] === true);
    const most = index.window.itself ? 1 : Number.POSITIVE_INFINITY;
    const sides = { ...thresholdOf(truthAt), fromOne: truthFromOne(test, most, truthAt) };
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
      if (key === noKey) return strangers[comparison];
      const threshold = thresholds[comparison];
      if (!threshold) return truthOfStay(stays[comparison], key, rank);
      const { bounds, fact, limit, fromOne } = threshold;
      let answer: Answer = threshold;
      if (!bounds.staysBelow(fact, key, limit)) {
        if (!fromOne || !bounds.countsItself(fact, key, rank)) return undefined;
        answer = fromOne;
      }
      const { covered, uncovered } = answer;
      if (covered === uncovered) return covered;
      return bounds.isCovered(fact, key, rank) ? covered : uncovered;
    },
  };
}

/** A comparison of a way that comes to the same if there is none and if it is 0. */
interface Stay {
  readonly bounds: KeyBounds;
  readonly fact: number;
  readonly truth: Truth;
}

/** Where the log does not cover the window, somebody may have been elsewhere. */
function truthOfStay(stay: Stay | undefined, key: number, rank: number): Truth | undefined {
  if (!stay) return undefined;
  const { bounds, fact, truth } = stay;
  return bounds.isStill(fact, key, rank) && bounds.isCovered(fact, key, rank) ? truth : undefined;
}

type TruthAt = (value: number, isCovered: boolean) => Truth;

/** The first number for which a comparison does not come to what it comes to for 0, be the window covered or not. */
function thresholdOf(truthAt: TruthAt): Pick<Threshold, 'limit' | keyof Answer> {
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

/** What a comparison comes to for every number from 1 up to `most`, if it is the same. */
function truthFromOne({ values }: FieldTest, most: number, truthAt: TruthAt): Answer | undefined {
  // Beyond all numbers that it is compared with nothing changes.
  const isLow = values.every((value) => value.kind === 'number' && value.value < highestLimit);
  if (most > highestLimit && !isLow) return undefined;
  const [covered, uncovered] = [truthAt(1, true), truthAt(1, false)];
  for (let value = 2; value <= Math.min(most, highestLimit); value++) {
    if (truthAt(value, true) !== covered || truthAt(value, false) !== uncovered) return undefined;
  }
  return { covered, uncovered };
}
