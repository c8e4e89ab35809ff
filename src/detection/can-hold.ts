import type { JsonObject } from '../event/json.ts';
import type { Expression } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { prepareField } from './field-test.ts';
import { and, no, not, or, type Truth, truthOf, undecided } from './truth.ts';

/** The field that every rule is indexed by. */
const eventType = 'eventType';

/**
 * Prepares the question whether an expression can hold for an event of a type, whatever else the event
 * says. Unlike `eventTypesOf` it looks into patterns, lists and negations; it is meant for people, not
 * for every event.
 */
export function wantsType(expression: Expression, lists: Lists): (type: string) => boolean {
  const canHold = prepareKnown(expression, lists, new Set([eventType]));
  return (type) => canHold({ [eventType]: type });
}

/**
 * Prepares the question whether an expression can hold for an event of which only the fields at the
 * paths `known` are given.
 */
export function prepareKnown(
  expression: Expression,
  lists: Lists,
  known: ReadonlySet<string>,
): (given: JsonObject) => boolean {
  const judge = prepare(expression, lists, known);
  return (given) => judge(given) !== no;
}

function prepare(
  expression: Expression,
  lists: Lists,
  known: ReadonlySet<string>,
): (given: JsonObject) => Truth {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const join = expression.kind === 'and' ? and : or;
      const settled = truthOf(expression.kind === 'and');
      const parts = expression.of.map((part) => prepare(part, lists, known));
      return (given) => parts.map((part) => part(given)).reduce(join, settled);
    }
    case 'not': {
      const inner = prepare(expression.of, lists, known);
      return (given) => not(inner(given));
    }
    case 'selection':
    case 'filter':
      return prepare(expression.of, lists, known);
    case 'field': {
      const { path, fact, values } = expression;
      const isKnown = known.has(path) && !fact && values.every(({ kind }) => kind !== 'field');
      if (!isKnown) return () => undecided;
      const { holds } = prepareField(expression, lists);
      return (given) => truthOf(holds(given));
    }
    case 'members':
    case 'keyword':
      return () => undecided;
  }
}
