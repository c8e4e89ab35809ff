import { alertShape, eventShape, type MapShape } from '../event/event-shape.ts';
import { partPathOf } from '../event/field-part.ts';
import { flawOfField } from '../rule/detection/field-flaw.ts';
import { type FieldTest, otherFieldsOf } from '../rule/expression.ts';
import type { RuleSubjectKind } from '../rule/logsource.ts';
import type { Lists } from '../rule/rule.ts';
import type { BlockTest, CompiledConditions, EventTest, VerdictTree } from './compiled-rule.ts';
import { prepareField } from './field-test.ts';
import { no, type Truth, truthOf, undecided, yes } from './truth.ts';
import { evaluate } from './verdict.ts';

/** What the events that a rule is about can have. */
export function shapeOf(about: RuleSubjectKind): MapShape {
  return about === 'alert' ? alertShape : eventShape;
}

/**
 * What the first condition comes to whatever the event, as far as fields decide it that no event can
 * have, and maps that have no text. `isKnown` excuses fields that were seen nevertheless.
 */
export function settledBy(
  { tests, verdicts, lists }: CompiledConditions,
  shape: MapShape,
  isKnown: (path: string) => boolean,
): Truth {
  const settle = (verdict: VerdictTree): Truth =>
    evaluate(verdict, { test: settledTest, fact: () => undecided });
  const settledTest = (number: number): Truth => {
    const test = tests[number] as EventTest;
    switch (test.kind) {
      case 'keyword':
        return undecided;
      case 'block':
        return settledBlock(test, settle(test.verdict));
      case 'field':
        return settledField(test, shape, lists, isKnown);
    }
  };
  return settle(verdicts[0]);
}

/** A block over an array that is there: an array may also have no members. */
function settledBlock({ quantifier }: BlockTest, inner: Truth): Truth {
  if (inner === undecided || quantifier === 'all_or_empty') return undecided;
  if (typeof quantifier === 'number') return inner;
  if (quantifier === 'none') return inner === no ? yes : undecided;
  return inner === no ? no : undecided;
}

/** The fields of a test that no event can have, or that have no text to compare. */
export function strayFields(test: FieldTest, shape: MapShape): readonly string[] {
  if (test.fact) return [];
  return [test.path, ...otherFieldsOf(test)].filter((path) => {
    const flaw = flawOfField(path, shape);
    return flaw?.kind === 'absent' || (flaw?.kind === 'map' && asksText(test));
  });
}

/** Whether a test compares a text, number or part of one; presence is no comparison. */
export function asksText({ path, comparison, values }: FieldTest): boolean {
  if (comparison === 'exists') return false;
  if (partPathOf(path)) return values.some(({ kind }) => kind !== 'null');
  return values.some(
    (value) =>
      value.kind !== 'null' &&
      !(
        value.kind === 'pattern' &&
        value.parts.length > 0 &&
        value.parts.every(({ kind }) => kind === 'run')
      ),
  );
}

function settledField(
  test: FieldTest,
  shape: MapShape,
  lists: Lists,
  isKnown: (path: string) => boolean,
): Truth {
  const strays = strayFields(test, shape);
  if (strays.length === 0 || strays.some(isKnown)) return undecided;
  const { member: _, ...own } = test;
  const flaw = flawOfField(test.path, shape);
  if (flaw?.kind === 'absent') return truthOf(prepareField(own, lists).holds({}));
  // What is missing or has no text is like nothing, and not unlike anything either.
  const asking = test.values.filter((value) => {
    const isStray = value.kind !== 'field' || strays.includes(value.path) || flaw !== undefined;
    return isStray && asksText({ ...test, values: [value] });
  });
  if (test.comparison === 'neq') return flaw === undefined && asking.length > 0 ? no : undecided;
  const isHopeless = test.all ? asking.length > 0 : asking.length === test.values.length;
  return isHopeless ? no : undecided;
}
