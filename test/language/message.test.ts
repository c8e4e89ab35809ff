import { expect, test } from 'vitest';
import { inEnglish, languages } from '../../src/language/languages.ts';
import { tell, told, toldIn } from '../../src/language/message.ts';

const inner = tell('error.help', { command: '{what}' });
const outer = tell('error.error', { what: [inner, 'b', tell('status.noFindings')] });

test('a message is told in a language, with the messages in it, and values are never looked into', () => {
  expect(toldIn(inEnglish, outer)).toBe('error: help: {what}, b, no findings');
  expect(toldIn(languages.ja, outer)).toBe('エラー: ヘルプ: {what}、b、検出なし');
});

test('a message is plain data, and carried beside its English', () => {
  expect(told(outer)).toEqual({ message: 'error: help: {what}, b, no findings', told: outer });
  expect(JSON.parse(JSON.stringify(outer))).toEqual(outer);
});
