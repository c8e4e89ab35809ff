import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import { type Answers, type Evaluation, prepareVerdict } from '../detection/verdict.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Window } from '../rule/window/window.ts';
import type { IntColumn, IntView } from '../store/column.ts';
import { sortByKey } from '../store/external-sort.ts';
import { type Add, createGroupIndex } from '../store/group-index.ts';
import { createPace, type Pause, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Row } from './event-table.ts';
import { compileFactTest, type FactTest } from './fact-test.ts';
import type { TimeIndex } from './time-index.ts';
import type { WindowIndex } from './window-index.ts';

/** Events that may satisfy a rule, with the truth of the rule's tests for each. */
export interface Candidates {
  readonly rows: IntView;
  tests(index: number): TestTruths;
}

/** What candidates are judged with, beside their windows. */
export interface EvaluationContext {
  readonly timeline: TimeIndex;
  /** Where what judging needs is kept meanwhile. */
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
 * Judges candidates by their windows; yields those whose first verdict is true or undecided, in order
 * of time, and pauses between them. An candidate with several keys satisfies the rule if it does with any of them; the key with
 * which most of the further verdicts hold as well is the one that is told.
 */
export function* evaluateCandidates(
  compiled: CompiledConditions,
  candidates: Candidates,
  views: ReadonlyMap<string, WindowIndex>,
  bench: EvaluationContext,
): Generator<Match | Pause> {
  if (compiled.facts.length === 0) return yield* evaluateWithoutFacts(compiled, candidates, bench);
  const verdicts = compiled.verdicts.map(prepareVerdict);
  const windows = [...new Set(compiled.facts.map((test) => windowOf(test)))];
  const isTime = createPace();
  const variants = yield* createVariants(candidates, windows, views, bench);
  const truths = compiled.facts.map(() => createTruths(bench.store, variants.length));
  const settled = bench.store.bytes(variants.length);
  const isAsked = (variant: number): boolean =>
    bench.asked.size > 0 && bench.asked.has(candidates.rows.get(variants.candidates.get(variant)));
  for (const name of windows) {
    yield* fill(compiled, truths, variants, settled, views.get(name) as WindowIndex, bench);
    yield* settle(verdicts[0] as Evaluation, candidates, truths, variants, settled, isAsked);
  }
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
    const keys = new Map(
      windows.map((name) => [name, variants.keys.get(name)?.get(variant) ?? noKey]),
    );
    const facts = truths.map((own) => own.get(variant));
    const own = compiled.facts.slice(0, compiled.ownFacts);
    const open = own.filter((_, index) => facts[index] === undecided).map(windowOf);
    yield {
      row: candidates.rows.get(candidate),
      truths: best.truths,
      tests,
      facts,
      keys,
      open: [...new Set(open)],
    };
  }
}

/** Whether the first verdict is nearer to true; or as near, and more of the further verdicts hold. */
function isBetter(truths: readonly Truth[], others: readonly Truth[]): boolean {
  const [first, second] = [truths[0] as Truth, others[0] as Truth];
  const held = (some: readonly Truth[]): number => some.filter((truth) => truth === yes).length;
  return first === second ? held(truths) > held(others) : first > second;
}

/** Judges candidates of a rule that compares no facts: they hold, or they were asked about. */
function* evaluateWithoutFacts(
  compiled: CompiledConditions,
  candidates: Candidates,
  bench: EvaluationContext,
): Generator<Match | Pause> {
  const verdicts = compiled.verdicts.map(prepareVerdict);
  const isTime = createPace();
  const order = yield* inTime(candidates, bench);
  for (let at = 0; at < order.length; at++) {
    const candidate = order.get(at);
    const tests = candidates.tests(candidate);
    const answers: Answers = { test: (index) => truthOf(tests[index] === true), fact: () => no };
    const truths = verdicts.map((verdict) => verdict(answers));
    yield { row: candidates.rows.get(candidate), truths, tests, facts: [], keys: noKeys, open: [] };
    if (isTime(1)) yield;
  }
}

/** Candidates in order of time. */
function inTime({ rows }: Candidates, { timeline, store }: EvaluationContext): Work<IntView> {
  const rankOf = (candidate: number): number => timeline.rankOf(rows.get(candidate));
  return sortByKey(store, rows.length, rankOf, (a, b) => a - b);
}

const noKeys: ReadonlyMap<string, number> = new Map();

/** The window that a fact comparison is about. */
function windowOf(test: FieldTest): string {
  return (test.fact as { window: string }).window;
}

/** Stands for the key of an event that lacks a part of it. */
export const noKey = -2;

interface Variants {
  readonly length: number;
  /** Anchor by variant. */
  readonly candidates: IntView;
  /** Rank by variant, ascending. */
  readonly ranks: IntView;
  /** Key by variant, for each window. */
  readonly keys: ReadonlyMap<string, IntView>;
}

