import type { CompiledComparison, CompiledFormula } from '../detection/compiled-rule.ts';
import { type CompiledConditions, partsOf, type TestTruths } from '../detection/compiled-rule.ts';
import { numberOf } from '../detection/matcher.ts';
import type { Truth } from '../detection/truth.ts';
import { truthOf } from '../detection/truth.ts';
import { type Answers, evaluate } from '../detection/verdict.ts';
import type { EventTable, Row } from './event-table.ts';
import type { Operands } from './formula-test.ts';
import { exactly, type NumberRange, noNumber } from './number-range.ts';

type Part = ReturnType<typeof partsOf> extends Generator<infer T> ? T : never;

/** The numbers and selections that a comparison is computed from. */
export function partsOfComparison({ own, others }: CompiledComparison): readonly Part[] {
  return [own, ...others].flatMap((formula: CompiledFormula) => [...partsOf(formula)]);
}

/** The windows that the comparison of a number rests on; `log` if it asks how long that has run. */
export function windowsOf({ facts, computed }: CompiledConditions, at: number): readonly string[] {
  const comparison = computed[at];
  const fact = facts[at]?.fact;
  if (!comparison) return fact ? [fact.window] : [];
  return partsOfComparison(comparison).flatMap((part) => {
    if (part.kind === 'age') return 'log';
    return part.kind === 'fact' ? part.window : [];
  });
}

/** The event's fields that conditions compute with. */
export function fieldsComputedWith({ computed }: Pick<CompiledConditions, 'computed'>) {
  return computed.flatMap((comparison) =>
    comparison
      ? partsOfComparison(comparison).flatMap((part) => (part.kind === 'field' ? part.path : []))
      : [],
  );
}

/** The number that a remembered event has in a field; none if there are several. */
export function numberInField(table: EventTable, row: Row, path: string): NumberRange {
  const texts = table.dictionary.members(table.column(path)(row)).map(table.dictionary.text);
  const numbers = texts.flatMap((text) => numberOf(text) ?? []);
  const [only] = numbers;
  return only === undefined || numbers.length > 1 ? noNumber : exactly(only);
}

/** What the selections in formulas come to, by the truths of tests and facts. */
export function selectionsBy(
  tests: TestTruths,
  fact: (number: number) => Truth,
): Operands['selection'] {
  const answers: Answers = { test: (number) => truthOf(tests[number] === true), fact };
  return ({ most, least }) => [evaluate(most, answers), evaluate(least, answers)];
}
