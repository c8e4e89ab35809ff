import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type ShowOptions, show } from '../../../src/report/text/escape.ts';
import { hostileText, hostileTexts } from '../generators.ts';
import { isRunnerCommand, unprintable } from '../oracle.ts';

const blockSize = 0x100;

describe('every code point', () => {
  test('is shown as something printable', { timeout: 60_000 }, () => {
    const bad: string[] = [];
    for (let start = 0; start < 0x110000; start += blockSize) {
      const codes = Array.from({ length: blockSize }, (_, offset) => start + offset);
      const output = show(`a${String.fromCodePoint(...codes)}`, { max: 20 * blockSize });
      bad.push(...unprintable(output).map((character) => character.codePointAt(0)!.toString(16)));
    }
    expect(bad).toEqual([]);
  });

  test('of the first plane, Han and Hangul left out, takes at least a column', {
    timeout: 60_000,
  }, () => {
    const none: string[] = [];
    for (let code = 0; code < 0x10000; code = code === 0x33ff ? 0xd800 : code + 1) {
      if (stringWidth(show(String.fromCharCode(code), { max: 8 })) < 1)
        none.push(code.toString(16));
    }
    expect(none).toEqual([]);
  });

  test('beyond ASCII is an escape where the terminal knows ASCII only', () => {
    expect(show('é漢😀→', { ascii: true })).toBe('\\xe9\\u{6f22}\\u{1f600}\\u{2192}');
  });
});

describe('replacing', () => {
  test.each([
    ['a control character', 'a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a line feed', 'eve\n[OK] 0 findings', 'eve\\x0a[OK] 0 findings'],
    ['a tab', 'a\tb', 'a\\x09b'],
    ['DEL and C1', 'a\u007f\u009bb', 'a\\x7f\\x9bb'],
    ['an override of direction', 'ana\u202emoc', 'ana\\u{202e}moc'],
    ['a zero-width joiner', 'a\u200db', 'a\\u{200d}b'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a variation selector', 'a\ufe0f', 'a\\u{fe0f}'],
    ['a surrogate without a partner', 'a\ud800b\udc00', 'a\\u{d800}b\\u{dc00}'],
    ['private use', '\ue000', '\\u{e000}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a space that is not the common one', 'a\u00a0b\u2003c', 'a\\xa0b\\u{2003}c'],
    ['a mark without a base', '\u0301a', '\\u{301}a'],
    ['more than three marks on a letter', `e${'\u0301'.repeat(4)}f`, 'e\u0301\u0301\u0301…f'],
  ])('%s becomes visible', (_, text, expected) => {
    expect(show(text)).toBe(expected);
  });

  test.each([
    ['plain text', 'ana@example.com'],
    ['a backslash', 'DOMAIN\\login'],
    ['other scripts', 'Zoë Ångström 山田　太郎 עברית ไทย'],
    ['three marks', 'e\u0301\u0302\u0303'],
    ['nothing', ''],
    ['IPv6 addresses', '::1 fe80::dead 2001:db8::a'],
    ['names with two colons', 'LWP::Simple/6.67'],
  ])('%s stays as it is', (_, text) => {
    expect(show(text)).toBe(text);
  });

  test('shows a text already shown as it is', () => {
    fc.assert(fc.property(hostileText, (text) => show(show(text)) === show(text)));
  });

  test('leaves nothing that a terminal acts on', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(unprintable(show(text))).toEqual([]);
      }),
    );
  });
});

describe('commands of CI runners', () => {
  test.each([
    ['::error::forged', ':\\x3aerror:\\x3aforged'],
    ['::set-output name=a::b', ':\\x3aset-output name=a::b'],
    ['::ERROR::forged', ':\\x3aERROR:\\x3aforged'],
    ['x ##[group]a', 'x #\\x23[group]a'],
    ['###vso[task.complete]', '##\\x23vso[task.complete]'],
  ])('%s is broken up', (text, expected) => {
    expect(show(text)).toBe(expected);
  });

  test('are found by the oracle before and never after', () => {
    expect(hostileTexts.some((text) => text.split('\n').some(isRunnerCommand))).toBe(true);
    const start = fc.constantFrom('', '::', '##[', '##vso[', '::error', '::group::', ' ::debug ');
    fc.assert(
      fc.property(fc.array(fc.oneof(start, hostileText)), (parts) => {
        const output = show(parts.join(''));
        for (let from = 0; from < output.length; from++) {
          expect(isRunnerCommand(output.slice(from))).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('cutting', () => {
  test.each<[string, ShowOptions, string]>([
    ['abcdef', { max: 6 }, 'abcdef'],
    ['abcdefg', { max: 6 }, 'abcde…'],
    ['102nHkMDaxYQoSItefBBK3v9g', { max: 11, cut: 'middle' }, '102nH…K3v9g'],
    ['abcdefg', { max: 6, cut: 'middle' }, 'abc…fg'],
    ['abcdefgh', { max: 7, ascii: true }, 'abcd...'],
    ['漢字漢字', { max: 6 }, '漢字…'],
    ['🇫🇷🇫🇷🇫🇷', { max: 5 }, '🇫🇷🇫🇷…'],
    ['e\u0301e\u0301e\u0301', { max: 2 }, 'e\u0301…'],
    ['abc', { max: 1 }, '…'],
  ])('%j with %j gives %j', (text, options, expected) => {
    expect(show(text, options)).toBe(expected);
  });

  test('never exceeds the columns asked for', () => {
    const options = fc.record({
      max: fc.integer({ min: 1, max: 60 }),
      cut: fc.constantFrom('end' as const, 'middle' as const),
      ascii: fc.boolean(),
    });
    fc.assert(
      fc.property(hostileText, options, (text, how) => {
        expect(stringWidth(show(text, how))).toBeLessThanOrEqual(how.max);
      }),
    );
  });

  test.each([
    ['letters', 'a', 20],
    ['escapes', '\u202e', 20],
    ['combining marks', '\u0301', 20],
    ['colons', '::', 20],
    ['surrogates', '\ud83d', 20],
    ['emoji', '😀', 20],
  ])('bounds ten million %s', (_, text, max) => {
    const output = show(text.repeat(10_000_000 / text.length), { max, cut: 'middle' });
    expect(stringWidth(output)).toBeLessThanOrEqual(max);
    expect(output).toContain('…');
  });

  test('does not make half a character where it drops what cannot fit', () => {
    const marks = '\u{1d167}'.repeat(1000);
    for (const cut of ['end', 'middle'] as const) {
      const output = show(`a${marks}b`, { max: 40, cut });
      expect(output).toMatch(/^a\u{1d167}{3}…/u);
      expect(output).not.toContain('\\');
    }
  });
});
