import { compile } from '../../src/detection/compile.ts';
import { prepareTests } from '../../src/detection/prepared-test.ts';
import { no, truthOf, yes } from '../../src/detection/truth.ts';
import { prepareVerdict } from '../../src/detection/verdict.ts';
import type { Json } from '../../src/event/json.ts';
import type { Expression } from '../../src/rule/expression.ts';
import type { Lists } from '../../src/rule/rule.ts';

/** Whether a condition that compares no facts holds for events, asked as the engine asks it. */
export function holdsAlone(expression: Expression, lists: Lists): (raw: Json) => boolean {
  const { tests, verdicts } = compile([expression]);
  const prepared = prepareTests(structuredClone(tests), lists);
  const [verdict] = structuredClone(verdicts);
  const holds = prepareVerdict(verdict);
  return (raw) =>
    holds({ test: (number) => truthOf(prepared[number]?.holds(raw) === true), fact: () => no }) ===
    yes;
}
