import { describe, expect, test } from 'vitest';
import { toldInEnglish } from '../../src/language/message.ts';
import type { Formula } from '../../src/rule/expression.ts';
import { parseRules } from '../../src/rule/link.ts';
import { formulaText, parseFormula } from '../../src/rule/window/formula.ts';
import { problemsOf } from './builders.ts';

const fact = (name: string): Formula => ({ kind: 'fact', window: 'w', name });

function resultOf(formula: Formula): number {
  if (formula.kind === 'number') return formula.value;
  if (formula.kind !== 'operation') return Number.NaN;
  const [a, b] = [resultOf(formula.left), resultOf(formula.right)];
  return { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[formula.sign];
}

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['8 - 2 - 1', 5],
  ['8 - (2 - 1)', 7],
  ['8 / 2 / 2', 2],
  ['8 / (2 * 2)', 2],
  ['1.5*2+1', 4],
])('%s is %d, and is written as it was', (text, value) => {
  const formula = parseFormula(text, fact) as Formula;
  expect(resultOf(formula)).toBe(value);
  expect(resultOf(parseFormula(formulaText(formula), fact) as Formula)).toBe(value);
});

test.each([
  ['', 0, 'a number, a fact or a field is missing here'],
  ['1 +', 3, 'a number, a fact or a field is missing here'],
  ['1 + * 2', 4, 'a number, a fact or a field is missing here'],
  ['-1', 0, 'a number, a fact or a field is missing here'],
  ['1 2', 2, 'one of + - * / is missing before this'],
  ['(1 + 2', 6, 'a closing bracket is missing here'],
  ['1 + 2)', 5, 'this bracket closes nothing'],
  ['1 % 2', 2, '"%" has no meaning in a formula'],
  ['1e9', 1, 'one of + - * / is missing before this'],
  ['9999999999999999', 0, 'is too large'],
  [Array(70).fill('1').join('+'), 0, 'at most 64 numbers and names'],
  ['('.repeat(80), 64, 'brackets are nested too deeply'],
])('%s is refused at %d: %s', (text, offset, message) => {
  const flaw = parseFormula(text, fact);
  expect(flaw).toMatchObject({ offset });
  expect('told' in flaw && toldInEnglish(flaw.told)).toContain(message);
});

const rule = (compute: string, test = 'c.x|gte: 1') => `title: t
logsource: {product: okta, service: okta}
context:
  w: {before: 1h, fields: {n: {count: true}, who: {values: actor.id}}}
  c: {compute: {x: ${compute}}}
detection:
  a: {eventType: x}
  b: {${test}}
  condition: a and b
`;
const flawsIn = (text: string): readonly string[] =>
  problemsOf(() => parseRules(text)).map(
    ({ line, column, message }) => `${line}:${column}: ${message}`,
  );

describe('a computed field', () => {
  test.each([
    ['w.n / 2'],
    ['w.n + 2 * a'],
    ['w.n / log.days'],
    ['debugContext.debugData.size - w.n'],
  ])('can be %s', (compute) => expect(flawsIn(rule(compute))).toEqual([]));

  test.each([
    ['w.m', '5:20: the window "w" has no fact "m"'],
    ['1 + w.who', '5:24: "w.who" is a text (values), and only numbers can be computed with'],
    ['v.n', '5:20: "v.n" is neither a fact of a window nor a field of the event'],
    ['aa', '5:20: there is no selection "aa"; did you mean "a"?'],
    ['2 * b', '5:7: the selection "b" rests on a formula with selections itself'],
    ['log.hours', '5:20: the window "log" has no fact "hours"'],
    ['[1]', '5:20: "x" must be a formula'],
    ['w.n, y: c.x', '5:28: "c.x" is neither a fact of a window nor a field of the event'],
  ])('cannot be %s', (compute, wanted) => {
    expect(flawsIn(rule(compute))).toEqual([expect.stringContaining(wanted)]);
  });

  test('has no window beside it, and no name that is taken', () => {
    const twofold = rule('1').replace('c: {compute', 'c: {before: 1h, compute');
    expect(flawsIn(twofold)).toEqual([
      expect.stringContaining('5:7: "c" is computed, so "before" means nothing beside it'),
    ]);
    expect(flawsIn(rule('1').replace('  c:', '  log:').replace('c.x', 'log.days'))).toEqual([
      '5:3: "log" says how long the log has run, so it cannot name a window',
    ]);
    expect(flawsIn(rule('1', 'c.y: 1'))).toEqual(['8:7: the window "c" has no fact "y"; it has x']);
  });
});
