import type { CompiledConditions, TestTruths, VerdictTree } from '../detection/compiled-rule.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import { evaluate, prepareForTests } from '../detection/verdict.ts';
import type { KeyTruths } from './key-truths.ts';
import { createByPattern, createPatternVerdict } from './pattern-verdicts.ts';
import { notAsked, notTold } from './told-truths.ts';
import type { WindowIndex } from './window-index.ts';

/** A window by its place among those of a rule, and the comparisons of its facts. */
export interface ScreenedWindow {
  readonly index: WindowIndex;
  readonly comparisons: readonly number[];
}

/** Tells of candidates, by what their keys tell, what a verdict can come to. */
export interface Screen {
  /**
   * The verdict for the event of a rank with one key under each window, or {@link severalKeys} under some; what no
   * key tells is undecided. A key is asked for only where it matters.
   */
  verdict(tests: TestTruths, rank: number, keys: KeyChoice): Truth;
  /** By comparison, what was told for the verdict that was asked for last. */
  readonly told: Uint8Array;
  /** Whether it may hold for such an event with a key under the window at a place, whatever its keys under the others. */
  mayHoldWith(tests: TestTruths, rank: number, place: number, key: number): boolean;
}

/** The key of an event under the window at a place. */
export interface KeyChoice {
  at(place: number): number;
}

/** Stands for the keys of an event that has several: of which nothing is told. */
export const severalKeys = -3;

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
  const { sameAs } = keyTruths;
  const asked = withFacts(verdict, sameAs);
  const holdsFor = createPatternVerdict(asked);
  const decidersFor = createDeciders(asked, windows);
  const asking = createAsking(keyTruths, windowOf.length);
  const { told } = asking;
  let [keys, rank]: [KeyChoice, number] = [noChoice, -1];
  const fact = (number: number): Truth => {
    const place = windowOf[number];
    if (place === undefined) return undecided;
    const answer = asking.ask(number, keys.at(place), rank);
    return answer === notTold ? undecided : ((answer - 1) as Truth);
  };
  return {
    told,
    verdict(tests, ofRank, choice) {
      keys = choice;
      rank = ofRank;
      told.fill(notAsked);
      const deciders = decidersFor(tests);
      for (let at = 0; at < deciders.length; at++) {
        const decider = deciders[at] as Decider;
        const { comparison, place, truth } = decider;
        if (asking.ask(comparison, choice.at(place), rank) !== truth + 1) continue;
        // What decided of one event will decide of many: it is asked first from now on.
        deciders[at] = deciders[0] as Decider;
        deciders[0] = decider;
        return no;
      }
      const found = holdsFor(tests)(fact);
      if (found !== no) asking.spread(sameAs);
      return found;
    },
    mayHoldWith(tests, ofRank, ofPlace, key) {
      const deciders = decidersFor(tests);
      for (let at = 0; at < deciders.length; at++) {
        const { comparison, place, truth } = deciders[at] as Decider;
        if (place === ofPlace && keyTruths.of(comparison, key, ofRank) === truth) return false;
      }
      return true;
    },
  };
}

const noChoice: KeyChoice = { at: () => severalKeys };

/**
 * Asks what keys tell, and notes it in `told`. The combinations of one event mostly have most keys in common, so what
 * was asked last of a comparison is not asked again.
 */
function createAsking(keyTruths: KeyTruths, comparisons: number) {
  const [told, answers] = [new Uint8Array(comparisons), new Uint8Array(comparisons)];
  const [keys, ranks] = [new Int32Array(comparisons), new Int32Array(comparisons).fill(-1)];
  return {
    told,
    ask(comparison: number, key: number, rank: number): number {
      if (keys[comparison] !== key || ranks[comparison] !== rank) {
        const truth = key === severalKeys ? undefined : keyTruths.of(comparison, key, rank);
        answers[comparison] = truth === undefined ? notTold : truth + 1;
        keys[comparison] = key;
        ranks[comparison] = rank;
      }
      const answer = answers[comparison] as number;
      told[comparison] = answer;
      return answer;
    },
    /** Notes of each comparison what was told of the one that it is the same as. */
    spread(sameAs: ArrayLike<number>): void {
      for (let at = 0; at < comparisons; at++) told[at] = told[sameAs[at] as number] as number;
    },
  };
}

/** A verdict that asks, in place of each comparison, for the first one that is the same. */
function withFacts(verdict: VerdictTree, sameAs: ArrayLike<number>): VerdictTree {
  switch (verdict.kind) {
    case 'test':
      return verdict;
    case 'fact':
      return { kind: 'fact', fact: sameAs[verdict.fact] ?? verdict.fact };
    case 'and':
    case 'or':
      return { kind: verdict.kind, of: verdict.of.map((part) => withFacts(part, sameAs)) };
    case 'not':
    case 'selection':
    case 'filter':
    case 'matches':
      return { ...verdict, of: withFacts(verdict.of, sameAs) };
  }
}

/** Finds, for each row of truths, the comparisons that decide a verdict alone. */
function createDeciders(
  verdict: VerdictTree,
  windows: readonly ScreenedWindow[],
): (tests: TestTruths) => Decider[] {
  return createByPattern((tests) => {
    const holds = prepareForTests(verdict, (number) => tests[number] === true);
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
