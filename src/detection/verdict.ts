import { asksFacts } from './compile.ts';
import type { VerdictTree } from './compiled-rule.ts';
import { and, no, not, or, type Truth, truthOf, yes } from './truth.ts';

/** Answers the numbered questions of a verdict. */
export interface Answers {
  test(number: number): Truth;
  fact(number: number): Truth;
}

/** A verdict, prepared to be put to many answers. */
export type Evaluation = (answers: Answers) => Truth;

/**
 * Prepares a verdict. What needs no window is asked first, and nothing is asked that could no longer
 * change the outcome.
 */
export function prepareVerdict(verdict: VerdictTree): Evaluation {
  switch (verdict.kind) {
    case 'test': {
      const { test } = verdict;
      return (answers) => answers.test(test);
    }
    case 'fact': {
      const { fact } = verdict;
      return (answers) => answers.fact(fact);
    }
    case 'selection':
    case 'filter':
    case 'matches':
      return prepareVerdict(verdict.of);
    case 'not': {
      const inner = prepareVerdict(verdict.of);
      return (answers) => not(inner(answers));
    }
    case 'and':
    case 'or':
      return prepareJoined(verdict.kind, verdict.of);
  }
}

function prepareJoined(kind: 'and' | 'or', of: readonly VerdictTree[]): Evaluation {
  const cheapFirst = [...of.filter((part) => !asksFacts(part)), ...of.filter(asksFacts)];
  const parts = cheapFirst.map(prepareVerdict);
  const [join, neutral, settled] =
    kind === 'and' ? ([and, yes, no] as const) : ([or, no, yes] as const);
  return (answers) => {
    let truth: Truth = neutral;
    for (const part of parts) {
      truth = join(truth, part(answers));
      if (truth === settled) return truth;
    }
    return truth;
  };
}

/** A verdict over facts alone. */
export type FactEvaluation = (fact: (number: number) => Truth) => Truth;

/** Prepares a verdict for one row of truths of its tests: only the facts that can still change it are asked for. */
export function prepareForTests(
  verdict: VerdictTree,
  test: (number: number) => boolean,
): FactEvaluation {
  const left = withTests(verdict, test);
  if (typeof left === 'number') return () => left;
  const evaluation = prepareVerdict(left);
  let facts: Answers['fact'];
  const answers: Answers = { test: () => no, fact: (number) => facts(number) };
  return (fact) => {
    facts = fact;
    return evaluation(answers);
  };
}

/** What is left of a verdict once its tests are known. */
function withTests(verdict: VerdictTree, test: (number: number) => boolean): VerdictTree | Truth {
  switch (verdict.kind) {
    case 'test':
      return truthOf(test(verdict.test));
    case 'fact':
      return verdict;
    case 'selection':
    case 'filter':
    case 'matches':
      return withTests(verdict.of, test);
    case 'not': {
      const of = withTests(verdict.of, test);
      return typeof of === 'number' ? not(of) : { kind: 'not', of };
    }
    case 'and':
    case 'or': {
      const [neutral, settled] = verdict.kind === 'and' ? [yes, no] : [no, yes];
      const of: VerdictTree[] = [];
      for (const part of verdict.of) {
        const left = withTests(part, test);
        if (left === settled) return settled;
        if (typeof left !== 'number') of.push(left);
      }
      if (of.length === 0) return neutral;
      return of.length === 1 ? (of[0] as VerdictTree) : { kind: verdict.kind, of };
    }
  }
}

/** What a verdict comes to, once. */
export function evaluate(verdict: VerdictTree, answers: Answers): Truth {
  switch (verdict.kind) {
    case 'test':
      return answers.test(verdict.test);
    case 'fact':
      return answers.fact(verdict.fact);
    case 'selection':
    case 'filter':
    case 'matches':
      return evaluate(verdict.of, answers);
    case 'not':
      return not(evaluate(verdict.of, answers));
    case 'and':
      return verdict.of.reduce<Truth>((truth, part) => and(truth, evaluate(part, answers)), yes);
    case 'or':
      return verdict.of.reduce<Truth>((truth, part) => or(truth, evaluate(part, answers)), no);
  }
}

/** A question that a verdict asks, and whether it stands for or against it. */
export type Leaf =
  | { readonly kind: 'test'; readonly test: number; readonly wanted: boolean }
  | { readonly kind: 'fact'; readonly fact: number; readonly wanted: boolean };

/** Every question of a verdict, in the order of the rule. */
export function leavesOf(verdict: VerdictTree): Generator<Leaf> {
  return leavesAmong(verdict, true, () => true);
}

/** The questions because of which a verdict comes out as `wanted`, in the order of the rule. */
export function decidingLeaves(
  verdict: VerdictTree,
  wanted: boolean,
  answers: Answers,
): Generator<Leaf> {
  return leavesAmong(
    verdict,
    wanted,
    (part, asWanted) => evaluate(part, answers) === truthOf(asWanted),
  );
}

/** The questions below those parts of every `and` and `or` that are `taken`. */
function* leavesAmong(
  verdict: VerdictTree,
  wanted: boolean,
  taken: (part: VerdictTree, wanted: boolean) => boolean,
): Generator<Leaf> {
  switch (verdict.kind) {
    case 'test':
    case 'fact':
      yield { ...verdict, wanted };
      return;
    case 'selection':
    case 'filter':
    case 'matches':
      yield* leavesAmong(verdict.of, wanted, taken);
      return;
    case 'not':
      yield* leavesAmong(verdict.of, !wanted, taken);
      return;
    case 'and':
    case 'or':
      for (const part of verdict.of) {
        if (taken(part, wanted)) yield* leavesAmong(part, wanted, taken);
      }
  }
}
