import type { Expression } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { compileFieldTest } from './field-test.ts';
import { and, no, not, or, type Truth, truthOf, undecided } from './truth.ts';

/** The field that every rule is indexed by. */
const eventType = 'eventType';

/**
 * Prepares the question whether an expression can hold for an event of a type, whatever else the event
 * says. Unlike `eventTypesOf` it looks into patterns, lists and negations; it is meant for people, not
 * for every event.
 */
export function wantsType(expression: Expression, lists: Lists): (type: string) => boolean {
  const judge = prepare(expression, lists);
  return (type) => judge(type) !== no;
}

function prepare(expression: Expression, lists: Lists): (type: string) => Truth {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const join = expression.kind === 'and' ? and : or;
      const parts = expression.of.map((part) => prepare(part, lists));
      return (type) => parts.map((part) => part(type)).reduce(join);
    }
    case 'not': {
      const inner = prepare(expression.of, lists);
      return (type) => not(inner(type));
    }
    case 'selection':
      return prepare(expression.of, lists);
    case 'field': {
      if (expression.path !== eventType || expression.fact) return () => undecided;
      const holds = compileFieldTest(expression, lists);
      return (type) => truthOf(holds({ [eventType]: type }));
    }
    default:
      return () => undecided;
  }
}
