import { expect, test } from 'vitest';
import { inEnglish, languages } from '../../src/language/languages.ts';
import {
  clauses,
  retold,
  sentenceIn,
  tell,
  told,
  toldIn,
  valueIn,
} from '../../src/language/message.ts';

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

test('clauses are one sentence, in the order of the language', () => {
  const [a, b] = [tell('source.empty'), tell('source.noEvents')];
  expect([clauses([]), clauses([a])]).toEqual([undefined, a]);
  const sentence = clauses([a, b, a]);
  expect(sentence && toldIn(inEnglish, sentence)).toBe(
    'the file is empty; nothing in it is a System Log event; the file is empty',
  );
  expect(sentence && toldIn(languages.ja, sentence)).toBe(
    'ファイルが空です。System Log のイベントが含まれていません。ファイルが空です',
  );
});

test('what must not be told is taken out of every place, however deep, and of no sentence', () => {
  const secret = tell('okta.gaveUp', {
    host: 'the answer',
    tries: 3,
    why: tell('output.cannotRead', { name: ['the answer', tell('output.stdin')], reason: 'the' }),
  });
  const hidden = retold(secret, (text) => text.replaceAll('the', '[redacted]'));
  expect(toldIn(inEnglish, hidden)).toBe(
    'no usable answer from [redacted] answer after 3 tries: cannot read [redacted] answer, standard input: [redacted]',
  );
});

test('what was saved without its message is told as it was', () => {
  const { message, told: sentence } = told(tell('source.empty'));
  expect(sentenceIn(languages.ja, { message, told: sentence })).toBe('ファイルが空です');
  expect(sentenceIn(languages.ja, { message })).toBe('the file is empty');
});

test.each([
  ['text', 'text'],
  [1234, '1,234'],
  [['a', tell('output.stdin')], 'a、標準入力'],
])('the value %j is %s', (value, text) => {
  expect(valueIn(languages.ja, value)).toBe(text);
});
