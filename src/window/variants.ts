import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { no, type Truth, undecided, yes } from '../detection/truth.ts';
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
import { type KeyChoice, type Screen, severalKeys } from './screening.ts';
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
  const keys = createEventKeys(indexes);
  const walk = createCombinationWalk(indexes.length);
  const choice: KeyChoice = { at: (place) => walk.keys[place] as number };
  for (let at = 0; at < order.length; at++) {
    if (isTime(indexes.length)) yield;
    const candidate = order.get(at);
    const row = rows.get(candidate);
    const rank = timeIndex.rankOf(row);
    const tests = testsOf(candidate);
    const isAsked = asked.size > 0 && asked.has(row);
    keys.turnTo(row);
    // With the keys of those windows alone under which there is only one: what is no already stays no.
    const truth = isAsked ? undecided : screen.verdict(tests, rank, keys);
    if (truth === no) continue;
    const single = keys.single();
    if (single && !isAsked) {
      if (truth === yes && feed && !unfiltered) feed(row, yes);
      else variants.add(candidate, rank, single, screen.told);
      continue;
    }
    const options = single ? single.map((key) => [key]) : keys.options();
    const left = isAsked ? options : promising(options, screen, tests, rank);
    let isNew = true;
    for (let more = left && walk.begin(left); more; more = walk.next()) {
      if (isAsked) {
        variants.add(candidate, rank, walk.keys, nothingTold);
        continue;
      }
      const truth = screen.verdict(tests, rank, choice);
      if (truth === no) continue;
      if (truth === yes && isNew && feed && !unfiltered) {
        feed(row, yes);
        break;
      }
      variants.add(candidate, rank, walk.keys, screen.told);
      isNew = false;
    }
  }
  const ranges = operandsOf(computed).map(
    (path) => [path, createFactRanges(store, variants.candidates.length)] as const,
  );
  return { ...variants.close(), ranges: new Map(ranges) };
}

const nothingTold = new Uint8Array(0);

/** Variants while they are added. */
function createGrowing(comparisons: number, windows: number, store: Store) {
  const [candidates, ranks, keys] = [store.column(32), store.column(32), store.column(32)];
  const { truths, add } = createToldTruths(comparisons, store);
  const keysUnder = (window: number): Pick<IntView, 'get'> => ({
    get: (variant) => keys.get(variant * windows + window),
  });
  return {
    candidates,
    /** Ends adding. */
    close(): Omit<Variants, 'ranges'> {
      const { length } = candidates;
      const settled = store.bytes(length);
      const under = Array.from({ length: windows }, (_, window) => keysUnder(window));
      return { length, candidates, ranks, keys: under, truths, settled };
    },
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

/** The keys of one event after the other, each looked up when it is first asked for. */
interface EventKeys extends KeyChoice {
  turnTo(row: Row): void;
  /** The only key under each window, in a list that is written over; undefined if there are several under one. */
  single(): readonly number[] | undefined;
  /** All keys under each window. */
  options(): readonly (readonly number[])[];
}

function createEventKeys(indexes: readonly WindowIndex[]): EventKeys {
  // Windows with the same keys are asked once.
  const sameAs = indexes.map(({ keying }) => indexes.findIndex((other) => other.keying === keying));
  // A window counts the events of which it leaves out keys, so if there may be any, all are looked at.
  const isCounted = indexes.some(({ mayBeCut }) => mayBeCut);
  const keys = new Int32Array(indexes.length);
  const askedIn = new Int32Array(indexes.length);
  const found: number[] = indexes.map(() => noKey);
  let [turn, row] = [0, -1];
  const at = (place: number): number => {
    const first = sameAs[place] as number;
    if (askedIn[first] !== turn) {
      askedIn[first] = turn;
      keys[first] = (indexes[first] as WindowIndex).onlyKeyOf(row) ?? severalKeys;
    }
    return keys[first] as number;
  };
  const single = (): readonly number[] | undefined => {
    for (let place = 0; place < found.length; place++) {
      const key = at(place);
      if (key === severalKeys) return undefined;
      found[place] = key;
    }
    return found;
  };
  const options = () => indexes.map((index) => index.keysOf(row));
  return {
    turnTo(next) {
      row = next;
      turn++;
      if (isCounted && !single()) options();
    },
    at,
    single,
    options,
  };
}

/**
 * The keys that may lead to something, under each window; undefined if there are none under one. Of more combinations
 * than are looked at nothing is left out beforehand: which ones those are must not change.
 */
function promising(
  options: readonly (readonly number[])[],
  { mayHoldWith }: Pick<Screen, 'mayHoldWith'>,
  tests: TestTruths,
  rank: number,
): readonly (readonly number[])[] | undefined {
  if (countCombinations(options) > maxCombinations) return options;
  let left: (readonly number[])[] | undefined;
  for (let place = 0; place < options.length; place++) {
    const keys = options[place] as readonly number[];
    if (keys.length < 2) continue;
    const own = keys.filter((key) => mayHoldWith(tests, rank, place, key));
    if (own.length === keys.length) continue;
    if (own.length === 0) return undefined;
    left ??= [...options];
    left[place] = own;
  }
  return left ?? options;
}
