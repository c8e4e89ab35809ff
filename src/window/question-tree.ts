import { type Truth, undecided } from '../detection/truth.ts';
import type { FactEvaluation } from '../detection/verdict.ts';

/** So many questions a tree has; what would go beyond is evaluated as it was given. */
const mostQuestions = 256;

/** What follows an answer: not known yet; what the tree has no room for; else a question, plus one; or a verdict, less than 0. */
const [unknown, beyond] = [0, -4];

const answers = 3;

/**
 * Makes the same of a verdict that is put to the facts of event after event. What it asks first, and what next after
 * each answer, is found out once.
 */
export function createQuestionTree(verdict: FactEvaluation): FactEvaluation {
  const asked: number[] = [];
  // By question, the answer that led to it; and what follows each of its own answers.
  const behind: number[] = [];
  const ways: number[] = [];
  const answersUpTo = (way: number): ReadonlyMap<number, Truth> => {
    const known = new Map<number, Truth>();
    for (let at = way; at >= 0; at = behind[Math.floor(at / answers)] as number) {
      known.set(asked[Math.floor(at / answers)] as number, (at % answers) as Truth);
    }
    return known;
  };
  /** What follows the answers up to one. */
  const grow = (way: number): number => {
    const known = answersUpTo(way);
    let next: number | undefined;
    const truth = verdict((fact) => {
      const answer = known.get(fact);
      if (answer === undefined) next ??= fact;
      return answer ?? undecided;
    });
    if (next === undefined) return -1 - truth;
    if (asked.length === mostQuestions) return beyond;
    behind.push(way);
    ways.push(unknown, unknown, unknown);
    return asked.push(next);
  };
  const first = grow(-1);
  return (fact) => {
    let step = first;
    while (step > 0) {
      const way = (step - 1) * answers + fact(asked[step - 1] as number);
      step = ways[way] as number;
      if (step !== unknown) continue;
      step = grow(way);
      ways[way] = step;
    }
    return step === beyond ? verdict(fact) : ((-1 - step) as Truth);
  };
}
