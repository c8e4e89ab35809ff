import type { CompiledConditions, TestTruths } from '../detection/compiled-rule.ts';
import { no, type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import {
  type Answers,
  type Evaluation,
  type FactEvaluation,
  prepareVerdict,
} from '../detection/verdict.ts';
import type { IntView } from '../store/column.ts';
import { createPace, type Pause, type Work } from '../store/pausable-work.ts';
import { windowsOf } from './computed-facts.ts';
import type { Row } from './event-table.ts';
import { fill, fillComputed } from './fact-filling.ts';
import { createKeyTruths } from './key-truths.ts';
import { noKey } from './partition-keys.ts';
import { createByPattern, createPatternVerdict } from './pattern-verdicts.ts';
import { orderByRank } from './rank-order.ts';
import { createScreen, decisiveFacts } from './screening.ts';
import type { Truths } from './told-truths.ts';
import {
  type Candidates,
  createVariants,
  type EvaluationContext,
  type Variants,
} from './variants.ts';
import type { WindowIndex } from './window-index.ts';

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
  /**
   * The filters, by name, each of which makes the first verdict false where it would be true without any; all
   * if only several do together.
   */
  readonly excludedBy: readonly string[];
}

/**
 * Evaluates candidates by their windows; yields those whose first verdict is true or undecided, or would be
 * true but for filters, in order of time, and pauses between them. A candidate with several keys satisfies the rule if it does with any
 * of them; of these that key is given with which most of the further verdicts hold as well.
 */
export function* evaluateCandidates(
  compiled: CompiledConditions,
  candidates: Candidates,
  windows: ReadonlyMap<string, WindowIndex>,
  context: EvaluationContext,
): Generator<Match | Pause> {
  if (candidates.rows.length === 0) return;
  if (compiled.facts.length === 0) {
    yield* evaluateAlone(compiled, candidates, context);
    return;
  }
  const names = windowNames(compiled).filter((name) => windows.has(name));
  const isTime = createPace();
  const variants = yield* knownVariants(compiled, candidates, { names, windows }, context);
  const { truths, settled } = variants;
  const judge = createJudging(compiled);
  const facts: Truth[] = truths.map(() => no);
  for (let at = 0; at < variants.length; ) {
    if (isTime(1)) yield;
    let best: { judged: Judged; variant: number } | undefined;
    const candidate = variants.candidates.get(at);
    const tests = candidates.tests(candidate);
    let excluders: Set<string> | undefined;
    for (; at < variants.length && variants.candidates.get(at) === candidate; at++) {
      if (settled.get(at) === 1) continue;
      for (let fact = 0; fact < facts.length; fact++)
        facts[fact] = (truths[fact] as Truths).get(at);
      const judged = judge(tests, facts);
      if (judged.excluders.length > 0) {
        excluders = new Set([...(excluders ?? []), ...judged.excluders]);
      }
      if (!best || isBetter(judged.truths, best.judged.truths)) best = { judged, variant: at };
    }
    if (!best) continue;
    const { variant, judged } = best;
    const row = candidates.rows.get(candidate);
    const excludedBy = judged.truths[0] === no ? [...(excluders ?? [])].sort() : [];
    if (excludedBy.length === 0 && !context.asked.has(row)) {
      if (judged.truths[0] === no) continue;
      if (context.feed) {
        context.feed(row, judged.truths[0] as Truth);
        continue;
      }
    }
    const keys = new Map(names.map((name, at) => [name, variants.keys[at]?.get(variant) ?? noKey]));
    yield {
      row,
      truths: judged.truths,
      tests,
      facts: judged.facts,
      keys,
      open: judged.open,
      excludedBy,
    };
  }
}

/** What follows from the truths of the tests and facts of a candidate. */
interface Judged extends Pick<Match, 'truths' | 'facts' | 'open'> {
  /** The filters that keep the rule from holding. */
  readonly excluders: readonly string[];
}

/** So many rows of truths are at hand; a rule has few of them. */
const mostJudged = 4_096;

