import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { type Truth, undecided } from '../detection/truth.ts';
import type { FixedColumn, IntColumn, IntView } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { partsOfComparison } from './computed-facts.ts';
import type { EventTable, Row } from './event-table.ts';
import { createFactRanges, type FactRanges } from './fact-ranges.ts';
import type { CoveredInterval } from './log/time-coverage.ts';
import { noKey } from './partition-keys.ts';
import { orderByRank } from './rank-order.ts';
import type { Screen } from './screening.ts';
import type { TimeIndex } from './time-index.ts';
import type { WindowIndex } from './window-index.ts';

/** Events that may satisfy a rule, with the truth of the rule's tests for each. */
export interface Candidates {
  readonly rows: IntView;
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
}

/** An event cannot be neighbour of more combinations of keys than this. */
const maxVariants = 32;

/** Candidates in order of time, once for every combination of keys they have. */
export interface Variants {
  readonly length: number;
  /** Candidate by variant. */
  readonly candidates: IntView;
  /** Rank by variant, ascending. */
  readonly ranks: IntView;
  /** Key by variant, for each window. */
  readonly keys: readonly IntView[];
  /** For each comparison of facts. */
  readonly truths: readonly Truths[];
  /** For each fact, by its path, that others are computed from. */
  readonly ranges: ReadonlyMap<string, FactRanges>;
  /** Whether no further window can save a variant, so that none need look at it: 1 or 0. */
  readonly settled: FixedColumn;
}

/** Makes the variants that a screen lets through, and those of candidates that are asked for; nothing known of them. */
export function* createVariants(
  { facts, computed }: CompiledConditions,
  { rows, tests: testsOf }: Candidates,
  screen: Screen,
  indexes: readonly WindowIndex[],
  { timeIndex, store, asked }: EvaluationContext,
): Work<Variants> {
  const isTime = createPace();
  const order = yield* orderByRank(rows, timeIndex, store);
  const column = (): IntColumn => store.column(32);
  const [candidates, ranks, keys] = [column(), column(), indexes.map(column)];
  const own: number[] = indexes.map(() => noKey);
  const add = (candidate: number, rank: number, combination: readonly number[]): void => {
    candidates.push(candidate);
    ranks.push(rank);
    for (let at = 0; at < keys.length; at++) keys[at]?.push(combination[at] as number);
  };
  for (let at = 0; at < order.length; at++) {
    if (isTime(indexes.length)) yield;
    const candidate = order.get(at);
    const row = rows.get(candidate);
    const rank = timeIndex.rankOf(row);
    const tests = testsOf(candidate);
    const isAsked = asked.size > 0 && asked.has(row);
    let isSingle = true;
    // Each window is asked for the keys of every candidate: it counts those of which it leaves out some.
    for (let place = 0; place < indexes.length; place++) {
      const only = (indexes[place] as WindowIndex).onlyKeyOf(row);
      if (only === undefined) isSingle = false;
      else own[place] = only;
    }
    if (isSingle) {
      if (isAsked || screen.mayHold(tests, rank, own)) add(candidate, rank, own);
      continue;
    }
    const options = indexes.map((index) => index.keysOf(row));
    const left = isAsked
      ? options
      : promising(options, (place, key) => screen.mayHoldWith(tests, rank, place, key));
    for (const combination of left ? combinationsOf(left) : []) {
      if (isAsked || screen.mayHold(tests, rank, combination)) add(candidate, rank, combination);
    }
  }
  const { length } = candidates;
  const truths = facts.map(() => createTruths(store, length));
  const operands = new Set(
    computed.flatMap((comparison) =>
      comparison
        ? partsOfComparison(comparison).flatMap((part) =>
            part.kind === 'fact' ? `${part.window}.${part.name}` : [],
          )
        : [],
    ),
  );
  const ranges = new Map([...operands].map((path) => [path, createFactRanges(store, length)]));
  return { length, candidates, ranks, keys, truths, ranges, settled: store.bytes(length) };
}

/** A truth for every variant; undecided until it is set. */
export type Truths = ReturnType<typeof createTruths>;

function createTruths(store: Store, length: number) {
  const numbers = store.bytes(length);
  return {
    get: (variant: number) => (numbers.get(variant) ^ undecided) as Truth,
    set: (variant: number, truth: Truth): void => numbers.set(variant, truth ^ undecided),
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
  const combinations = options.reduce((product, { length }) => product * Math.max(1, length), 1);
  if (combinations > maxVariants) return options;
  const left: (readonly number[])[] = [];
  for (const [place, keys] of options.entries()) {
    const own = keys.length < 2 ? keys : keys.filter((key) => mayHoldWith(place, key));
    if (own.length === 0 && keys.length > 0) return undefined;
    left.push(own);
  }
  return left;
}

/** Every choice of one key per window; most events have one key under each. */
export function combinationsOf(
  options: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  if (options.every(({ length }) => length <= 1)) return [options.map(([key]) => key ?? noKey)];
  const crowded = options.filter(({ length }) => length > 1);
  if (crowded.length === 1) {
    const [only] = crowded as [readonly number[]];
    return only
      .slice(0, maxVariants)
      .map((key) => options.map((own) => (own === only ? key : (own[0] ?? noKey))));
  }
  return options.reduce<readonly (readonly number[])[]>(
    (chosen, own) => {
      const keys = own.length === 0 ? [noKey] : own;
      return chosen.flatMap((row) => keys.map((key) => [...row, key])).slice(0, maxVariants);
    },
    [[]],
  );
}
