import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { no, truthOf, undecided } from '../detection/truth.ts';
import { type Answers, type Evaluation, evaluate } from '../detection/verdict.ts';
import type { IntView } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { KeyTruths } from './key-truths.ts';
import { noKey } from './partition-keys.ts';
import { type Candidates, combinationsOf, type EvaluationContext } from './variants.ts';
import type { WindowIndex } from './window-index.ts';

/** A window by its place among those of a rule, and the comparisons of its facts. */
export interface ScreenedWindow {
  readonly index: WindowIndex;
  readonly comparisons: readonly number[];
}

/**
 * The candidates for which a verdict may hold or stay open, as far as their keys tell; what a key does
 * not tell may be anything, and a verdict that is no with less known stays no.
 */
export function* screen(
  holds: Evaluation,
  candidates: Candidates,
  windows: readonly ScreenedWindow[],
  keyTruths: KeyTruths,
  { timeIndex, store, asked }: EvaluationContext,
): Work<IntView> {
  const isTime = createPace();
  const { rows } = candidates;
  const open = store.column(32);
  const windowOf: number[] = [];
  for (const [place, { comparisons }] of windows.entries()) {
    for (const comparison of comparisons) windowOf[comparison] = place;
  }
  let [tests, keys, rank]: [TestTruths, readonly number[], number] = [[], [], -1];
  const answers: Answers = {
    test: (number) => truthOf(tests[number] === true),
    fact(number) {
      const place = windowOf[number];
      if (place === undefined) return undecided;
      return keyTruths.of(number, keys[place] as number, rank) ?? undecided;
    },
  };
  const own: number[] = windows.map(() => noKey);
  const mayHold = (combination: readonly number[]): boolean => {
    keys = combination;
    return holds(answers) !== no;
  };
  for (let candidate = 0; candidate < rows.length; candidate++) {
    if (isTime(windows.length)) yield;
    const row = rows.get(candidate);
    tests = candidates.tests(candidate);
    rank = timeIndex.rankOf(row);
    let isSingle = true;
    // Each window is asked for the keys of every candidate: it counts those of which it leaves out some.
    for (const [place, { index }] of windows.entries()) {
      const only = index.onlyKeyOf(row);
      own[place] = only ?? noKey;
      if (only === undefined) isSingle = false;
    }
    const isOpen = isSingle
      ? mayHold(own)
      : combinationsOf(windows.map(({ index }) => index.keysOf(row))).some(mayHold);
    if (isOpen || (asked.size > 0 && asked.has(row))) open.push(candidate);
  }
  return open;
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
