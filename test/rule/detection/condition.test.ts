import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { toldInEnglish } from '../../../src/language/message.ts';
import { readCondition } from '../../../src/rule/detection/condition.ts';
import type { Expression } from '../../../src/rule/expression.ts';

vi.setConfig({ testTimeout: 60_000 });

const place = { file: 'a.yml', line: 1, column: 1 };

/** Selections that the tree below tells apart by name alone. */
function named(...names: readonly string[]): ReadonlyMap<string, Expression> {
  return new Map(names.map((name) => [name, { kind: 'keyword', all: false, values: [], place }]));
}

/** Prints a tree with every bracket, so that precedence shows. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return `(${expression.of.map(show).join(` ${expression.kind} `)})`;
    case 'not':
      return `not ${show(expression.of)}`;
    case 'selection':
      return expression.name;
    default:
      return expression.kind;
  }
}

function parse(text: string, ...names: readonly string[]): Expression {
  const parsed = readCondition(text, named(...names));
  if ('told' in parsed) throw new Error(`${parsed.offset}: ${toldInEnglish(parsed.told)}`);
  return parsed;
}

describe('a condition', () => {
  const letters = ['a', 'b', 'c', 'd'];

  test.each([
    ['a', 'a'],
    ['  a  ', 'a'],
    ['((a))', 'a'],
    ['a and b', '(a and b)'],
    ['a or b', '(a or b)'],
    ['a and b and c', '(a and b and c)'],
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c and d', '((a and b) or (c and d))'],
    ['(a or b) and c', '((a or b) and c)'],
    ['not a', 'not a'],
    ['not a and b', '(not a and b)'],
    ['not a or b', '(not a or b)'],
    ['not (a or b)', 'not (a or b)'],
    ['not not a', 'a'],
    ['not not not a', 'not a'],
    ['a and not b', '(a and not b)'],
    ['not(a)and(b)or(c)', '((not a and b) or c)'],
    ['a\n  and\tb', '(a and b)'],
  ])('%j is %s', (text, wanted) => {
    expect(show(parse(text, ...letters))).toBe(wanted);
  });

  test.each([
    ['notable', 'notable'],
    ['not notable', 'not notable'],
    ['not_theirs and android', '(not_theirs and android)'],
    ['order or origin', '(order or origin)'],
    ['ofsel and all_of_it', '(ofsel and all_of_it)'],
    ['all_of_it', 'all_of_it'],
    ['them_too or 1st', '(them_too or 1st)'],
    ['any and all', '(any and all)'],
    ['sel-1 and sel.2', '(sel-1 and sel.2)'],
    ['constructor or toString', '(constructor or toString)'],
    ['Not and AND', '(Not and AND)'],
  ])('takes whole words: %s', (text, wanted) => {
    const names = 'notable not_theirs android order origin ofsel all_of_it them_too 1st any all';
    const others = 'sel-1 sel.2 constructor toString Not AND';
    expect(show(parse(text, ...`${names} ${others}`.split(' ')))).toBe(wanted);
  });

  const many = ['sel_one', 'sel_two', '_sel_hidden', 'other', 'x_main_y'];

  test.each([
    ['1 of them', '(sel_one or sel_two or other or x_main_y)'],
    ['any of them', '(sel_one or sel_two or other or x_main_y)'],
    ['all of them', '(sel_one and sel_two and other and x_main_y)'],
    ['1 of sel_*', '(sel_one or sel_two)'],
    ['all of sel_*', '(sel_one and sel_two)'],
    ['all of *', '(sel_one and sel_two and other and x_main_y)'],
    ['1 of *_t*', 'sel_two'],
    ['1 of *_main_*', 'x_main_y'],
    ['1 of s*_*o*', '(sel_one or sel_two)'],
    ['1 of _sel*', '_sel_hidden'],
    ['1 of _*', '_sel_hidden'],
    ['1 of *hid* or other', undefined],
    ['1 of other', 'other'],
    ['all of sel_* and not 1 of o*', '((sel_one and sel_two) and not other)'],
    ['not all of sel_* or other', '(not (sel_one and sel_two) or other)'],
    ['1 of sel_**', '(sel_one or sel_two)'],
    ['_sel_hidden', '_sel_hidden'],
  ])('%s is %s', (text, wanted) => {
    if (wanted === undefined) expect(() => parse(text, ...many)).toThrow('matches "*hid*"');
    else expect(show(parse(text, ...many))).toBe(wanted);
  });

  test('a name must fit the pattern as a whole, and no part twice', () => {
    expect(() => parse('1 of ab*ba', 'aba')).toThrow('no selection name matches');
    expect(show(parse('1 of ab*ba', 'abba'))).toBe('abba');
    expect(() => parse('1 of sel', 'sel_one')).toThrow('no selection name matches "sel"');
    expect(() => parse('1 of s.l', 'sel')).toThrow('no selection name matches "s.l"');
  });

  test.each([
    ['', 0, 'ends too early'],
    ['   ', 3, 'ends too early'],
    ['a and', 5, 'ends too early'],
    ['not', 3, 'ends too early'],
    ['and a', 0, '"and" is not expected here'],
    ['a and or b', 6, '"or" is not expected here'],
    ['a b', 2, 'unexpected "b"'],
    ['a not b', 2, 'unexpected "not"'],
    ['(a', 0, 'this bracket is never closed'],
    ['a and ((b)', 6, 'this bracket is never closed'],
    ['(a b)', 0, 'this bracket is never closed'],
    ['a)', 1, 'unexpected ")"'],
    ['()', 1, '")" is not expected here'],
    ['a or nope', 5, 'there is no selection "nope"'],
    ['a or selektion', 5, 'did you mean "selection"?'],
    ['A', 0, 'there is no selection "A"; did you mean "a"?'],
    ['a AND b', 2, 'unexpected "AND"; did you mean "and"?'],
    ['a Or b', 2, 'unexpected "Or"; did you mean "or"?'],
    ['NOT a', 0, 'there is no selection "NOT"; did you mean "not"?'],
    ['ALL of them', 0, 'exist; did you mean "all"?'],
    ['al of them', 0, 'exist; did you mean "all"?'],
    ['one of them', 0, 'exist; did you mean "1"?'],
    ['some of them', 0, 'exist; did you mean "any"?'],
    ['all them', 0, 'there is no selection "all"; after "all" stands "of"'],
    ['all of thme', 7, 'no selection name matches "thme"; did you mean "them"?'],
    ['1 of selektion*', 5, 'did you mean "selection"?'],
    ['a adn b', 2, 'unexpected "adn"; did you mean "and"? There are and, or'],
    ['a ro b', 2, 'unexpected "ro"; did you mean "or"?'],
    ['a xor b', 2, 'unexpected "xor"; did you mean "or"?'],
    ['nto a', 0, 'there is no selection "nto"; did you mean "not"?'],
    ['1 OF them', 0, 'only "1 of", "any of" and "all of" exist'],
    ['2 of them', 0, 'only "1 of", "any of" and "all of" exist'],
    ['0 of them', 0, 'only "1 of", "any of" and "all of" exist'],
    ['1', 0, 'only "1 of", "any of" and "all of" exist'],
    ['1 of', 4, '"of" needs "them" or a name'],
    ['all of nope*', 7, 'no selection name matches "nope*"'],
    ['not 1 of x_*', 9, 'no selection name matches "x_*"'],
    ['1 of _*', 5, 'no selection name matches "_*"'],
    ['1 of (a)', 5, 'no selection name matches "("'],
    ['of them', 0, '"of" is not expected here'],
    ['them', 0, '"them" is not expected here'],
    ['constructor of them', 0, 'there is no selection "constructor"'],
    ['__proto__ of them', 0, 'there is no selection "__proto__"'],
    ['a | count() > 5', 2, 'aggregations after "|" were removed from Sigma'],
    ['a | near b', 2, 'aggregations after "|" were removed from Sigma'],
    ['a, b', 0, 'there is no selection "a,"'],
    ['a && b', 2, 'unexpected "&&"'],
    ['!a', 0, 'there is no selection "!a"'],
  ])('%j is wrong at %i: %s', (text, offset, message) => {
    const parsed = readCondition(text, named('a', 'b', 'selection'));
    expect(parsed).toMatchObject({ offset });
    expect('told' in parsed && toldInEnglish(parsed.told)).toContain(message);
  });

  test('may have 64 brackets around each other, and no more', () => {
    const deep = (levels: number): string => `${'('.repeat(levels)}a${')'.repeat(levels)}`;
    expect(show(parse(deep(64), 'a'))).toBe('a');
    expect(() => parse(deep(65), 'a')).toThrow('64: too many brackets');
    expect(() => parse('('.repeat(100_000), 'a')).toThrow('too many brackets');
  });

  test('may be long', () => {
    expect(show(parse(`${'not '.repeat(100_000)}a`, 'a'))).toBe('a');
    expect(parse(Array(50_000).fill('a').join(' and '), 'a')).toMatchObject({ kind: 'and' });
  });
});

type Tree =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Tree[] }
  | { readonly kind: 'not'; readonly of: Tree }
  | { readonly kind: 'name'; readonly name: string };

describe('any condition', () => {
  const names = ['a', 'notable', 'android', 'orange', 'of_it'];
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.record({ kind: fc.constant('name' as const), name: fc.constantFrom(...names) }),
      fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      }),
    ),
  }));

  const strength = { or: 0, and: 1, not: 2, name: 3 } as const;

  /** Draws numbers for the printer: where to add brackets that change nothing, and white space. */
  type Draw = (below: number) => number;

  function print(node: Tree, around: number, draw: Draw): string {
    const blank = [' ', '  ', '\n', '\t '][draw(4)] as string;
    const inner = printInside(node, draw, blank);
    const weak = node.kind !== 'name' && strength[node.kind] < around;
    const pad = (): string => ['', blank][draw(2)] as string;
    return weak || draw(5) === 0 ? `(${pad()}${inner}${pad()})` : inner;
  }

  function printInside(node: Tree, draw: Draw, blank: string): string {
    if (node.kind === 'name') return node.name;
    if (node.kind === 'not') return `not${blank}${print(node.of, strength.not, draw)}`;
    const own = strength[node.kind];
    return node.of.map((part) => print(part, own, draw)).join(`${blank}${node.kind}${blank}`);
  }

  type Truths = Readonly<Record<string, boolean>>;

  function naive(node: Tree, truths: Truths): boolean {
    if (node.kind === 'name') return truths[node.name] === true;
    if (node.kind === 'not') return !naive(node.of, truths);
    return node.kind === 'and'
      ? node.of.every((part) => naive(part, truths))
      : node.of.some((part) => naive(part, truths));
  }

  function evaluate(expression: Expression, truths: Truths): boolean {
    switch (expression.kind) {
      case 'and':
        return expression.of.every((part) => evaluate(part, truths));
      case 'or':
        return expression.of.some((part) => evaluate(part, truths));
      case 'not':
        return !evaluate(expression.of, truths);
      case 'selection':
        return truths[expression.name] === true;
      default:
        throw new TypeError(`a ${expression.kind} outside a selection`);
    }
  }

  const truth = fc.record(Object.fromEntries(names.map((name) => [name, fc.boolean()])));
  const draws = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });

  test('means what its tree means, however it is printed', () => {
    fc.assert(
      fc.property(
        tree,
        draws,
        fc.array(truth, { minLength: 4, maxLength: 8 }),
        (node, numbers, worlds) => {
          let at = 0;
          const text = print(
            node,
            0,
            (below) => (numbers[at++ % numbers.length] as number) % below,
          );
          const parsed = parse(text, ...names);
          for (const truths of worlds) {
            expect(evaluate(parsed, truths), text).toBe(naive(node, truths));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('of random words is a tree or a flaw inside the text', () => {
    const word = fc.constantFrom(
      'a',
      'not',
      'and',
      'or',
      '(',
      ')',
      '1',
      'all',
      'of',
      'them',
      'a*',
      '|',
      'zzz',
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, (condition) => {
        const parsed = readCondition(condition, named(...names));
        if (!('told' in parsed)) return;
        expect(parsed.offset).toBeGreaterThanOrEqual(0);
        expect(parsed.offset).toBeLessThanOrEqual(condition.length);
      }),
      { numRuns: 3000 },
    );
  });
});
