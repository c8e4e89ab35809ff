import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { no, type Truth, yes } from '../detection/truth.ts';
import type { FixedColumn, IntView } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { partsOfComparison } from './computed-facts.ts';
import type { EventTable, Row } from './event-table.ts';
import { createFactRanges, type FactRanges } from './fact-ranges.ts';
import { countCombinations, createCombinationWalk, maxCombinations } from './key-combinations.ts';
import type { CoveredInterval } from './log/time-coverage.ts';
import { noKey } from './partition-keys.ts';
import { orderByRank } from './rank-order.ts';
import type { Screen } from './screening.ts';
import type { TimeIndex } from './time-index.ts';
import { createToldTruths, type Truths } from './told-truths.ts';
import type { WindowIndex } from './window-index.ts';

/** Events that may satisfy a rule, with the truth of the rule's tests for each. */
export interface Candidates {
  readonly rows: IntView;
  /** Whether the rows are in order of time. */
  readonly inOrder: boolean;
  tests(index: number): TestTruths;
}

/** What candidates are evaluated with, beside their windows. */
export interface EvaluationContext {
  readonly timeIndex: TimeIndex;
  readonly table: EventTable;
  readonly intervals: readonly CoveredInterval[];
  /** Where what evaluating needs is kept meanwhile. */
  readonly store: Store;
  /** Candidates of which somebody wants to know what became of them, whatever it is. */
  readonly asked: ReadonlySet<Row>;
  /**
   * If nobody wants to know more of what becomes of candidates: told, in place of a match, of each whose first verdict
   * is not no and that no filter matters to; in any order.
   */
  readonly feed?: ((row: Row, truth: Truth) => void) | undefined;
}

/** Candidates in order of time, once for every combination of keys they have. */
export interface Variants {
  readonly length: number;
  /** Candidate by variant. */
  readonly candidates: IntView;
  /** Rank by variant, ascending. */
  readonly ranks: IntView;
  /** Key by variant, for each window. */
  readonly keys: readonly Pick<IntView, 'get'>[];
  /** For each comparison of facts. */
  readonly truths: readonly Truths[];
  /** For each fact, by its path, that others are computed from. */
  readonly ranges: ReadonlyMap<string, FactRanges>;
  /** Whether no further window can save a variant, so that none need look at it: 1 or 0. */
  readonly settled: FixedColumn;
}

/** Makes the variants that a screen lets through, and those of candidates that are asked for. */
export function* createVariants(
  { facts, computed, unfiltered }: CompiledConditions,
  candidates: Candidates,
  screen: Screen,
  indexes: readonly WindowIndex[],
  { timeIndex, store, asked, feed }: EvaluationContext,
): Work<Variants> {
  const isTime = createPace();
  const order = yield* orderByRank(candidates, timeIndex, store);
  const { rows, tests: testsOf } = candidates;
  const variants = createGrowing(facts.length, indexes.length, store);
  const keys = createCandidateKeys(indexes, screen);
  for (let at = 0; at < order.length; at++) {
    if (isTime(indexes.length)) yield;
    const candidate = order.get(at);
    const row = rows.get(candidate);
    const rank = timeIndex.rankOf(row);
    const tests = testsOf(candidate);
    const isAsked = asked.size > 0 && asked.has(row);
    let isNew = true;
    let own = keys.begin(row, rank, isAsked ? undefined : tests);
    for (; own; own = keys.next()) {
      if (isAsked) {
        variants.add(candidate, rank, own, nothingTold);
        continue;
      }
      const truth = screen.verdict(tests, rank, own);
      if (truth === no) continue;
      if (truth === yes && isNew && feed && !unfiltered) {
        feed(row, yes);
        break;
      }
      variants.add(candidate, rank, own, screen.told);
      isNew = false;
    }
  }
  const { candidates: added, ranks, truths } = variants;
  const { length } = added;
  const ranges = operandsOf(computed).map(
    (path) => [path, createFactRanges(store, length)] as const,
  );
  return {
    length,
    candidates: added,
    ranks,
    keys: indexes.map((_, at) => variants.keysUnder(at)),
    truths,
    ranges: new Map(ranges),
    settled: store.bytes(length),
  };
}

const nothingTold = new Uint8Array(0);

/** Variants while they are added. */
function createGrowing(comparisons: number, windows: number, store: Store) {
  const [candidates, ranks, keys] = [store.column(32), store.column(32), store.column(32)];
  const { truths, add } = createToldTruths(comparisons, store);
  return {
    candidates,
    ranks,
    keysUnder: (window: number): Pick<IntView, 'get'> => ({
      get: (variant) => keys.get(variant * windows + window),
    }),
    truths,
    add(candidate: number, rank: number, own: readonly number[], told: ArrayLike<number>): void {
      candidates.push(candidate);
      ranks.push(rank);
      for (let at = 0; at < windows; at++) keys.push(own[at] as number);
      add(told);
    },
  };
}

/** The facts, by their paths, that others are computed from. */
function operandsOf(computed: CompiledConditions['computed']): readonly string[] {
  const operands = computed.flatMap((comparison) =>
    comparison
      ? partsOfComparison(comparison).flatMap((part) =>
          part.kind === 'fact' ? `${part.window}.${part.name}` : [],
        )
      : [],
  );
  return [...new Set(operands)];
}

/**
 * Goes through the combinations of keys of candidate after candidate, but for those with a key under one window that
 * cannot lead to anything.
 */
function createCandidateKeys(indexes: readonly WindowIndex[], screen: Screen) {
  const walk = createCombinationWalk(indexes.length);
  const single: number[] = indexes.map(() => noKey);
  // Windows with the same keys are asked once.
  const sameAs = indexes.map(({ keying }) => indexes.findIndex((other) => other.keying === keying));
  let isSingle = true;
  const take = (row: Row): void => {
    isSingle = true;
    for (let place = 0; place < indexes.length && isSingle; place++) {
      const same = sameAs[place] as number;
      const only = same < place ? single[same] : (indexes[place] as WindowIndex).onlyKeyOf(row);
      if (only === undefined) isSingle = false;
      else single[place] = only;
    }
  };
  return {
    /** The first combination, if there is any. Without tests all are looked at. */
    begin(row: Row, rank: number, tests: TestTruths | undefined): readonly number[] | undefined {
      take(row);
      if (isSingle) return single;
      // Each window is asked for the keys of every such candidate: it counts those of which it leaves out some.
      const options = indexes.map((index) => index.keysOf(row));
      const left =
        tests && promising(options, (place, key) => screen.mayHoldWith(tests, rank, place, key));
      if (tests && !left) return undefined;
      walk.begin(left ?? options);
      return walk.keys;
    },
    next: (): readonly number[] | undefined => (isSingle || !walk.next() ? undefined : walk.keys),
  };
}

/**
 * The keys that may lead to something, under each window; undefined if there are none under one. Of more combinations
 * than are looked at nothing is left out beforehand: which ones those are must not change.
 */
function promising(
  options: readonly (readonly number[])[],
  mayHoldWith: (place: number, key: number) => boolean,
): readonly (readonly number[])[] | undefined {
  if (countCombinations(options) > maxCombinations) return options;
  let left: (readonly number[])[] | undefined;
  for (let place = 0; place < options.length; place++) {
    const keys = options[place] as readonly number[];
    if (keys.length < 2) continue;
    const own = keys.filter((key) => mayHoldWith(place, key));
    if (own.length === keys.length) continue;
    if (own.length === 0) return undefined;
    left ??= [...options];
    left[place] = own;
  }
  return left ?? options;
}
