import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import { type Answers, type Evaluation, prepareVerdict } from '../detection/verdict.ts';
import type { Window } from '../rule/window/window.ts';
import type { FixedColumn, IntColumn, IntView } from '../store/column.ts';
import { sortByKey } from '../store/external-sort.ts';
import { type Add, createGroupIndex } from '../store/group-index.ts';
import { createPace, type Pause, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { numberInField, partsOfComparison, selectionsBy, windowsOf } from './computed-facts.ts';
import type { EventTable, Row } from './event-table.ts';
import { createFactRanges, type FactRanges } from './fact-ranges.ts';
import { compileFactTest, type KnownFactValue } from './fact-test.ts';
import {
  compileFormulaTest,
  type Operands,
  type OrderedRange,
  orderedRange,
  sameInAnyOrder,
} from './formula-test.ts';
import { logAgeAt } from './log/log-age.ts';
import type { CoveredInterval } from './log/time-coverage.ts';
import { noNumber } from './number-range.ts';
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

/** What became of one candidate. */
export interface Match {
  readonly row: Row;
  /** One truth per verdict of the compiled rule. */
  readonly truths: readonly Truth[];
  /** The truth of each test, and of each comparison of facts, that the verdicts rest on. */
  readonly tests: TestTruths;
  readonly facts: readonly Truth[];
  /** The key under each window, by name, that the first verdict was reached with. */
  readonly keys: ReadonlyMap<string, number>;
  /** The windows whose facts left the first verdict open. */
  readonly open: readonly string[];
}

/** An event cannot be neighbour of more combinations of keys than this. */
const maxVariants = 32;

/**
 * Evaluates candidates by their windows; yields those whose first verdict is true or undecided, in order
 * of time, and pauses between them. A candidate with several keys satisfies the rule if it does with any
 * of them; of these that key is given with which most of the further verdicts hold as well.
 */
export function* evaluateCandidates(
  compiled: CompiledConditions,
  candidates: Candidates,
  windows: ReadonlyMap<string, WindowIndex>,
  context: EvaluationContext,
): Generator<Match | Pause> {
  const verdicts = compiled.verdicts.map(prepareVerdict);
  const names = windowNames(compiled).filter((name) => windows.has(name));
  const indexes = names.map((name) => windows.get(name) as WindowIndex);
  const isTime = createPace();
  const variants = yield* createVariants(compiled, candidates, indexes, context);
  const { truths, settled } = variants;
  const isAsked = (variant: number): boolean =>
    context.asked.size > 0 &&
    context.asked.has(candidates.rows.get(variants.candidates.get(variant)));
  for (const [at, index] of indexes.entries()) {
    yield* fill(compiled, variants, index, variants.keys[at] as IntView, context);
    yield* settle(verdicts[0] as Evaluation, candidates, variants, isAsked);
  }
  yield* fillComputed(compiled, candidates, variants, context);
  for (let at = 0; at < variants.length; ) {
    if (isTime(1)) yield;
    let best: { truths: readonly Truth[]; variant: number } | undefined;
    const candidate = variants.candidates.get(at);
    const tests = candidates.tests(candidate);
    for (; at < variants.length && variants.candidates.get(at) === candidate; at++) {
      const variant = at;
      if (settled.get(variant) === 1) continue;
      const answers: Answers = {
        test: (index) => truthOf(tests[index] === true),
        fact: (index) => (truths[index] as Truths).get(variant),
      };
      const found = verdicts.map((verdict) => verdict(answers));
      if (!best || isBetter(found, best.truths)) best = { truths: found, variant };
    }
    if (!best || (best.truths[0] === no && !isAsked(best.variant))) continue;
    const { variant } = best;
    const keys = new Map(names.map((name, at) => [name, variants.keys[at]?.get(variant) ?? noKey]));
    const facts = truths.map((own) => own.get(variant));
    const own = facts.slice(0, compiled.ownFacts);
    const open = own.flatMap((truth, index) =>
      truth === undecided ? windowsOf(compiled, index) : [],
    );
    const row = candidates.rows.get(candidate);
    yield { row, truths: best.truths, tests, facts, keys, open: [...new Set(open)] };
  }
}

/** Whether the first verdict is nearer to true; or as near, and more of the further verdicts hold. */
function isBetter(truths: readonly Truth[], others: readonly Truth[]): boolean {
  const [first, second] = [truths[0] as Truth, others[0] as Truth];
  const held = (some: readonly Truth[]): number => some.filter((truth) => truth === yes).length;
  return first === second ? held(truths) > held(others) : first > second;
}

/** The windows that comparisons are about. */
function windowNames(compiled: CompiledConditions): readonly string[] {
  return [...new Set(compiled.facts.flatMap((_, index) => windowsOf(compiled, index)))];
}

/** Stands for the key of an event that lacks a part of it. */
export const noKey = -2;

/** Candidates in order of time, once for every combination of keys they have. */
interface Variants {
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

function* createVariants(
  { facts, computed }: CompiledConditions,
  { rows }: Candidates,
  indexes: readonly WindowIndex[],
  { timeIndex, store }: EvaluationContext,
): Work<Variants> {
  const isTime = createPace();
  const rankOf = (candidate: number): number => timeIndex.rankOf(rows.get(candidate));
  const order = yield* sortByKey(store, rows.length, rankOf, (a, b) => a - b);
  const column = (): IntColumn => store.column(32);
  const [candidates, ranks, keys] = [column(), column(), indexes.map(column)];
  for (let at = 0; at < order.length; at++) {
    const candidate = order.get(at);
    const row = rows.get(candidate);
    const rank = timeIndex.rankOf(row);
    for (const combination of combinationsOf(indexes.map((index) => index.keysOf(row)))) {
      candidates.push(candidate);
      ranks.push(rank);
      for (const [index, key] of combination.entries()) keys[index]?.push(key);
    }
    if (isTime(1)) yield;
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
type Truths = ReturnType<typeof createTruths>;

function createTruths(store: Store, length: number) {
  const numbers = store.bytes(length);
  return {
    get: (variant: number) => (numbers.get(variant) ^ undecided) as Truth,
    set: (variant: number, truth: Truth): void => numbers.set(variant, truth ^ undecided),
  };
}

/** Every choice of one key per window; most events have one key under each. */
export function combinationsOf(
  options: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  if (options.every(({ length }) => length <= 1)) return [options.map(([key]) => key ?? noKey)];
  return options.reduce<readonly (readonly number[])[]>(
    (chosen, own) => {
      const keys = own.length === 0 ? [noKey] : own;
      return chosen.flatMap((row) => keys.map((key) => [...row, key])).slice(0, maxVariants);
    },
    [[]],
  );
}

/** Notes which variants no further window can save. */
function* settle(
  holds: Evaluation,
  candidates: Candidates,
  { length, candidates: candidateOf, truths, settled }: Variants,
  isAsked: (variant: number) => boolean,
): Work {
  const isTime = createPace();
  let variant = 0;
  let tests: TestTruths = [];
  const answers: Answers = {
    test: (index) => truthOf(tests[index] === true),
    fact: (index) => (truths[index] as Truths).get(variant),
  };
  for (; variant < length; variant++) {
    if (isTime(1)) yield;
    if (settled.get(variant) === 1 || isAsked(variant)) continue;
    tests = candidates.tests(candidateOf.get(variant));
    if (holds(answers) === no) settled.set(variant, 1);
  }
}

/** Writes the truth of every comparison of one window's facts, for every variant that is open. */
function* fill(
  { facts, computed, wanted, lists }: CompiledConditions,
  { length, ranks, truths, ranges, settled }: Variants,
  { window, slide }: WindowIndex,
  keys: IntView,
  { store }: EvaluationContext,
): Work {
  const isTime = createPace();
  const tests = [...facts.entries()]
    .filter(([index, { fact }]) => !computed[index] && fact?.window === window.name)
    .map(([index, test]) => ({
      truths: truths[index] as Truths,
      fact: window.facts.findIndex(({ name }) => name === test.fact?.name),
      holds: compileFactTest(test, lists),
      wanted: wanted[index] === true,
    }));
  const rangesOf = window.facts.map(({ name }) => ranges.get(`${window.name}.${name}`));
  const kept = rangesOf.flatMap((own, fact) => (own ? [fact] : []));
  const needed = [...new Set([...tests.map(({ fact }) => fact), ...kept])];
  const rangesAt = needed.map((fact) => rangesOf[fact]);
  const order = createOrdering(window);
  const byFact = needed.map((fact) => tests.filter((test) => test.fact === fact));
  const groups = yield* createGroupIndex(function* (add: Add) {
    for (let variant = 0; variant < length; variant++) {
      if (isTime(1)) yield;
      if (settled.get(variant) === 0) add(keys.get(variant), variant);
    }
  }, store);
  for (const key of groups.keys()) {
    const group = groups.of(key);
    if (isTime(1 + group.length)) yield;
    if (key === noKey) {
      for (const { truths, holds } of tests) yield* setAll(truths, group, holds(undefined));
      for (const own of rangesAt) if (own) yield* setAll(own, group, nothingInAnyOrder);
      continue;
    }
    const own = { length: group.length, get: (at: number) => ranks.get(group.get(at)) };
    yield* slide(key, own, needed, (at, fact, known) => {
      for (const { truths, holds, wanted } of byFact[fact] ?? []) {
        truths.set(group.get(at), holds(known, wanted));
      }
      rangesAt[fact]?.set(group.get(at), order(known));
    });
  }
}

const nothingInAnyOrder = sameInAnyOrder(noNumber);

/** Facts as numbers; the same object for the same. */
function createOrdering({ before }: Window): (known: KnownFactValue) => OrderedRange {
  let last: readonly [KnownFactValue, OrderedRange] | undefined;
  return (known) => {
    if (last?.[0] !== known) last = [known, orderedRange(known, before !== undefined)];
    return last[1];
  };
}

/** Writes the truth of every comparison of computed numbers, for every variant that is open. */
function* fillComputed(
  compiled: CompiledConditions,
  candidates: Candidates,
  { length, candidates: candidateOf, ranks, truths, ranges, settled }: Variants,
  { timeIndex, table, intervals }: EvaluationContext,
): Work {
  const tests = compiled.facts.flatMap((test, index) => {
    const comparison = compiled.computed[index];
    if (!comparison) return [];
    return [{ index, holds: compileFormulaTest(test, comparison, compiled.lists) }];
  });
  if (tests.length === 0) return;
  const isTime = createPace();
  for (let variant = 0; variant < length; variant++) {
    if (isTime(tests.length)) yield;
    if (settled.get(variant) === 1) continue;
    const rank = ranks.get(variant);
    const operands: Operands = {
      fact: (window, name) => (ranges.get(`${window}.${name}`) as FactRanges).get(variant),
      field: (path) => numberInField(table, timeIndex.rowAt(rank), path),
      age: () => logAgeAt(intervals, timeIndex.timeAt(rank)),
      selection: selectionsBy(candidates.tests(candidateOf.get(variant)), (fact) =>
        (truths[fact] as Truths).get(variant),
      ),
    };
    // One that counts selections comes after the comparisons inside them.
    for (const { index, holds } of tests) {
      (truths[index] as Truths).set(variant, holds(operands, compiled.wanted[index] === true));
    }
  }
}

function* setAll<T>(
  truths: { set(variant: number, truth: T): void },
  variants: IntView,
  truth: T,
): Work {
  const isTime = createPace();
  for (let at = 0; at < variants.length; at++) {
    truths.set(variants.get(at), truth);
    if (isTime(1)) yield;
  }
}
