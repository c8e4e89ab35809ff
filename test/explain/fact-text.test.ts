import { describe, expect, test } from 'vitest';
import { factPhrase, negativePhrase, numberText, testPhrase } from '../../src/explain/fact-text.ts';
import type { ExpectedValue, FieldTest } from '../../src/rule/expression.ts';
import { type Fact, noAliases, type Window } from '../../src/rule/window/window.ts';
import type { FactName } from '../../src/rule/window/window-function.ts';

const aFact = (compute: FactName, over: Partial<Fact> = {}): Fact => ({
  name: 'f',
  compute,
  of: ['size'],
  among: [],
  ...over,
});

const aWindow = (over: Partial<Window> = {}): Window => ({
  name: 'w',
  rules: ['a', 'b'],
  list: undefined,
  groupBy: [],
  aliases: noAliases,
  before: 3_600_000,
  after: undefined,
  learn: undefined,
  every: 600_000,
  facts: [],
  place: { file: 'rules', line: 1, column: 1 },
  ...over,
});

const plain: Partial<Fact> = { of: [] };

describe('a fact is told as', () => {
  test.each<[FactName, Partial<Fact>, number | boolean | readonly string[], string]>([
    ['count', plain, 0, 'no `a` or `b` event'],
    ['count', plain, 3, '3 `a` or `b` events'],
    ['distinct', {}, 3, '3 different values of size'],
    ['most', {}, 3, '3 events with the same size'],
    ['values', {}, ['x'], 'values of size'],
    ['switches', {}, 3, 'size changed 3 times'],
    ['share', { of: [], rule: 'a' }, 1 / 3, '33.33% of `a` or `b` events match `a`'],
    [
      'portion',
      { often: { bound: 'lte', count: 1 } },
      0.8,
      '80% of the different values of size occur at most 1 time',
    ],
    ['span', plain, 60.5, '60.5 s from the first to the last `a` or `b` event'],
    ['sum', {}, 3, 'the sum of size is 3'],
    ['avg', {}, 2 / 3, 'the mean of size is 0.67'],
    ['min', {}, -3, 'the minimum of size is -3'],
    ['max', {}, 3, 'the maximum of size is 3'],
    ['median', {}, 3, 'the median of size is 3'],
    ['percentile', { percent: 90 }, 3, 'percentile 90 of size is 3'],
    ['rules', plain, 1, '1 of 2 rules occurred (a, b)'],
    ['since', { of: [], rule: 'a' }, 2, '2 `a` or `b` events since the last that matches `a`'],
    ['steps', plain, 1, '1 of 2 steps occurred in order (a, b)'],
    [
      'zscore',
      { each: 'distinct' },
      3.1234,
      'the number of different values of size in the last 10 minutes is 3.12 standard deviations from the mean',
    ],
    [
      'zscore',
      { of: [], each: 'count' },
      -1,
      'the number of events in the last 10 minutes is -1 standard deviations from the mean',
    ],
    ['new', {}, true, 'this size was not seen'],
    ['new', {}, false, 'this size was seen'],
    ['familiar', {}, 0.015, 'this size occurred in 1.5% of `a` or `b` events'],
    ['surprise', {}, 5.044, 'this size is a surprise of 5.04 bits among `a` or `b` events'],
    ['similar', {}, 0, 'size resembles no other name'],
    ['similar', {}, 0.9, 'size resembles another name (similarity 0.90)'],
    ['last', {}, ['x'], 'the last size'],
    ['seconds', plain, 1.5, '1.5 s since the last `a` or `b` event'],
    ['km', {}, 9891.666, '9891.67 km from the last size'],
    ['kmh', {}, 100_000, '100000 km/h from the last size'],
  ])('%s %j of %j: %s', (compute, over, value, sentence) => {
    expect(factPhrase(aWindow(), aFact(compute, over), value)).toBe(
      `${sentence} in the previous hour`,
    );
  });

  test('events, if the window has no rules', () => {
    const window = aWindow({ rules: [] });
    expect(factPhrase(window, aFact('count', plain), 3)).toBe('3 events in the previous hour');
    expect(factPhrase(window, aFact('familiar'), 0)).toBe(
      'this size occurred in 0% of events in the previous hour',
    );
  });

  test('nothing, if there was nothing to compute it from', () => {
    expect(factPhrase(aWindow(), aFact('sum'), undefined)).toBe(
      'nothing to compute w.f from in the previous hour',
    );
  });
});

test.each([
  [1.005, '1'],
  [1 / 3, '0.33'],
  [1e15, '1000000000000000'],
  [-0.001, '0'],
])('%d is read as %s', (number, text) => {
  expect(numberText(number)).toBe(text);
});

test('what a value must not be is told by the field that has it', () => {
  const ask = (...fields: readonly string[]): FieldTest => ({
    kind: 'field',
    path: 'actor.id',
    fact: undefined,
    comparison: 'neq',
    all: false,
    values: fields.map((path) => ({ kind: 'field', path }) as ExpectedValue),
    place: { file: 'rules', line: 1, column: 1 },
  });
  expect(testPhrase(ask('target.id'), ['u1'])).toBe('is none of the values of target.id');
  expect(negativePhrase(ask('target.id', 'client.id'), ['u1'])).toBe(
    'is one of the values of target.id and client.id',
  );
  expect(testPhrase(ask(), ['u1'])).toBe('is none of the values in the rule');
});
