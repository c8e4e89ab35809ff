import { compileValuesTest } from '../detection/field-test.ts';
import { type Truth, truthOf, undecided } from '../detection/truth.ts';
import type { Json } from '../event/json.ts';
import type { FieldTest, Wanted } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Could } from './could.ts';
import type { Row } from './memory.ts';

/** A fact as far as it is known; undefined if the event lacks the window's key. */
export interface Known {
  /** Undefined if no event has what the fact is computed from. */
  readonly value: number | boolean | readonly string[] | undefined;
  /** What events that are missing could make of it; undefined if none could change it. */
  readonly could: Could | undefined;
  /** The one value among the neighbours that it rests on, where it is one. */
  readonly witness?: string;
  /** The one neighbour that it rests on, where it is one. */
  readonly row?: Row;
}

/** Whether a fact satisfies a test, as far as it is known. */
export type FactTest = (known: Known | undefined) => Truth;

/**
 * Prepares the comparison of a window fact.
 *
 * Decided as soon as no unseen event could change it: the test is put to all that the fact could
 * still become, and if the answers agree, that is the answer. `gte: 5` holds at the fifth event, `0`
 * only once the whole window was seen.
 */
export function compileFactTest(test: FieldTest, lists: Lists): FactTest {
  const ask = createQuestion(test, lists);
  const judge: FactTest = (known) => {
    if (known === undefined) return truthOf(ask.of(undefined));
    const { value, could } = known;
    if (could === undefined) return truthOf(ask.of(value));
    const answers = answersOf(ask, value, could);
    return answers.every((answer) => answer === answers[0])
      ? truthOf(answers[0] as boolean)
      : undecided;
  };
  let last: Known | undefined;
  let truth = judge(last);
  return (known) => {
    if (known !== last) {
      last = known;
      truth = judge(known);
    }
    return truth;
  };
}

/** A test, as a question about values known and unknown. */
interface Question {
  /** The answer for one value; undefined is a fact that is absent. */
  of(value: Known['value']): boolean;
  /** The answers there are for numbers from one to another. */
  between(low: number, high: number): readonly boolean[];
  /** The answers there are for these values, and for these and others. */
  beyond(values: readonly string[]): readonly boolean[];
}

function answersOf(ask: Question, value: Known['value'], could: Could): readonly boolean[] {
  switch (could.kind) {
    case 'range':
      return [...ask.between(could.low, could.high), ...(could.absent ? [ask.of(undefined)] : [])];
    case 'either':
      return [ask.of(true), ask.of(false)];
    case 'more': {
      const values = value as readonly string[];
      return [ask.of(values), ...ask.beyond(values)];
    }
    case 'other':
      return [...ask.beyond([]), ...(could.absent ? [ask.of(undefined)] : [])];
  }
}

function createQuestion(test: FieldTest, lists: Lists): Question {
  const { comparison } = test;
  if (comparison === 'exists') {
    const [wanted] = test.values;
    const present = wanted?.kind === 'boolean' && wanted.value;
    const always = (): readonly boolean[] => [present];
    return { of: (value) => (value !== undefined) === present, between: always, beyond: always };
  }
  const holds = compileValuesTest(test, lists);
  const of: Question['of'] = (value) => holds(jsonOf(value));
  const wanted = test.values.filter(({ kind }) => kind !== 'null');
  const numbers = wanted.flatMap(numbersOf);
  const met = comparison !== 'neq';
  return {
    of,
    between(low, high) {
      // What is there is not null; orders change their answer once at most from one end to the other.
      if (comparison !== 'equals' && comparison !== 'neq') return [of(low), of(high)];
      if (low === high) return [of(low)];
      const canMeet = numbers.some(
        (number) => number === 'any' || (number >= low && number <= high),
      );
      return canMeet ? [true, false] : [!met];
    },
    beyond(values) {
      const now = values.length > 0 ? of(values) : !met;
      // A value that was met stays met; null asks for none, and there is one.
      if (wanted.length === 0 || (values.length > 0 && now === met)) return [now];
      return [true, false];
    },
  };
}

function jsonOf(value: Known['value']): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as number | boolean];
}

/** The numbers that meet a wanted value: the one it writes, none if it is plain text, else any. */
function numbersOf(wanted: Wanted): readonly (number | 'any')[] {
  if (wanted.kind === 'number') return [wanted.value];
  if (wanted.kind === 'boolean') return [];
  if (wanted.kind === 'either') return wanted.of.flatMap(numbersOf);
  const [only] = wanted.kind === 'pattern' ? wanted.parts : [];
  if (wanted.kind !== 'pattern' || wanted.parts.length !== 1 || only?.kind !== 'text')
    return ['any'];
  const number = Number(only.text);
  return String(number) === only.text ? [number] : [];
}
