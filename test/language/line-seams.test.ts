import { expect, test } from 'vitest';
import { isCounted, mayBeUnspaced, piecesOf, unfolded } from '../../src/language/line-seams.ts';

test('no text is passed over that has a character of a script without spaces, or a stop or bracket of its lines', () => {
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (unspaced.test(character) && !mayBeUnspaced(character)) expect(character).toBe('');
  }
  for (const sign of '、。，．・：；？！「」『』（）【】〔〕［］｛｝〈〉《》〝〟ー々〻ゝゞヽヾ゛゜') {
    expect(mayBeUnspaced(sign)).toBe(true);
  }
  expect(mayBeUnspaced('é – … “a” · Ж')).toBe(false);
});

test('lines end where nothing is torn', () => {
  expect(piecesOf('sign-in')).toEqual(['sign-in']);
  expect(piecesOf('ログを読む。次')).toEqual(['ログを', '読む。', '次']);
  expect([isCounted('12', '件'), isCounted('12', 'events'), isCounted('x', '件')]).toEqual([
    ...[true, false, false],
  ]);
  expect(unfolded('one\n  two')).toBe('one two');
  expect(unfolded('一\n  二 three\nfour')).toBe('一二 three four');
});
