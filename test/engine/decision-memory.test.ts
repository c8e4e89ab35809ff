import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDecisionMemory, stepOf } from '../../src/engine/decision-memory.ts';
import { oracleRuns } from '../effort.ts';

/** Asks questions of which each follows from the answers before; the answers are the decision. */
type Inquiry = (ask: (question: number) => boolean) => string;

/** Another order of questions for each kind of inquiry. */
function inquiry(kind: number, length: number, questions: number): Inquiry {
  return (ask) => {
    let state = kind * 7 + 1;
    const answers: string[] = [];
    const asked = new Set<number>();
    for (let at = 0; at < length; at++) {
      const question = state % questions;
      if (asked.has(question)) break;
      asked.add(question);
      const answer = ask(question);
      answers.push(`${question}${answer}`);
      state = state * 31 + (answer ? 17 : 5);
    }
    return answers.join(' ');
  };
}

describe('a memory of decisions', () => {
  test('has what was decided by the same answers, also when it forgets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 255 })), {
          maxLength: 120,
        }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom({ decisions: 1_000, questions: 1_000 }, { decisions: 4, questions: 30 }),
        (events, length, most) => {
          const memory = createDecisionMemory<string>(most);
          let hits = 0;
          for (const [kind, bits] of events) {
            const answer = (question: number): boolean => ((bits >> question) & 1) === 1;
            const decide = inquiry(kind, length, 8);
            const steps: number[] = [];
            const decision = decide((question) => {
              steps.push(stepOf(question, answer(question)));
              return answer(question);
            });
            const known = memory.find(String(kind), answer);
            if (known === undefined) memory.keep(String(kind), steps, decision);
            else hits++;
            expect(known ?? decision).toBe(decision);
            expect(memory.find(String(kind), answer)).toBe(decision);
          }
          if (events.length > 100 && length === 1 && most.decisions > 4) {
            expect(hits).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: oracleRuns(2_000) },
    );
  });

  test('keeps what was decided without a question', () => {
    const memory = createDecisionMemory<string>();
    memory.keep('kind', [], 'nothing');
    expect(memory.find('kind', () => true)).toBe('nothing');
    expect(memory.find('other', () => true)).toBeUndefined();
  });
});
