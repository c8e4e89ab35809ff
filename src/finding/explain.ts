import { compileFactTest, type Known } from '../context/fact-test.ts';
import type { Memory, Row } from '../context/memory.ts';
import type { Inspection, View } from '../context/view.ts';
import { compileValuesTest } from '../detection/field-test.ts';
import { type Truth, truthOf, undecided, yes } from '../detection/truth.ts';
import type { Expression, FieldTest } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import type { Fact } from '../rule/window.ts';
import { shown } from './display.ts';
import type { Why } from './finding.ts';
import { factPhrase, testPhrase } from './phrase.ts';

/** At most so many values are listed with a reason, and so many characters of each in its sentence. */
const maxValues = 20;
const maxLength = 160;

/** One event, as a rule saw it, to be explained. */
export interface Case {
  readonly row: Row;
  readonly memory: Memory;
  readonly views: ReadonlyMap<string, View>;
  /** The key under each window that the verdict was reached with. */
  readonly keys: ReadonlyMap<string, number>;
  readonly lists: Lists;
}

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
  const facts = unique.flatMap(({ test }) =>
    test.fact ? [describeFact(test, test.fact, subject)] : [],
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
        if (truth(part, subject) === truthOf(wanted)) yield* reasons(part, wanted, subject);
      }
      return;
    case 'field':
      yield { test: expression, wanted };
      return;
    case 'keyword':
  }
}

/** The truth of an expression for a remembered event. Words without a field cannot be asked again. */
function truth(expression: Expression, subject: Case): Truth {
  switch (expression.kind) {
    case 'selection':
      return truth(expression.of, subject);
    case 'not':
      return (2 - truth(expression.of, subject)) as Truth;
    case 'and':
      return Math.min(...expression.of.map((part) => truth(part, subject))) as Truth;
    case 'or':
      return Math.max(...expression.of.map((part) => truth(part, subject))) as Truth;
    case 'keyword':
      return undecided;
    case 'members':
      // Which values stood together is not remembered; the fields' values alone must do.
      return expression.quantifier === 'none' ? yes : truth(expression.of, subject);
    case 'field':
      return expression.fact
        ? compileFactTest(expression, subject.lists)(knownFact(expression.fact, subject)?.known)
        : truthOf(holds(expression, subject));
  }
}

function holds(test: FieldTest, { memory, row, lists }: Case): boolean {
  const texts = memory.texts(row, test.path);
  if (test.comparison === 'exists') {
    const [wanted] = test.values;
    return texts.length > 0 === (wanted?.kind === 'boolean' && wanted.value);
  }
  return compileValuesTest(test, lists)(texts, (path) => memory.texts(row, path));
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

/** A value as a sentence can bear it; the whole of it stands in the finding's `values`. */
function clip(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
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

function knownFact(named: NonNullable<FieldTest['fact']>, subject: Case) {
  const view = subject.views.get(named.window);
  const key = subject.keys.get(named.window);
  if (!view || key === undefined || key < -1) return undefined;
  const index = view.window.facts.findIndex((fact) => fact.name === named.name);
  const inspection = view.inspect(key, subject.row);
  const known = inspection.known[index];
  return known && { view, inspection, known, fact: view.window.facts[index] as Fact };
}

interface Described {
  readonly why: Why;
  /** What two windows that found the same have in common; it is told once. */
  readonly gist: string;
  /** The window's events that stand behind the fact; the same list for facts of the same events. */
  readonly rows: Iterable<Row>;
}

function describeFact(
  test: FieldTest,
  named: NonNullable<FieldTest['fact']>,
  subject: Case,
): Described {
  const found = knownFact(named, subject);
  const { memory, row } = subject;
  if (!found) {
    const fact = `${test.path}: the event has no such neighbours`;
    return { why: { fact, field: test.path, values: [] }, gist: fact, rows: [] };
  }
  const { view, inspection, known, fact } = found;
  const basis = basisOf(fact, known, inspection, subject);
  const phrase = factPhrase(view.window, fact, known.value);
  const { list, groupBy } = view.window;
  const key = Object.fromEntries(groupBy.map((path) => [path, memory.texts(row, path).join(', ')]));
  const why = {
    fact:
      basis.values.length > 0
        ? `${phrase}: ${basis.values.slice(0, 5).map(clip).join(', ')}`
        : phrase,
    field: test.path,
    values: basis.values.slice(0, maxValues),
    ...(list === undefined && {
      window: {
        name: view.window.name,
        from: new Date(inspection.extent.from).toISOString(),
        to: new Date(inspection.extent.to).toISOString(),
        key,
      },
    }),
  };
  const seen = basis.values.length > 0 ? basis.values : [phrase];
  const gist = JSON.stringify([fact.compute, fact.of, known.value, seen]);
  // Strangers are no evidence: a window over everybody's events tells by its number alone.
  const strangers = groupBy.length === 0 && fact.compute !== 'similar';
  return { why, gist, rows: strangers ? [] : basis.rows };
}

interface Basis {
  readonly values: readonly string[];
  readonly rows: Iterable<Row>;
}

/** The values a fact was computed from, and the events that have them. */
function basisOf(fact: Fact, known: Known, inspection: Inspection, { memory, row }: Case): Basis {
  const texts = (of: readonly string[], other: Row): readonly string[] =>
    of.flatMap((path) => memory.texts(other, path));
  const own = texts(fact.of, row);
  if (fact.compute === 'new') return { values: own, rows: [] };
  const rows = inspection.rows();
  if (fact.compute === 'similar') {
    const { witness } = known;
    if (witness === undefined) return { values: own, rows: [] };
    const { members, intern } = memory.dictionary;
    const wanted = intern([witness]);
    const columns = fact.among.map(memory.column);
    const has = (other: Row): boolean =>
      columns.some((column) => members(column(other)).includes(wanted));
    const ends = [rows.find(has), rows.findLast(has)];
    return { values: [...own, witness], rows: ends.filter((end) => end !== undefined) };
  }
  const [only, second] = fact.of;
  if (only === undefined || second !== undefined) return { values: [], rows };
  const numbers = new Set(rows.map(memory.column(only)));
  return { values: unique([...numbers].flatMap(memory.dictionary.texts)), rows };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}
