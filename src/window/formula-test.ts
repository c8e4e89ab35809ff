import type { CompiledComparison, CompiledFormula } from '../detection/compiled-rule.ts';
import { and, no, or, type Truth, undecided, yes } from '../detection/truth.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { compileFactTest, type KnownFactValue } from './fact-test.ts';
import {
  asFact,
  combineRanges,
  eitherOf,
  exactly,
  type NumberRange,
  rangeOf,
} from './number-range.ts';

/** A number that depends on the order of one instant's events, as far as that is known. */
export interface OrderedRange {
  /** In all orders together. */
  readonly overall: NumberRange;
  /** If all other events of the candidate's instant were before it, and if all were after it. */
  readonly early: NumberRange;
  readonly late: NumberRange;
}

/** What a formula is computed from. */
export interface Operands {
  fact(window: string, name: string): OrderedRange;
  field(path: string): NumberRange;
  age(): NumberRange;
  /** The truth of a selection in the orders that suit it most, or least. */
  selection(
    verdicts: Extract<CompiledFormula, { kind: 'selection' }>['of'],
  ): readonly [Truth, Truth];
}

export function sameInAnyOrder(range: NumberRange): OrderedRange {
  return { overall: range, early: range, late: range };
}

/** A fact as a number, in the orders that it is known in. `looksBack` is whether its window does. */
export function orderedRange(known: KnownFactValue, looksBack: boolean): OrderedRange {
  if (!known.orders) return sameInAnyOrder(rangeOf(known));
  const states = [known, ...known.orders.others];
  const over = (some: readonly KnownFactValue[]): NumberRange => some.map(rangeOf).reduce(eitherOf);
  const overall = over(states);
  // Where it is not known which of its states belongs to an order, it could be any of them.
  const where = (isJoined: boolean): NumberRange => {
    const some = states.filter(({ joined }) => joined === isJoined);
    return some.length > 0 ? over(some) : overall;
  };
  return { overall, early: where(looksBack), late: where(!looksBack) };
}

/** Computes a formula, in each of the orders. */
export function computeFormula(formula: CompiledFormula, operands: Operands): OrderedRange {
  switch (formula.kind) {
    case 'number':
      return sameInAnyOrder(exactly(formula.value));
    case 'fact':
      return operands.fact(formula.window, formula.name);
    case 'field':
      return sameInAnyOrder(operands.field(formula.path));
    case 'age':
      return sameInAnyOrder(operands.age());
    case 'selection': {
      const [most, least] = operands.selection(formula.of);
      const absent = false;
      return sameInAnyOrder({ low: least === yes ? 1 : 0, high: most === no ? 0 : 1, absent });
    }
    case 'operation': {
      const [left, right] = [formula.left, formula.right].map((part) =>
        computeFormula(part, operands),
      ) as [OrderedRange, OrderedRange];
      const of = (order: keyof OrderedRange): NumberRange =>
        combineRanges(formula.sign, left[order], right[order]);
      return { overall: of('overall'), early: of('early'), late: of('late') };
    }
  }
}

/** A comparison of numbers; `wanted` is whether it helps its condition by holding. */
export interface FormulaTest {
  (operands: Operands, wanted: boolean): Truth;
  /** The order of one instant's events in which it comes out so. */
  order(operands: Operands, wanted: boolean): keyof OrderedRange;
}

/**
 * Prepares a comparison of numbers that are computed from facts.
 *
 * It is decided if it comes out alike whatever the facts could still become, in any order of the events
 * of one instant; or if it comes out as wanted with the others of the candidate's instant all before
 * it, or all after it. Orders in which some are before and some after are not tried one by one.
 */
export function compileFormulaTest(
  test: FieldTest,
  { own, others }: CompiledComparison,
  lists: Lists,
): FormulaTest {
  const isUnlike = test.comparison === 'neq';
  const join = test.all === isUnlike ? or : and;
  const compares = others.length === 0 ? compileFactTest(test, lists) : againstNought(test);
  const isThere = compileFactTest({ ...test, comparison: 'exists', values: [always] }, lists);
  const truthIn = (ranges: readonly NumberRange[]): Truth => {
    const facts = ranges.map(asFact);
    const truth = facts.map((fact) => compares(fact)).reduce(join);
    // Nothing is unlike anything.
    return isUnlike && others.length > 0
      ? facts.map((fact) => isThere(fact)).reduce(and, truth)
      : truth;
  };
  const decide = (operands: Operands, wanted: boolean) => {
    const ranges = differences({ own, others }, operands);
    const truth = truthIn(ranges.map(({ overall }) => overall));
    if (truth !== undecided) return { truth, order: 'overall' as const };
    for (const order of ['early', 'late'] as const) {
      const inOrder = truthIn(ranges.map((range) => range[order]));
      if (inOrder === (wanted ? yes : no)) return { truth: inOrder, order };
    }
    return { truth, order: 'overall' as const };
  };
  const holds = (operands: Operands, wanted: boolean): Truth => decide(operands, wanted).truth;
  const order: FormulaTest['order'] = (operands, wanted) => decide(operands, wanted).order;
  return Object.assign(holds, { order });
}

const always = { kind: 'boolean', value: true } as const;

/** What is compared: the number itself, or by how much it exceeds each of the others. */
function differences(
  { own, others }: CompiledComparison,
  operands: Operands,
): readonly OrderedRange[] {
  if (others.length === 0) return [computeFormula(own, operands)];
  return others.map((right) =>
    computeFormula({ kind: 'operation', sign: '-', left: own, right }, operands),
  );
}

/** A number compares to another as their difference does to 0. */
function againstNought(test: FieldTest): ReturnType<typeof compileFactTest> {
  return compileFactTest(
    { ...test, all: false, values: [{ kind: 'number', value: 0 }] },
    new Map(),
  );
}
