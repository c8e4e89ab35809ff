import { describe, expect, test } from 'vitest';
import { compileRegex } from '../../src/rule/regex.ts';

function finds(source: string, text: string, flags = ''): boolean {
  const regex = compileRegex(source, flags);
  if (typeof regex !== 'function') throw new Error(regex.message);
  return regex(text);
}

describe('a regular expression', () => {
  test.each([
    ['b', '', 'abc', true],
    ['^b', '', 'abc', false],
    ['^abc$', '', 'abc', true],
    ['ABC', '', 'abc', false],
    ['ABC', 'i', 'abc', true],
    ['(?i)ABC', '', 'abc', true],
    ['^b$', '', 'a\nb\nc', false],
    ['^b$', 'm', 'a\nb\nc', true],
    ['a.b', '', 'a\nb', false],
    ['a.b', 's', 'a\nb', true],
    ['A.B', 'is', 'a\nb', true],
    ['\\d+\\.\\d+', '', 'v1.22', true],
    ['a\\-b', '', 'a-b', true],
    ['\\x{1F600}', '', 'x\u{1F600}', true],
    ['^.$', '', '\u{1F600}', true],
    ['\\pL', '', '\u00e4', true],
    ['\\*', '', 'a*', true],
    ['', '', '', true],
  ])('/%s/%s on %j: %s', (source, flags, text, wanted) => {
    expect(finds(source, text, flags)).toBe(wanted);
  });

  test.each([
    'a(?=b)',
    'a(?!b)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(',
    '[',
    '*a',
    'a{2,1}',
    'a{1001}',
    '((a{100}){100}){100}',
    '('.repeat(2_000) + ')'.repeat(2_000),
  ])('%.30s is refused in a sentence', (source) => {
    expect(compileRegex(source, '')).toMatchObject({
      message: expect.stringMatching(/^this regular expression is refused: \S/),
    });
  });

  test('that would explode elsewhere answers', () => {
    expect(finds('^(a+)+$', `${'a'.repeat(20_000)}!`)).toBe(false);
    expect(finds('(x+x+)+y', 'x'.repeat(5_000))).toBe(false);
  });
});
