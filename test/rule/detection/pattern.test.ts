import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { literalPattern, parsePattern, wholeText } from '../../../src/rule/detection/pattern.ts';
import type { Pattern, TextShape } from '../../../src/rule/expression.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A pattern for people: literal parts in quotes, `*` and `?` for the wildcards. */
function show({ parts }: Pattern): string {
  const signs = { run: '*', character: '?', dash: '-' } as const;
  return parts
    .map((part) => (part.kind === 'text' ? `'${part.text}'` : signs[part.kind]))
    .join(' ');
}

const shape = (openStart: boolean, openEnd: boolean): TextShape => ({
  ...wholeText,
  openStart,
  openEnd,
});

describe('Sigma text', () => {
  test.each([
    ['', ''],
    ['plain', "'plain'"],
    ['*', '*'],
    ['?', '?'],
    ['a*b?c', "'a' * 'b' ? 'c'"],
    ['**', '* *'],
    ['\\*', "'*'"],
    ['\\?', "'?'"],
    ['\\\\', "'\\'"],
    ['\\a', "'\\a'"],
    ['a\\', "'a\\'"],
    ['\\\\*', "'\\' *"],
    ['\\\\\\*', "'\\*'"],
    ['\\\\\\\\', "'\\\\'"],
    ['\\\\\\', "'\\\\'"],
    ['C:\\Windows\\*', "'C:\\Windows*'"],
    ['C:\\Windows\\\\*', "'C:\\Windows\\' *"],
    ['\\n', "'\\n'"],
    ['100%', "'100%'"],
    ['[a-z]+.', "'[a-z]+.'"],
    ['\ud83d\ude00?', "'\ud83d\ude00' ?"],
  ])('%j is %s', (text, wanted) => {
    expect(show(parsePattern(text, wholeText))).toBe(wanted);
  });

  test.each([
    ['a', shape(true, true), "* 'a' *"],
    ['a', shape(false, true), "'a' *"],
    ['a', shape(true, false), "* 'a'"],
    ['*a*', shape(true, true), "* 'a' *"],
    ['*a', shape(true, true), "* 'a' *"],
    ['?a?', shape(true, true), "* ? 'a' ? *"],
    ['\\*a\\*', shape(true, true), "* '*a*' *"],
    ['', shape(true, true), '*'],
    ['', shape(false, true), '*'],
  ])('%j, open as %j, is %s', (text, open, wanted) => {
    expect(show(parsePattern(text, open))).toBe(wanted);
  });

  test('keeps its case for the comparison', () => {
    expect(parsePattern('A', { ...wholeText, cased: true })).toMatchObject({ cased: true });
    expect(show(parsePattern('aB', wholeText))).toBe("'aB'");
  });

  test('from a list has no wildcards', () => {
    expect(show(literalPattern('a*b?\\*', wholeText))).toBe("'a*b?\\*'");
    expect(show(literalPattern('a*', shape(true, true)))).toBe("* 'a*' *");
    expect(show(literalPattern('', wholeText))).toBe('');
  });

  test('that escapes every sign is the text itself', () => {
    const text = fc
      .array(fc.constantFrom('*', '?', '\\', 'a', '\n'), { maxLength: 12 })
      .map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, (plain) => {
        const escaped = plain.replace(/[*?\\]/g, '\\$&');
        expect(parsePattern(escaped, wholeText)).toEqual(literalPattern(plain, wholeText));
      }),
    );
  });
});
