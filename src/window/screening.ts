import type { CompiledConditions, TestTruths, VerdictTree } from '../detection/compiled-rule.ts';
import { no, type Truth, undecided } from '../detection/truth.ts';
import { evaluate } from '../detection/verdict.ts';
import type { KeyTruths } from './key-truths.ts';
import { createPatternVerdict } from './pattern-verdicts.ts';
import type { WindowIndex } from './window-index.ts';

/** A window by its place among those of a rule, and the comparisons of its facts. */
export interface ScreenedWindow {
  readonly index: WindowIndex;
  readonly comparisons: readonly number[];
}

/** Tells of candidates, by what their keys tell, whether a verdict may hold or stay open. */
export interface Screen {
  /** Whether it may for the event of a rank with one key under each window. */
  mayHold(tests: TestTruths, rank: number, keys: readonly number[]): boolean;
}

/**
 * Prepares a screen. What a key does not tell may be anything, and a verdict that is no with less known stays no.
 */
export function createScreen(
  verdict: VerdictTree,
  windows: readonly ScreenedWindow[],
  keyTruths: KeyTruths,
): Screen {
  const windowOf: number[] = [];
  for (const [place, { comparisons }] of windows.entries()) {
    for (const comparison of comparisons) windowOf[comparison] = place;
  }
  const holdsFor = createPatternVerdict(verdict);
  let [keys, rank]: [readonly number[], number] = [[], -1];
  const fact = (number: number): Truth => {
    const place = windowOf[number];
    if (place === undefined) return undecided;
    return keyTruths.of(number, keys[place] as number, rank) ?? undecided;
  };
  return {
    mayHold(tests, ofRank, combination) {
      keys = combination;
      rank = ofRank;
      return holdsFor(tests)(fact) !== no;
    },
  };
}

/**
 * The comparisons of facts that decide a verdict alone, if they come out one way: without any of them it
 * is not worth looking further.
 */
export function decisiveFacts({
  facts,
  verdicts,
  unfiltered,
}: Pick<CompiledConditions, 'facts' | 'verdicts' | 'unfiltered'>): ReadonlySet<number> {
  const verdict = unfiltered ?? verdicts[0];
  const decides = (number: number): boolean =>
    ([0, 2] as const).some((truth) => {
      const fact = (other: number) => (other === number ? truth : undecided);
      return evaluate(verdict, { test: () => undecided, fact }) === no;
    });
  return new Set([...facts.keys()].filter(decides));
}
