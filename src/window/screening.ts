import type { CompiledConditions, TestTruths, VerdictTree } from '../detection/compiled-rule.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import { evaluate, type FactEvaluation } from '../detection/verdict.ts';
import type { KeyTruths } from './key-truths.ts';
import { createByPattern, createPatternVerdict } from './pattern-verdicts.ts';
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
  /** Whether it may for such an event with a key under the window at a place, whatever its keys under the others. */
  mayHoldWith(tests: TestTruths, rank: number, place: number, key: number): boolean;
}

/** A comparison that decides a verdict alone if it has a truth, with the place of its window. */
interface Decider {
  readonly comparison: number;
  readonly place: number;
  readonly truth: Truth;
}

/**
 * Prepares a screen. What a key does not tell may be anything, and a verdict that is no with less known stays no. What
 * decides alone is asked first, since most candidates come to nothing.
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
  const decidersFor = createDeciders(holdsFor, windows);
  let [keys, rank]: [readonly number[], number] = [[], -1];
  // What was told of the event at hand, by comparison; a comparison has one window, and that one key.
  const [told, toldOf]: [(Truth | undefined)[], number[]] = [[], []];
  let turn = 0;
  const truthOf = (comparison: number, key: number): Truth | undefined => {
    if (toldOf[comparison] !== turn) {
      toldOf[comparison] = turn;
      told[comparison] = keyTruths.of(comparison, key, rank);
    }
    return told[comparison];
  };
  const fact = (number: number): Truth => {
    const place = windowOf[number];
    if (place === undefined) return undecided;
    return truthOf(number, keys[place] as number) ?? undecided;
  };
  return {
    mayHold(tests, ofRank, combination) {
      keys = combination;
      rank = ofRank;
      turn++;
      const deciders = decidersFor(tests);
      for (let at = 0; at < deciders.length; at++) {
        const decider = deciders[at] as Decider;
        const { comparison, place, truth } = decider;
        if (truthOf(comparison, combination[place] as number) !== truth) continue;
        // What decided of one event will decide of many: it is asked first from now on.
        deciders[at] = deciders[0] as Decider;
        deciders[0] = decider;
        return false;
      }
      return holdsFor(tests)(fact) !== no;
    },
    mayHoldWith(tests, ofRank, ofPlace, key) {
      for (const { comparison, place, truth } of decidersFor(tests)) {
        if (place === ofPlace && keyTruths.of(comparison, key, ofRank) === truth) return false;
      }
      return true;
    },
  };
}

/** Finds, for each row of truths, the comparisons that decide a verdict alone. */
function createDeciders(
  holdsFor: (tests: TestTruths) => FactEvaluation,
  windows: readonly ScreenedWindow[],
): (tests: TestTruths) => Decider[] {
  return createByPattern((tests) => {
    const holds = holdsFor(tests);
    return windows.flatMap(({ comparisons }, place) =>
      comparisons.flatMap((comparison) =>
        ([no, yes] as const)
          .filter((truth) => holds((other) => (other === comparison ? truth : undecided)) === no)
          .map((truth) => ({ comparison, place, truth })),
      ),
    );
  });
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
