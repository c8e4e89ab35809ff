import type { Row } from '../context/memory.ts';
import { type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import type { Expression, FieldTest } from '../rule/expression.ts';
import { describeFact } from './basis.ts';
import { type Case, knownFact } from './case.ts';
import { shown } from './display.ts';
import type { Why } from './finding.ts';
import { clip, maxValues, testPhrase } from './phrase.ts';
import { preparedFactTest, preparedTest } from './prepared.ts';

export type { Case } from './case.ts';

/** Why an expression holds: the tests that made it true, and the windows they looked at. */
export interface Explanation {
  readonly why: readonly Why[];
  /** The neighbours that the reasons rest on. */
  readonly context: readonly Row[];
}

/** Explains an expression that holds for an event. Walks the rule again, from what was remembered. */
export function explain(expressions: readonly Expression[], subject: Case): Explanation {
  const tests = expressions.flatMap((expression) => [...reasons(expression, true, subject)]);
  const unique = [...new Map(tests.map((reason) => [keyOf(reason), reason])).values()];
  const facts = unique.flatMap(({ test, wanted }) =>
    test.fact ? [describeFact(test, test.fact, subject, wanted)] : [],
  );
  const fields = unique.flatMap(({ test, wanted }) =>
    test.fact || !wanted || asksPresence(test) ? [] : [describeField(test, subject)],
  );
  const plain = ({ fact }: Why): number => (fact.endsWith(')') ? 0 : 1);
  fields.sort((a, b) => plain(a) - plain(b));
  const told = new Map(facts.map((fact) => [fact.gist, fact.why]));
  const reasoned = [...told.values(), ...fields];
  const why = reasoned.length > 0 ? reasoned : [describeType(subject)];
  return {
    why: [...new Map(why.map((item) => [item.fact, item])).values()],
    context: unique.some(({ wanted }) => wanted)
      ? [...new Set(facts.map(({ rows }) => rows))].flatMap((rows) => [...rows])
      : [],
  };
}

interface Reason {
  readonly test: FieldTest;
  readonly wanted: boolean;
}

function keyOf({ test }: Reason): string {
  return `${test.place.file}:${test.place.line}:${test.place.column}`;
}

/** The tests because of which an expression comes out as `wanted`. */
function* reasons(expression: Expression, wanted: boolean, subject: Case): Generator<Reason> {
  switch (expression.kind) {
    case 'selection':
    case 'filter':
      yield* reasons(expression.of, wanted, subject);
      return;
    case 'not':
      yield* reasons(expression.of, !wanted, subject);
      return;
    case 'members':
      yield* reasons(expression.of, wanted === (expression.quantifier !== 'none'), subject);
      return;
    case 'and':
    case 'or':
      for (const part of expression.of) {
        if (truth(part, subject, wanted) === truthOf(wanted)) yield* reasons(part, wanted, subject);
      }
      return;
    case 'field':
      yield { test: expression, wanted };
      return;
    case 'keyword':
  }
}

/** The truth of an expression for a remembered event. Words without a field cannot be asked again. */
function truth(expression: Expression, subject: Case, wanted: boolean): Truth {
  switch (expression.kind) {
    case 'selection':
    case 'filter':
      return truth(expression.of, subject, wanted);
    case 'not':
      return (2 - truth(expression.of, subject, !wanted)) as Truth;
    case 'and':
      return Math.min(...expression.of.map((part) => truth(part, subject, wanted))) as Truth;
    case 'or':
      return Math.max(...expression.of.map((part) => truth(part, subject, wanted))) as Truth;
    case 'keyword':
      return undecided;
    case 'members':
      // Which values stood together is not remembered; the fields' values alone must do.
      return expression.quantifier === 'none' ? yes : truth(expression.of, subject, wanted);
    case 'field':
      return expression.fact
        ? preparedFactTest(expression, subject.lists)(
            knownFact(expression.fact, subject)?.known,
            wanted,
          )
        : truthOf(holds(expression, subject));
  }
}

function holds(test: FieldTest, { memory, row, lists }: Case): boolean {
  const texts = memory.texts(row, test.path);
  if (test.comparison === 'exists') {
    const [wanted] = test.values;
    return texts.length > 0 === (wanted?.kind === 'boolean' && wanted.value);
  }
  return preparedTest(test, lists)(texts, (path) => memory.texts(row, path));
}

function describeField(test: FieldTest, { memory, row }: Case): Why {
  const values = memory.texts(row, test.path).slice(0, maxValues);
  const asked = testPhrase(test, values);
  const shown = `${test.path} = ${values.map(clip).join(', ')}`;
  const fact =
    values.length === 0
      ? `${test.path} ${asked ?? 'is there'}`
      : asked
        ? `${shown} (${asked})`
        : shown;
  return { fact, field: test.path, values };
}

/** Whether a test only asks that a field is there: true of nearly every event, so no reason to tell. */
function asksPresence({ values }: FieldTest): boolean {
  return values.every(
    (value) =>
      value.kind === 'pattern' && value.parts.length === 1 && value.parts[0]?.kind === 'run',
  );
}

/** What is left to say if a rule holds for what an event is not, or for words anywhere in it. */
function describeType({ memory, row }: Case): Why {
  const values = memory.texts(row, shown.type).slice(0, maxValues);
  return { fact: `${shown.type} = ${values.join(', ')}`, field: shown.type, values };
}