/** Candidates in order of time, once for every combination of keys they have. */
function* createVariants(
  candidates: Candidates,
  windows: readonly string[],
  views: ReadonlyMap<string, WindowIndex>,
  bench: EvaluationContext,
): Work<Variants> {
  const isTime = createPace();
  const order = yield* inTime(candidates, bench);
  const row = (): IntColumn => bench.store.column(32);
  const [chosen, ranks, keys] = [row(), row(), windows.map(row)];
  const viewed = windows.map((name) => views.get(name) as WindowIndex);
  for (let at = 0; at < order.length; at++) {
    const candidate = order.get(at);
    const event = candidates.rows.get(candidate);
    const rank = bench.timeline.rankOf(event);
    for (const combination of combinationsOf(viewed.map((view) => view.keysOf(event)))) {
      chosen.push(candidate);
      ranks.push(rank);
      for (const [index, key] of combination.entries()) keys[index]?.push(key);
    }
    if (isTime(1)) yield;
  }
  return {
    length: chosen.length,
    candidates: chosen,
    ranks,
    keys: new Map(windows.map((name, index) => [name, keys[index] as IntColumn])),
  };
}

/** A truth for every variant; undecided until it is set. */
interface Truths {
  get(variant: number): Truth;
  set(variant: number, truth: Truth): void;
}

/** Kept so that what was never set is undecided. */
function createTruths(store: Store, length: number): Truths {
  const numbers = store.bytes(length);
  return {
    get: (variant) => (numbers.get(variant) ^ undecided) as Truth,
    set: (variant, truth) => numbers.set(variant, truth ^ undecided),
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

/** Notes which variants no further window can save, so that it need not look at them. */
function* settle(
  holds: Evaluation,
  candidates: Candidates,
  truths: readonly Truths[],
  variants: Variants,
  settled: Pick<IntColumn, 'get' | 'set'>,
  isAsked: (variant: number) => boolean,
): Work {
  const isTime = createPace();
  let variant = 0;
  let tests: TestTruths = [];
  const answers: Answers = {
    test: (index) => truthOf(tests[index] === true),
    fact: (index) => (truths[index] as Truths).get(variant),
  };
  for (; variant < variants.length; variant++) {
    if (isTime(1)) yield;
    if (settled.get(variant) === 1 || isAsked(variant)) continue;
    tests = candidates.tests(variants.candidates.get(variant));
    if (holds(answers) === no) settled.set(variant, 1);
  }
}

/** Writes the truth of every comparison of one window's facts, for every variant that is open. */
function* fill(
  { facts, wanted, lists }: CompiledConditions,
  truths: readonly Truths[],
  variants: Variants,
  settled: Pick<IntColumn, 'get' | 'set'>,
  view: WindowIndex,
  { store }: EvaluationContext,
): Work {
  const isTime = createPace();
  const { window } = view;
  const tests = facts.flatMap((test, index) =>
    windowOf(test) === window.name
      ? [
          {
            index,
            fact: factIndex(window, test),
            holds: compileFactTest(test, lists),
            wanted: wanted[index] === true,
          },
        ]
      : [],
  );
  const needed = [...new Set(tests.map(({ fact }) => fact))];
  const byFact = needed.map((fact) => tests.filter((test) => test.fact === fact));
  const keys = variants.keys.get(window.name) as IntView;
  const groups = yield* createGroupIndex(function* (add: Add) {
    for (let variant = 0; variant < variants.length; variant++) {
      if (isTime(1)) yield;
      if (settled.get(variant) === 0) add(keys.get(variant), variant);
    }
  }, store);
  for (const key of groups.keys()) {
    const group = groups.of(key);
    if (isTime(1 + group.length)) yield;
    if (key === noKey) {
      for (const { index, holds } of tests) yield* setAll(truths[index] as Truths, group, holds);
      continue;
    }
    const judged = { length: group.length, get: (at: number) => variants.ranks.get(group.get(at)) };
    yield* view.sweep(key, judged, needed, (at, gauge, known) => {
      for (const { index, holds, wanted } of byFact[gauge] ?? []) {
        (truths[index] as Truths).set(group.get(at), holds(known, wanted));
      }
    });
  }
}

function* setAll(truths: Truths, variants: IntView, holds: FactTest): Work {
  const isTime = createPace();
  const truth = holds(undefined);
  for (let at = 0; at < variants.length; at++) {
    truths.set(variants.get(at), truth);
    if (isTime(1)) yield;
  }
}

function factIndex(window: Window, test: FieldTest): number {
  return window.facts.findIndex((fact) => fact.name === test.fact?.name);
}
