import { describe, expect, test } from 'vitest';
import type { Truth } from '../../src/detection/truth.ts';
import { parsePattern, wholeText } from '../../src/rule/detection/pattern.ts';
import type { ExpectedValue, FieldTest } from '../../src/rule/expression.ts';
import { compileFactTest, type KnownFactValue } from '../../src/window/fact-test.ts';
import { mayFail, type PossibleValues } from '../../src/window/uncertainty.ts';

type Value = KnownFactValue['value'];
type Want = string | number | boolean | null;

function wantedOf(comparison: FieldTest['comparison'], value: Want): ExpectedValue {
  if (value === null) return { kind: 'null' };
  if (comparison === 'exists') return { kind: 'boolean', value: value === true };
  if (comparison === 'equals' || comparison === 'neq')
    return parsePattern(String(value), wholeText);
  return { kind: 'number', value: Number(value) };
}

function truth(
  comparison: FieldTest['comparison'],
  wanted: Want | readonly Want[],
  known: KnownFactValue | undefined,
): Truth {
  const values = [wanted].flat() as Want[];
  const test: FieldTest = {
    kind: 'field',
    path: 'w.f',
    fact: { window: 'w', name: 'f' },
    comparison,
    all: false,
    values: values.map((value) => wantedOf(comparison, value)),
    place: { file: 'rules', line: 1, column: 1 },
  };
  return compileFactTest(test, new Map())(known);
}

const [no, undecided, yes] = [0, 1, 2] as const;
type Row = readonly [FieldTest['comparison'], Want | readonly Want[], Value, Truth];

describe('a fact that nothing unseen can change', () => {
  test.each<Row>([
    ['equals', 0, 0, yes],
    ['equals', 1, 0, no],
    ['gte', 2, 2, yes],
    ['gt', 2, 2, no],
    ['lt', 2, 2, no],
    ['lte', 2, 2, yes],
    ['neq', 2, 2, no],
    ['equals', null, 0, no],
    ['equals', true, true, yes],
    ['equals', false, true, no],
    ['equals', 'b', ['a', 'b'], yes],
    ['equals', null, [], yes],
    ['equals', null, ['a'], no],
    ['exists', true, 0, yes],
    ['exists', false, 0, no],
  ])('%s %j of %j is %i', (comparison, wanted, value, expected) => {
    expect(truth(comparison, wanted, { value, could: undefined })).toBe(expected);
  });
});

/** What becomes of a count, of a list that gains, and of something new. */
function couldOf(value: Value): PossibleValues | undefined {
  if (typeof value === 'boolean') return mayFail(value, { missing: 1, since: 0, rules: 0 });
  if (typeof value !== 'number') return { kind: 'more' };
  return { kind: 'range', low: value, high: Number.POSITIVE_INFINITY, absent: false };
}

describe('a fact of which not all was seen', () => {
  test.each<Row>([
    ['gte', 5, 5, yes],
    ['gte', 5, 4, undecided],
    ['gt', 5, 6, yes],
    ['gt', 5, 5, undecided],
    ['lt', 5, 5, no],
    ['lt', 5, 4, undecided],
    ['lte', 5, 6, no],
    ['lte', 5, 5, undecided],
    ['equals', 0, 0, undecided],
    ['equals', 0, 1, no],
    ['equals', 3, 2, undecided],
    ['equals', [1, 5], 3, undecided],
    ['equals', [1, 5], 6, no],
    ['equals', '1*', 7, undecided],
    ['equals', null, 0, no],
    ['neq', 2, 3, yes],
    ['neq', 2, 1, undecided],
    ['equals', true, true, undecided],
    ['equals', false, true, undecided],
    ['equals', true, false, no],
    ['equals', false, false, yes],
    ['equals', null, true, no],
    ['equals', 'maybe', true, no],
    ['equals', 'maybe', 3, no],
    ['equals', '5.0', 3, no],
    ['equals', '5', 3, undecided],
    ['neq', 'maybe', 3, yes],
    ['neq', true, false, yes],
    ['equals', 'a', ['a'], yes],
    ['equals', 'b', ['a'], undecided],
    ['equals', null, [], undecided],
    ['equals', null, ['a'], no],
    ['equals', [null, 'b'], ['a'], undecided],
    ['neq', 'a', ['a'], no],
    ['neq', 'b', ['a'], undecided],
    ['neq', 'b', [], undecided],
    ['neq', null, ['a'], yes],
    ['neq', null, [], undecided],
    ['gte', 5, ['7'], yes],
    ['lt', 5, ['7'], undecided],
    ['lt', 5, ['4'], yes],
    ['exists', true, 0, yes],
    ['exists', false, [], no],
  ])('%s %j of %j is %i', (comparison, wanted, value, expected) => {
    expect(truth(comparison, wanted, { value, could: couldOf(value) })).toBe(expected);
  });
});

describe('a fact of an event that lacks a part of the key', () => {
  test.each<readonly [FieldTest['comparison'], Want, Truth]>([
    ['equals', 0, no],
    ['equals', false, no],
    ['neq', 0, no],
    ['gte', 0, no],
    ['lt', 9, no],
    ['equals', null, yes],
    ['exists', true, no],
    ['exists', false, yes],
  ])('%s %j is %i', (comparison, wanted, expected) => {
    expect(truth(comparison, wanted, undefined)).toBe(expected);
  });
});