/** More truths than fit into a number. */
const tooMany = 33;

function codeOf(truths: readonly Truth[]): number | string {
  if (truths.length >= tooMany) return truths.join('');
  let code = 0;
  for (let at = 0; at < truths.length; at++) code = code * 3 + (truths[at] as Truth);
  return code;
}

/** Prepares to judge rows of truths, each once. */
function createJudging(
  compiled: CompiledConditions,
): (tests: TestTruths, facts: readonly Truth[]) => Judged {
  const verdicts = compiled.verdicts.map(prepareVerdict);
  const unfiltered = compiled.unfiltered && prepareVerdict(compiled.unfiltered);
  const excluding = createExclusion(compiled, unfiltered);
  const judgedWith = createByPattern(() => new Map<number | string, Judged>());
  return (tests, facts) => {
    const known = judgedWith(tests);
    const key = codeOf(facts);
    const before = known.get(key);
    if (before) return before;
    const answers: Answers = {
      test: (index) => truthOf(tests[index] === true),
      fact: (index) => facts[index] as Truth,
    };
    const truths = verdicts.map((verdict) => verdict(answers));
    const excluders = truths[0] === no && unfiltered ? excluding(answers) : [];
    const own = facts.slice(0, compiled.ownFacts);
    const open = own.flatMap((truth, index) =>
      truth === undecided ? windowsOf(compiled, index) : [],
    );
    const judged = { truths, facts: [...facts], open: [...new Set(open)], excluders };
    if (known.size === mostJudged) known.clear();
    known.set(key, judged);
    return judged;
  };
}

/** Evaluates the candidates of a rule without windows: what became of one follows from its tests. */
function* evaluateAlone(
  compiled: CompiledConditions,
  candidates: Candidates,
  { timeIndex, store, asked, feed }: EvaluationContext,
): Generator<Match | Pause> {
  const { rows, tests: testsOf } = candidates;
  const verdicts = compiled.verdicts.map(prepareVerdict);
  const unfiltered = compiled.unfiltered && prepareVerdict(compiled.unfiltered);
  const excluding = createExclusion(compiled, unfiltered);
  const isTime = createPace();
  const order = yield* orderByRank(candidates, timeIndex, store);
  const known = new Map<TestTruths, Omit<Match, 'row'>>();
  for (let at = 0; at < order.length; at++) {
    if (isTime(1)) yield;
    const row = rows.get(order.get(at));
    const tests = testsOf(order.get(at));
    let found = known.get(tests);
    if (!found) {
      const answers: Answers = { test: (index) => truthOf(tests[index] === true), fact: () => no };
      const truths = verdicts.map((verdict) => verdict(answers));
      const excludedBy = truths[0] === no ? [...new Set(excluding(answers))].sort() : [];
      found = { truths, tests, facts: [], keys: new Map(), open: [], excludedBy };
      known.set(tests, found);
    }
    if (found.excludedBy.length === 0 && !(asked.size > 0 && asked.has(row))) {
      if (found.truths[0] === no) continue;
      if (feed) {
        feed(row, found.truths[0] as Truth);
        continue;
      }
    }
    yield { row, ...found };
  }
}

interface NamedWindows {
  /** Those that comparisons are about. */
  readonly names: readonly string[];
  readonly windows: ReadonlyMap<string, WindowIndex>;
}

/**
 * Finds out what has to be known of the candidates: first what their keys tell, then the facts that can decide
 * the first verdict alone, then its others, and last those of further verdicts; of those that are left each time.
 */
