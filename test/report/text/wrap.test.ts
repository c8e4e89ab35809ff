import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type Safe, safe, show, widthOf } from '../../../src/report/text/escape.ts';
import { flow, wrap } from '../../../src/report/text/wrap.ts';
import { hostileText } from '../generators.ts';

describe('wrap', () => {
  test.each<[string, number, number, string[]]>([
    ['one two three', 40, 0, ['one two three']],
    ['one two three', 13, 0, ['one two three']],
    ['one two three', 12, 0, ['one two', 'three']],
    ['one two three four', 10, 2, ['one two', '  three', '  four']],
    ['one   two', 40, 0, ['one two']],
    ['abcdefghijklmnopqrst', 10, 0, ['abcdefghij', 'klmnopqrst']],
    ['漢字漢字漢字', 8, 0, ['漢字漢字', '漢字']],
    ['', 10, 0, []],
    // No full stop, comma, closing bracket or small kana begins a line, and no opening bracket ends one.
    ['これは仮の文です。次の文', 18, 0, ['これは仮の文です。', '次の文']],
    ['これは仮の文です。次の文', 16, 0, ['これは仮の', '文です。次の文']],
    ['利用者「山田」です', 14, 0, ['利用者「山田」', 'です']],
    ['利用者「山田」です', 8, 0, ['利用者', '「山田」', 'です']],
    ['管理者がチェック中', 14, 0, ['管理者が', 'チェック中']],
    ['管理者がチェック中', 12, 0, ['管理者が', 'チェック中']],
    ['検出 15件です', 8, 0, ['検出', '15件です']],
    ['Oktaの管理コンソール', 14, 2, ['Oktaの管理', '  コンソール']],
    ['Oktaの管理コンソール', 10, 2, ['Oktaの管理', '  コンソー', '  ル']],
    ['検出 15 件です', 10, 0, ['検出', '15 件です']],
    ['検出 15 件です', 9, 0, ['検出', '15 件です']],
    ['a 山田 b', 20, 0, ['a 山田 b']],
  ])('breaks %j at %i columns with a hang of %i', (text, width, hang, lines) => {
    expect(wrap(show(text), width, hang)).toEqual(lines);
  });

  test('breaks Japanese as it is written', () => {
    const mark = fc.constantFrom(...'、。」』）ーっャゅ・：');
    const open = fc.constantFrom(...'「『（');
    const sign = fc.constantFrom(...'漢のをにへと、');
    const word = fc
      .array(fc.oneof({ weight: 6, arbitrary: sign }, mark, open), { minLength: 1, maxLength: 60 })
      .map((signs) => signs.join(''));
    fc.assert(
      fc.property(word, fc.integer({ min: 32, max: 80 }), (text, width) => {
        // So many in a row that they fill a line leave no choice.
        fc.pre(!/[、。」』）ーっャゅ・：「『（]{4}|[漢のをにへと]{12}/.test(text));
        const lines = wrap(show(text), width);
        expect(lines.join('')).toBe(show(text));
        for (const line of lines.slice(1)) expect(line).not.toMatch(/^[、。」』）ーっャゅ・：]/);
        for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[「『（]$/);
      }),
    );
  });

  test('keeps every character but spaces, and the width', () => {
    const size = fc.integer({ min: 20, max: 100 });
    const hang = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(hostileText, size, hang, (text, width, indent) => {
        const lines = wrap(show(text), width, indent);
        expect(lines.join('').replaceAll(' ', '')).toBe(show(text).replaceAll(' ', ''));
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('flow', () => {
  const parts = [safe`one two`, safe`three four`, safe`five`];

  test.each<[number, string[]]>([
    [80, ['one two · three four · five']],
    [20, ['one two · three four', '  five']],
    [15, ['one two', '  three four', '  five']],
    [10, ['one two', '  three', '  four', '  five']],
  ])('breaks between parts in %i columns', (width, lines) => {
    expect(flow(parts, safe` · `, width, 2)).toEqual(lines);
  });
});

test('widthOf measures as string-width does', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown: Safe = show(text);
      expect(widthOf(shown)).toBe(stringWidth(shown));
    }),
  );
});
