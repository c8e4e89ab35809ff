import type { Truth } from '../detection/truth.ts';
import type { Answer, KeyTruths } from './key-truths.ts';
import { notTold } from './told-truths.ts';

/** Stands for the keys of an event that has several: of which nothing is told. */
export const severalKeys = -3;

/** Asks what keys tell of comparisons: the truth and one more, or {@link notTold}. */
export type AskKey = (comparison: number, key: number, rank: number) => number;

/** So many keys of a comparison are at hand (a power of two), each at one place. */
const keysAtHand = 256;

/** What a key tells of a comparison for all of its time: nothing, or one of nine answers, plus one. */
const notLasting = 0;

/**
 * Prepares to ask. What a key tells for all of its time is found out once for as long as it is at hand. Of all else
 * the last answer is, since the combinations of one event mostly have most keys in common.
 */
export function createAskedKeys(keyTruths: KeyTruths, comparisons: number): AskKey {
  const lasting = createLasting(keyTruths, comparisons);
  const answers = new Uint8Array(comparisons);
  const [keys, ranks] = [new Int32Array(comparisons), new Int32Array(comparisons).fill(-1)];
  return (comparison, key, rank) => {
    if (key === severalKeys) return notTold;
    if (keys[comparison] === key && ranks[comparison] === rank) {
      return answers[comparison] as number;
    }
    const code = lasting(comparison, key);
    let answer: number;
    if (code === notLasting) {
      const truth = keyTruths.of(comparison, key, rank);
      answer = truth === undefined ? notTold : truth + 1;
    } else {
      const [covered, uncovered] = [coveredOf(code), uncoveredOf(code)];
      const isSame = covered === uncovered;
      answer = (isSame || keyTruths.isCovered(comparison, key, rank) ? covered : uncovered) + 1;
    }
    answers[comparison] = answer;
    keys[comparison] = key;
    ranks[comparison] = rank;
    return answer;
  };
}

function createLasting(
  keyTruths: KeyTruths,
  comparisons: number,
): (comparison: number, key: number) => number {
  let [keys, codes] = [new Int32Array(0), new Uint8Array(0)];
  return (comparison, key) => {
    if (keys.length === 0) {
      keys = new Int32Array(comparisons * keysAtHand).fill(severalKeys);
      codes = new Uint8Array(comparisons * keysAtHand);
    }
    const place = comparison * keysAtHand + (key & (keysAtHand - 1));
    if (keys[place] !== key) {
      keys[place] = key;
      codes[place] = codeOf(keyTruths.lasting(comparison, key));
    }
    return codes[place] as number;
  };
}

function codeOf(answer: Answer | undefined): number {
  return answer ? 1 + answer.covered * 3 + answer.uncovered : notLasting;
}

function coveredOf(code: number): Truth {
  return (((code - 1) / 3) | 0) as Truth;
}

function uncoveredOf(code: number): Truth {
  return ((code - 1) % 3) as Truth;
}
