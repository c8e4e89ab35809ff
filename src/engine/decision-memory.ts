/**
 * What was decided before, by the answers that it rested on. Whoever decides asks numbered questions one after
 * the other, and what is asked next may depend on nothing but the answers so far: so the same answers lead to the
 * same decision.
 */
export interface DecisionMemory<T> {
  /** The decision that the answers lead to; undefined if they never were what they are now. */
  find(start: string, answer: (question: number) => boolean): T | undefined;
  /** Keeps a decision, with each question that was asked for it and its answer, as {@link stepOf} writes them. */
  keep(start: string, steps: readonly number[], decision: T): void;
}

/** A question and its answer. */
export function stepOf(question: number, answer: boolean): number {
  return question * 2 + (answer ? 1 : 0);
}

/** So much is kept, some twenty megabytes; then everything is forgotten, since what comes over and over comes again. */
const mostDecisions = 32_768;
const mostQuestions = 1_048_576;

/** A question: its number, where it goes on after a no, and after a yes. */
const width = 3;

/** Makes an empty memory. Decisions of different starts have nothing in common. */
export function createDecisionMemory<T>(
  most = { decisions: mostDecisions, questions: mostQuestions },
): DecisionMemory<T> {
  // Where it goes on: at a question above 0, at a decision below, nowhere yet at 0.
  const starts = new Map<string, number>();
  let ways = new Int32Array(width * 1_024);
  let used = 1;
  let decisions: T[] = [];
  const forget = (): void => {
    starts.clear();
    used = 1;
    decisions = [];
  };
  const add = (question: number): number => {
    const at = used * width;
    if (at === ways.length) {
      const more = new Int32Array(ways.length * 2);
      more.set(ways);
      ways = more;
    }
    ways[at] = question;
    ways[at + 1] = 0;
    ways[at + 2] = 0;
    return used++;
  };
  return {
    find(start, answer) {
      let way = starts.get(start) ?? 0;
      while (way > 0) {
        const at = way * width;
        way = ways[at + (answer(ways[at] as number) ? 2 : 1)] as number;
      }
      return way < 0 ? decisions[-way - 1] : undefined;
    },
    keep(start, steps, decision) {
      const isFull = decisions.length >= most.decisions || used + steps.length > most.questions;
      if (isFull) forget();
      const end = -decisions.push(decision);
      // The place that says where it goes on.
      let place = -1;
      let way = starts.get(start) ?? 0;
      const lead = (to: number): number => {
        if (place < 0) starts.set(start, to);
        else ways[place] = to;
        return to;
      };
      for (const step of steps) {
        if (way === 0) way = lead(add(step >> 1));
        place = way * width + 1 + (step & 1);
        way = ways[place] as number;
      }
      lead(end);
    },
  };
}
