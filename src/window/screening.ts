import type { CompiledConditions, TestTruths, VerdictTree } from '../detection/compiled-rule.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
import { evaluate, prepareForTests } from '../detection/verdict.ts';
import { createAskedKeys, severalKeys } from './asked-keys.ts';
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
  /** Whether one comparison alone decides that the verdict is no, which costs less to find out. */
  isRefused(tests: TestTruths, rank: number, keys: KeyChoice): boolean;
  /** By comparison, what was told for the verdict that was asked for last, if it was not no. */
  readonly told: Uint8Array;
  /** Whether it may hold for such an event with a key under the window at a place, whatever its keys under the others. */
  mayHoldWith(tests: TestTruths, rank: number, place: number, key: number): boolean;
}

/** The key of an event under the window at a place. */
export interface KeyChoice {
  at(place: number): number;
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
  const { sameAs } = keyTruths;
  const asked = withFacts(verdict, sameAs);
  const holdsFor = createPatternVerdict(asked);
  const decidersFor = createDeciders(asked, windows);
  const ask = createAskedKeys(keyTruths, windowOf.length);
  const told = new Uint8Array(windowOf.length);
  let [keys, rank]: [KeyChoice, number] = [noChoice, -1];
  const fact = (number: number): Truth => {
    const place = windowOf[number];
    if (place === undefined) return undecided;
    const answer = ask(number, keys.at(place), rank);
    told[number] = answer;
    return answer === notTold ? undecided : ((answer - 1) as Truth);
  };
  const isRefused: Screen['isRefused'] = (tests, ofRank, choice) => {
    const deciders = decidersFor(tests);
    for (let at = 0; at < deciders.length; at++) {
      const decider = deciders[at] as Decider;
      const { comparison, place, truth } = decider;
      if (ask(comparison, choice.at(place), ofRank) !== truth + 1) continue;
      // What decided of one event will decide of many: it is asked first from now on.
      deciders[at] = deciders[0] as Decider;
      deciders[0] = decider;
      return true;
    }
    return false;
  };
  return {
    told,
    isRefused,
    verdict(tests, ofRank, choice) {
      if (isRefused(tests, ofRank, choice)) return no;
      keys = choice;
      rank = ofRank;
      told.fill(notAsked);
      const found = holdsFor(tests)(fact);
      if (found === no) return no;
      for (let at = 0; at < told.length; at++) told[at] = told[sameAs[at] as number] as number;
      return found;
    },
    mayHoldWith(tests, ofRank, ofPlace, key) {
      const deciders = decidersFor(tests);
      for (let at = 0; at < deciders.length; at++) {
        const { comparison, place, truth } = deciders[at] as Decider;
        if (place === ofPlace && ask(comparison, key, ofRank) === truth + 1) return false;
      }
      return true;
    },
  };
}

const noChoice: KeyChoice = { at: () => severalKeys };

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
