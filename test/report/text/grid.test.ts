import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { type Safe, safe, show } from '../../../src/report/text/escape.ts';
import { type Cell, renderGrid } from '../../../src/report/text/grid.ts';

const cells = (...texts: readonly string[]): readonly Cell[] =>
  texts.map((text) => ({ text: show(text) }));

test('aligns columns, at the right where asked, without spaces at the end', () => {
  const rows = [cells('a', 'N', 'x'), cells('longer', '12', ''), cells('', '3', 'y')];
  expect(renderGrid(rows, { gap: 2, right: [1] })).toEqual([
    'a        N  x',
    'longer  12',
    '         3  y',
  ]);
});

test('aligns wide characters and emoji by what a terminal shows', () => {
  const rows = ['漢字', '👩🏽', '🇫🇷', 'e\u0301', 'ไทย', 'xxx'].map((text) => cells(text, '|'));
  const edges = renderGrid(rows, { gap: 1 }).map((line) => stringWidth(line.replace(/\|$/, '')));
  expect(new Set(edges)).toEqual(new Set([5]));
});

test('paints without moving anything', () => {
  const paint = (text: Safe): Safe => safe`<${text}>`;
  expect(renderGrid([[{ text: safe`a`, paint }, { text: safe`b` }]], { gap: 2 })).toEqual([
    '<a>  b',
  ]);
});

test('keeps every row in its order, however many', () => {
  const rows = Array.from({ length: 120 }, (_, index) => cells(String(index), 'x'));
  expect(renderGrid(rows, { gap: 1 }).map((line) => Number.parseInt(line, 10))).toEqual(
    rows.map((_, index) => index),
  );
});

test('keeps a row of empty cells as an empty line', () => {
  expect(renderGrid([cells('a', 'b'), cells('', '')], { gap: 1 })).toEqual(['a b', '']);
});
