import { compileFactTest, type FactTest } from '../context/fact-test.ts';
import { compileValuesTest, type ValuesTest } from '../detection/field-test.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';

/**
 * Remembers what was made of a test and the value lists it may name, as long as both are in use: a
 * rule explains many events, and a test may stand for thousands of addresses.
 */
function remembering<T>(
  prepare: (test: FieldTest, lists: Lists) => T,
): (test: FieldTest, lists: Lists) => T {
  const byLists = new WeakMap<Lists, WeakMap<FieldTest, T>>();
  return (test, lists) => {
    const known = byLists.get(lists) ?? new WeakMap<FieldTest, T>();
    byLists.set(lists, known);
    const prepared = known.get(test) ?? prepare(test, lists);
    known.set(test, prepared);
    return prepared;
  };
}

/** The test of a field's values, prepared once. */
export const preparedTest: (test: FieldTest, lists: Lists) => ValuesTest =
  remembering(compileValuesTest);

/** The test of a fact, prepared once. */
export const preparedFactTest: (test: FieldTest, lists: Lists) => FactTest =
  remembering(compileFactTest);
