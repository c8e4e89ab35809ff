import { describe, expect, test } from 'vitest';
import { paragraphsOf } from '../../../src/report/text/paragraphs.ts';

describe('a text written in lines', () => {
  test.each([
    ['one\ntwo  \n  three', ['one two three']],
    ['one\ntwo\n\nthree\n \nfour\n', ['one two', 'three', 'four']],
    ['変更です。\n一覧です。', ['変更です。一覧です。']],
    ['変更で\n一覧', ['変更で一覧']],
    ['見ます。\nOkta が', ['見ます。Okta が']],
    ['見ますが、\n30 日', ['見ますが、30 日']],
    ['管理者が\nOkta の', ['管理者が Okta の']],
    ['API\nトークン', ['API トークン']],
    ['API\n「鍵」', ['API「鍵」']],
    ['', ['']],
  ])('%j is told as %j', (written, told) => {
    expect(paragraphsOf(written)).toEqual(told);
  });
});