function* knownVariants(
  compiled: CompiledConditions,
  candidates: Candidates,
  { names, windows }: NamedWindows,
  context: EvaluationContext,
): Work<Variants> {
  const { facts, computed, ownFacts } = compiled;
  const { asked } = context;
  const indexes = names.map((name) => windows.get(name) as WindowIndex);
  const verdict = compiled.unfiltered ?? compiled.verdicts[0];
  const holds = createPatternVerdict(verdict);
  const plain = [...facts.keys()].filter((number) => !computed[number]);
  const comparisonsOf = (name: string): readonly number[] =>
    plain.filter((number) => facts[number]?.fact?.window === name);
  const keyTruths = createKeyTruths(compiled, windows);
  const screened = indexes.map((index, at) => {
    return { index, comparisons: comparisonsOf(names[at] as string) };
  });
  const screen = createScreen(verdict, screened, keyTruths);
  const variants = yield* createVariants(compiled, candidates, screen, indexes, context);
  const isAsked = (variant: number): boolean =>
    asked.size > 0 && asked.has(candidates.rows.get(variants.candidates.get(variant)));
  const decisive = decisiveFacts(compiled);
  const isOwn = (number: number): boolean => number < ownFacts;
  const stages = [
    (number: number) => isOwn(number) && decisive.has(number),
    (number: number) => isOwn(number) && !decisive.has(number),
    (number: number) => !isOwn(number),
  ];
  for (const [stage, isDue] of stages.entries()) {
    for (const [at, { index, comparisons }] of screened.entries()) {
      // What the screen was told of all variants need not be found out, and changes no verdict any more.
      const due = comparisons.filter(
        (number) => isDue(number) && (variants.truths[number] as Truths).open > 0,
      );
      const numbers = stage === 1 ? computedWith(index, variants) : [];
      if (due.length + numbers.length === 0) continue;
      const keys = variants.keys[at] as Pick<IntView, 'get'>;
      const filling = { index, keys, comparisons: due, numbers, keyTruths };
      const filled = yield* fill(compiled, variants, filling, context);
      if (stage < 2) yield* settle(holds, candidates, variants, filled, isAsked);
      filled.free();
    }
  }
  yield* fillComputed(compiled, candidates, variants, context);
  return variants;
}

/** The facts of a window, by their index, that others are computed from. */
function computedWith({ window }: WindowIndex, { ranges }: Variants): readonly number[] {
  return window.facts.flatMap(({ name }, at) => (ranges.has(`${window.name}.${name}`) ? [at] : []));
}

/** Tells which filters keep the rule from holding: none if it would not hold without any. */
function createExclusion(
  { filters }: CompiledConditions,
  unfiltered: Evaluation | undefined,
): (answers: Answers) => readonly string[] {
  const prepared = filters.map(({ name, verdict }) => ({ name, holds: prepareVerdict(verdict) }));
  return (answers) => {
    if (unfiltered?.(answers) !== yes) return [];
    const excluding = prepared.filter(({ holds }) => holds(answers) === no);
    // None does it alone if each takes one of several alternatives.
    return (excluding.length > 0 ? excluding : prepared).map(({ name }) => name);
  };
}

/** Whether the first verdict is nearer to true; or as near, and more of the further verdicts hold. */
function isBetter(truths: readonly Truth[], others: readonly Truth[]): boolean {
  const [first, second] = [truths[0] as Truth, others[0] as Truth];
  const held = (some: readonly Truth[]): number => some.filter((truth) => truth === yes).length;
  return first === second ? held(truths) > held(others) : first > second;
}

/** Notes which of the variants of which more is known now no further window can save. */
function* settle(
  holds: (tests: TestTruths) => FactEvaluation,
  candidates: Candidates,
  { candidates: candidateOf, truths, settled }: Variants,
  filled: IntView,
  isAsked: (variant: number) => boolean,
): Work {
  const isTime = createPace();
  let variant = 0;
  const fact = (index: number): Truth => (truths[index] as Truths).get(variant);
  for (let at = 0; at < filled.length; at++) {
    if (isTime(1)) yield;
    variant = filled.get(at);
    if (isAsked(variant)) continue;
    if (holds(candidates.tests(candidateOf.get(variant)))(fact) === no) settled.set(variant, 1);
  }
}

/** The windows that comparisons are about. */
function windowNames(compiled: CompiledConditions): readonly string[] {
  return [...new Set(compiled.facts.flatMap((_, index) => windowsOf(compiled, index)))];
}
