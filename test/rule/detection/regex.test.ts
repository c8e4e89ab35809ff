import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test, vi } from 'vitest';
import { toldInEnglish } from '../../../src/language/message.ts';
import { compileRegex } from '../../../src/rule/detection/regex.ts';

vi.setConfig({ testTimeout: 60_000 });

function finds(source: string, text: string, flags = ''): boolean {
  const regex = compileRegex(source, flags);
  if (typeof regex !== 'function') throw new Error(toldInEnglish(regex.told));
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
    const flaw = compileRegex(source, '');
    expect('told' in flaw && toldInEnglish(flaw.told)).toMatch(
      /^this regular expression is rejected: \S/,
    );
  });

  test('that would explode elsewhere answers', () => {
    expect(finds('^(a+)+$', `${'a'.repeat(20_000)}!`)).toBe(false);
    expect(finds('(x+x+)+y', 'x'.repeat(5_000))).toBe(false);
  });
});

describe('a search', () => {
  const sign = fc.constantFrom('a', 'b', 'A', '1', '-', '.', ' ', '{', '2', '\n', '\u{1F600}');
  const texts = fc.array(
    fc.array(sign, { maxLength: 8 }).map((signs) => signs.join('')),
    { minLength: 5, maxLength: 10 },
  );
  const atom = fc.constantFrom(
    ...['a', 'ab', 'b', '1', '-', ' ', '2', '.', '\\.', '\\-', '\\{', '\\d', '\\w', '\\b'],
    ...['[ab]', '[^a]', '[]a]', '[^]a]', '[a\\]b]', '[.]', '^', '$', '(ab)', '(?:a|b)'],
    ...['(ab|1)', '(?:b1|k|s2)', '(a|)', '((a|b)1|-)', '(\\d|b)', '(a+b|1?2)', 'k', 's'],
  );
  const times = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '*?', '+?', '??');
  const term = fc.tuple(atom, times).map(([what, how]) => {
    const repeats = !/^(\^|\$|\\b)$/.test(what);
    return repeats ? what + how : what;
  });
  const source = fc
    .tuple(fc.array(term, { minLength: 1, maxLength: 5 }), fc.constantFrom('', '', '|1', '|'))
    .map(([terms, more]) => terms.join('') + more);

  /** RE2 takes a bracket that comes first in a class for a plain sign, and \\A and \\z it has alone. */
  const scripted = (re2: string): string =>
    re2.replace(/\[(\^?)\]/g, '[$1\\]').replaceAll('\\-', '-');

  test('finds what the engine of the language finds', () => {
    let [found, missed] = [0, 0];
    fc.assert(
      fc.property(source, fc.constantFrom('', 'i', 's', 'is'), texts, (re2, flags, all) => {
        const mine = compileRegex(re2, flags);
        if (typeof mine !== 'function') throw new Error(`${re2}: ${toldInEnglish(mine.told)}`);
        const other = new RegExp(scripted(re2), `u${flags}`);
        for (const text of all) {
          const wanted = other.test(text);
          if (wanted) found++;
          else missed++;
          expect(mine(text), text).toBe(wanted);
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(found, missed)).toBeGreaterThan(3000);
  });

  test('finds what RE2 finds, with the letters beyond ASCII that are k and s where case is ignored', () => {
    const letter = fc.oneof(sign, fc.constantFrom('k', 'S', '\u212a', '\u017f'));
    const text = fc.array(letter, { maxLength: 8 }).map((letters) => letters.join(''));
    const flag = { '': 0, i: RE2JS.CASE_INSENSITIVE } as const;
    fc.assert(
      fc.property(source, fc.constantFrom('', 'i'), text, (re2, flags, one) => {
        const mine = compileRegex(re2, flags);
        if (typeof mine !== 'function') throw new Error(`${re2}: ${toldInEnglish(mine.told)}`);
        expect(mine(one)).toBe(RE2JS.compile(re2, flag[flags]).test(one));
      }),
      { numRuns: 3000 },
    );
  });

  test('stays linear, whatever the expression', () => {
    const evil = [
      '^(a+)+$',
      '(a|a)*b',
      '(a*)*b',
      'a*a*a*a*b',
      '(.*)(.*)(.*)(.*)x',
      '(a?){30}a{30}$',
    ];
    for (const one of evil) expect(finds(one, `${'a'.repeat(30_000)}!`), one).toBe(false);
  });
});
