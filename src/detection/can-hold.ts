import type { JsonObject } from '../event/json.ts';
import type { FieldTest } from '../rule/expression.ts';
import type { CompiledConditions, EventTest } from './compiled-rule.ts';
import { prepareField } from './field-test.ts';
import { no, truthOf, undecided } from './truth.ts';
import { evaluate } from './verdict.ts';

/** The field that every rule is indexed by. */
const eventType = 'eventType';

/**
 * Prepares the question whether the first condition can hold for an event of a type, whatever else the event
 * says. Unlike `eventTypes` it looks into patterns, lists and negations; it is meant for people, not
 * for every event.
 */
export function wantsType(conditions: CompiledConditions): (type: string) => boolean {
  const canHold = prepareKnown(conditions, new Set([eventType]));
  return (type) => canHold({ [eventType]: type });
}

/**
 * Prepares the question whether the first condition can hold for an event of which only the fields at
 * the paths `known` are given.
 */
export function prepareKnown(
  { tests, verdicts, lists }: CompiledConditions,
  known: ReadonlySet<string>,
): (given: JsonObject) => boolean {
  const prepared = tests.map((test) =>
    isKnown(test, known) ? prepareField(test, lists) : undefined,
  );
  return (given) => {
    const test = (number: number) => {
      const field = prepared[number];
      return field ? truthOf(field.holds(given)) : undecided;
    };
    return evaluate(verdicts[0], { test, fact: () => undecided }) !== no;
  };
}

function isKnown(test: EventTest, known: ReadonlySet<string>): test is FieldTest {
  return (
    test.kind === 'field' &&
    known.has(test.path) &&
    test.values.every(({ kind }) => kind !== 'field')
  );
}
