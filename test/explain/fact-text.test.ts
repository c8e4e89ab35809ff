import { describe, expect, test } from 'vitest';
import { factPhrase, numberText } from '../../src/explain/fact-text.ts';
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
    ['count', plain, 0, 'no a or b'],
    ['count', plain, 3, '3 × a or b'],
    ['distinct', {}, 3, '3 different size'],
    ['most', {}, 3, '3 × the same size'],
    ['values', {}, ['x'], 'values of size'],
    ['switches', {}, 3, 'size changed 3 times'],
    ['share', { of: [], rule: 'a' }, 1 / 3, '33.33% of a or b are a'],
    ['span', plain, 60.5, '60.5 s from first to last a or b'],
    ['sum', {}, 3, 'size adds up to 3'],
    ['avg', {}, 2 / 3, 'size is 0.67 on average'],
    ['min', {}, -3, 'size is -3 at least'],
    ['max', {}, 3, 'size is 3 at most'],
    ['median', {}, 3, 'the middle size is 3'],
    ['percentile', { percent: 90 }, 3, '90% of size are 3 or less'],
    ['rules', plain, 1, '1 of 2 rules (a, b)'],
    ['steps', plain, 1, '1 of 2 steps in order (a, b)'],
    [
      'zscore',
      { each: 'distinct' },
      3.1234,
      'distinct of size of the last 10m is 3.12 standard deviations from the usual',
    ],
    [
      'zscore',
      { of: [], each: 'count' },
      -1,
      'count of the last 10m is -1 standard deviations from the usual',
    ],
    ['new', {}, true, 'size was not seen'],
    ['new', {}, false, 'size was seen'],
    ['familiar', {}, 0.015, 'size was seen in 1.5% of a or b'],
    ['similar', {}, 0, 'size looks like no other name'],
    ['similar', {}, 0.9, 'size looks like another name (0.90 of 1)'],
    ['last', {}, ['x'], 'the last size'],
    ['seconds', plain, 1.5, '1.5 s since the last a or b'],
    ['km', {}, 9891.666, '9891.67 km from the last size'],
    ['kmh', {}, 100_000, '100000 km/h from the last size'],
  ])('%s %j of %j: %s', (compute, over, value, sentence) => {
    expect(factPhrase(aWindow(), aFact(compute, over), value)).toBe(`${sentence} in the 1h before`);
  });

  test('events, if the window has no rules', () => {
    const window = aWindow({ rules: [] });
    expect(factPhrase(window, aFact('count', plain), 3)).toBe('3 × event in the 1h before');
    expect(factPhrase(window, aFact('familiar'), 0)).toBe(
      'size was seen in 0% of events in the 1h before',
    );
  });

  test('nothing, if there was nothing to compute it from', () => {
    expect(factPhrase(aWindow(), aFact('sum'), undefined)).toBe(
      'nothing to tell w.f from in the 1h before',
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
