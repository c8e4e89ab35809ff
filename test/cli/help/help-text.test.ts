import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { columnsOf, linesOf, listOf } from '../../../src/cli/help/help-text.ts';
import { languages } from '../../../src/language/languages.ts';
import { piecesOf } from '../../../src/language/line-seams.ts';
import { effort } from '../../effort.ts';

describe.each(Object.values(languages))('the texts in $tag', ({ texts }) => {
  const all = Object.entries(texts).filter(([name]) => /^(?:help|usage|man)\./.test(name));

  test('are as wide as a terminal draws them', () => {
    expect(all.length).toBeGreaterThan(400);
    expect(all.filter(([, text]) => columnsOf(text) !== stringWidth(text))).toEqual([]);
  });
});

describe('a text in lines', () => {
  test.each([
    ['one two three', 8, ['one two', 'three']],
    ['one  two\nthree', 40, ['one two three']],
    ['a-word-that-is-too-long for it', 8, ['a-word-that-is-too-long', 'for it']],
    ['', 8, []],
    ['ログを読み込めません。', 12, ['ログを読み', '込めません。']],
    ['フィルターが (任意の) ルールを', 14, ['フィルターが', '(任意の)', 'ルールを']],
    ['検出が 12 件あります', 8, ['検出が', '12 件あります']],
  ])('%j at %d', (text, width, lines) => {
    expect(linesOf(text, width)).toEqual(lines);
  });

  const word = fc.constantFrom(
    'a',
    'oktahunt',
    '--since',
    '検出',
    'ログを',
    '読み込む。',
    '12',
    '件',
    '(複数指定可)',
  );

  test('loses nothing, and stands over only where a line may not end', () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.integer({ min: 4, max: 40 }),
        (words, width) => {
          const text = words.join(' ');
          const lines = linesOf(text, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const line of lines.filter((one) => columnsOf(one) > width)) {
            expect(/\d [^\d ]/.test(line) || piecesOf(line).length === 1).toBe(true);
          }
        },
      ),
      { numRuns: effort(1000) },
    );
  });
});

describe('a list', () => {
  const style = { width: 44, widest: 10, gap: 2 };

  test('has its texts in one column, and below terms that reach into it', () => {
    expect(
      listOf([['a', 'one'], ['検出', 'two'], ['a-very-long-term', 'three'], ['alone']], style),
    ).toEqual(['  a      one', '  検出   two', '  a-very-long-term', '         three', '  alone']);
  });

  test('breaks texts in their column', () => {
    const text = 'many words that do not fit into one line of it';
    expect(listOf([['a', text]], style)).toEqual([
      '  a  many words that do not fit into one',
      '     line of it',
    ]);
  });
});
