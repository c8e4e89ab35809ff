import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { compilePattern } from '../../src/detection/wildcard.ts';
import { parsePattern, wholeText } from '../../src/rule/detection/pattern.ts';
import { dashes, type PatternPart } from '../../src/rule/expression.ts';

vi.setConfig({ testTimeout: 60_000 });

function matches(pattern: string, text: string): boolean {
  return compilePattern(parsePattern(pattern, wholeText).parts)(text);
}

/** Pattern against text, character by character, as the words of the specification go. */
function naive(parts: readonly PatternPart[], characters: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (!part) return characters.length === 0;
  if (part.kind === 'run') {
    return naive(rest, characters) || (characters.length > 0 && naive(parts, characters.slice(1)));
  }
  if (part.kind === 'dash') {
    return dashes.includes(characters[0] ?? 'none') && naive(rest, characters.slice(1));
  }
  const wanted = part.kind === 'character' ? characters.slice(0, 1) : [...part.text];
  const given = characters.slice(0, wanted.length);
  if (wanted.length === 0 || given.join('') !== wanted.join('')) return false;
  return naive(rest, characters.slice(wanted.length));
}

/** The same pattern as a regular expression. */
function regular(parts: readonly PatternPart[]): RegExp {
  const signs = { run: '.*', character: '.', dash: '[-/\\u2013-\\u2015]' } as const;
  const source = parts.map((part) =>
    part.kind === 'text' ? part.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : signs[part.kind],
  );
  return new RegExp(`^(?:${source.join('')})$`, 'su');
}

describe('a pattern', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', '', true],
    ['?', '', false],
    ['?', '\n', true],
    ['?', '\u{1F600}', true],
    ['??', '\u{1F600}', false],
    ['*??', '\u{1F600}', false],
    ['??*', '\u{1F600}', false],
    ['*?\u{1F600}', '\u{1F600}', false],
    ['*?\u{1F600}', '\u{1F600}\u{1F600}', true],
    ['?', '\ud83d', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*a*a*', 'a', false],
    ['*ab*ba*', 'aba', false],
    ['*aab', 'aaab', true],
    ['*?a?*', 'bab', true],
    ['*?a?*', 'ab', false],
    ['?*?', 'a', false],
    ['?*?', 'ab', true],
    ['a?', 'a', false],
    ['*a?', 'aab', true],
    ['x*?y*', 'x\ny', true],
  ])('%j meets %j: %s', (pattern, text, wanted) => {
    expect(matches(pattern, text)).toBe(wanted);
  });

  const sign = fc.constantFrom('a', 'b', '*', '?', '\\', '\n', '\u{1F600}');
  const pattern = fc.array(sign, { maxLength: 9 }).map((signs) => signs.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', '*', '?', '\\', '\n', '\u{1F600}'), {
    maxLength: 9,
  });

  test('meets what a plain walk and a regular expression meet', () => {
    fc.assert(
      fc.property(pattern, text, (source, characters) => {
        const { parts } = parsePattern(source, wholeText);
        const found = compilePattern(parts)(characters.join(''));
        expect(found).toBe(naive(parts, characters));
        expect(found).toBe(regular(parts).test(characters.join('')));
      }),
      { numRuns: 5000 },
    );
  });

  test('meets text made to its measure', () => {
    const run = fc.array(fc.constantFrom('a', 'b', '\u{1F600}', '\n'), { maxLength: 3 });
    fc.assert(
      fc.property(pattern, fc.array(run, { minLength: 9, maxLength: 9 }), (source, runs) => {
        const { parts } = parsePattern(source, wholeText);
        const made = parts.map((part, at) => {
          if (part.kind === 'text') return part.text;
          return part.kind === 'run' ? (runs[at] ?? []).join('') : '\u{1F600}';
        });
        expect(compilePattern(parts)(made.join(''))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('with many stars answers on long text', () => {
    const found = matches(`${'*a'.repeat(50)}*b`, 'a'.repeat(20_000));
    expect(found).toBe(false);
  });
});
