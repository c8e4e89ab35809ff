import type { CompiledConditions } from '../detection/compiled-rule.ts';
import type { Window } from '../rule/window/window.ts';
import type { IntColumn, IntView } from '../store/column.ts';
import { type Add, createGroupIndex } from '../store/group-index.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import { numberInField, selectionsBy } from './computed-facts.ts';
import type { FactRanges } from './fact-ranges.ts';
import { compileFactTest, type FactTest, type KnownFactValue } from './fact-test.ts';
import {
  compileFormulaTest,
  type Operands,
  type OrderedRange,
  orderedRange,
  sameInAnyOrder,
} from './formula-test.ts';
import type { KeyTruths } from './key-truths.ts';
import { logAgeAt } from './log/log-age.ts';
import { noNumber } from './number-range.ts';
import { noKey } from './partition-keys.ts';
import type { Truths } from './told-truths.ts';
import type { Candidates, EvaluationContext, Variants } from './variants.ts';
import type { WindowIndex } from './window-index.ts';

/** What is to be known of one window. */
export interface Filling {
  readonly index: WindowIndex;
  /** The window's key by variant. */
  readonly keys: Pick<IntView, 'get'>;
  /** The numbers of the comparisons that are wanted. */
  readonly comparisons: readonly number[];
  /** The facts, by index in the window, of which the number is wanted. */
  readonly numbers: readonly number[];
  readonly keyTruths: KeyTruths;
}

/** A comparison that is wanted. */
interface WantedTest {
  readonly number: number;
  readonly truths: Truths;
  readonly holds: FactTest;
  readonly wanted: boolean;
}

/** What is wanted of one fact. */
interface WantedFact {
  readonly fact: number;
  readonly tests: readonly WantedTest[];
  readonly ranges: FactRanges | undefined;
}

/**
 * Writes what is wanted of one window's facts, for every variant that is open. A fact is told only where its key does
 * not decide. Gives the variants of which not all that is wanted was known.
 */
export function* fill(
  compiled: CompiledConditions,
  variants: Variants,
  filling: Filling,
  { store }: EvaluationContext,
): Work<IntColumn> {
  const { length, ranks, settled } = variants;
  const { index, keys } = filling;
  const isTime = createPace();
  const facts = wantedFacts(compiled, variants, filling);
  const decide = createDeciding(facts, variants, filling);
  const order = createOrdering(index.window);
  const filled = store.column(32);
  const groups = yield* createGroupIndex(function* (add: Add) {
    for (let variant = 0; variant < length; variant++) {
      if (isTime(1)) yield;
      if (settled.get(variant) === 1) continue;
      const left = decide(variant);
      if (left !== nothingNew) filled.push(variant);
      if (left === open) add(keys.get(variant), variant);
    }
  }, store);
  for (const key of groups.keys()) {
    const group = groups.of(key);
    if (isTime(1 + group.length)) yield;
    if (key === noKey) {
      for (const { ranges } of facts) if (ranges) yield* setAll(ranges, group, nothingInAnyOrder);
      continue;
    }
    const told = facts.filter(
      ({ tests, ranges }) => ranges || tests.some((test) => isOpen(test, group)),
    );
    const chosen = told.map(({ fact }) => fact);
    const events = eventsOf(group, ranks);
    yield* index.slide(key, events.ranks, chosen, (at, place, known) => {
      const { tests, ranges } = told[place] as WantedFact;
      for (let member = events.startOf(at); member < events.startOf(at + 1); member++) {
        const variant = group.get(member);
        for (const { truths, holds, wanted } of tests) truths.set(variant, holds(known, wanted));
        ranges?.set(variant, order(known));
      }
    });
  }
  return filled;
}

/** Whether a comparison is still to be told of any of a group of variants. */
function isOpen({ truths }: WantedTest, group: IntView): boolean {
  for (let member = 0; member < group.length; member++) {
    if (!truths.isTold(group.get(member))) return true;
  }
  return false;
}

/** The events of a group of variants, each once: under one window those with the same key are alike. */
function eventsOf(group: IntView, ranks: IntView) {
  const rankOf = (member: number): number => ranks.get(group.get(member));
  let [repeats, last] = [0, -1];
  for (let member = 0; member < group.length; member++) {
    const rank = rankOf(member);
    if (rank === last) repeats++;
    last = rank;
  }
  if (repeats === 0) {
    return { ranks: { length: group.length, get: rankOf }, startOf: (at: number) => at };
  }
  const starts = new Int32Array(group.length - repeats + 1);
  let count = 0;
  for (let member = 0; member < group.length; member++) {
    const rank = rankOf(member);
    if (member === 0 || rank !== last) starts[count++] = member;
    last = rank;
  }
  starts[count] = group.length;
  return {
    ranks: { length: count, get: (at: number) => rankOf(starts[at] as number) },
    startOf: (at: number) => starts[at] as number,
  };
}

/** What is left of a variant once its key was asked: something to look for; nothing; nothing, and its key told no more than was known. */
const [open, decided, nothingNew] = [0, 1, 2];

/** Prepares to write what a variant's key decides; gives what is left. */
function createDeciding(
  facts: readonly WantedFact[],
  { ranks }: Variants,
  { keys, keyTruths }: Filling,
): (variant: number) => number {
  const tests = facts.flatMap((fact) => fact.tests);
  const needsNumbers = facts.some(({ ranges }) => ranges !== undefined);
  return (variant) => {
    let left = needsNumbers ? open : nothingNew;
    for (let at = 0; at < tests.length; at++) {
      const { truths, number } = tests[at] as WantedTest;
      if (truths.isTold(variant)) continue;
      const truth = truths.isUnasked(variant)
        ? keyTruths.of(number, keys.get(variant), ranks.get(variant))
        : undefined;
      if (truth !== undefined) truths.set(variant, truth);
      left = truth === undefined ? open : Math.min(left, decided);
    }
    return left;
  };
}

function wantedFacts(
  { facts, wanted, lists }: CompiledConditions,
  { truths, ranges }: Variants,
  { index: { window }, comparisons, numbers }: Filling,
): readonly WantedFact[] {
  const tests = comparisons.map((number) => {
    const test = facts[number] as CompiledConditions['facts'][number];
    const fact = window.facts.findIndex(({ name }) => name === test.fact?.name);
    const holds = compileFactTest(test, lists);
    const own = {
      number,
      truths: truths[number] as Truths,
      holds,
      wanted: wanted[number] === true,
    };
    return { fact, own };
  });
  return [...new Set([...tests.map(({ fact }) => fact), ...numbers])].map((fact) => ({
    fact,
    tests: tests.filter((test) => test.fact === fact).map(({ own }) => own),
    ranges: numbers.includes(fact)
      ? ranges.get(`${window.name}.${window.facts[fact]?.name}`)
      : undefined,
  }));
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
export function* fillComputed(
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
