import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText } from '../../../src/report/text/json-text.ts';
import { hostileText } from '../generators.ts';
import { unprintable } from '../oracle.ts';

const value = fc.oneof(
  hostileText,
  fc.jsonValue({ noUnicodeString: false }),
  fc.dictionary(hostileText, fc.array(hostileText)),
);

describe('jsonText', () => {
  test('gives the same value back', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (input, indent) => {
        expect(JSON.parse(jsonText(input, indent))).toStrictEqual(
          JSON.parse(JSON.stringify(input)),
        );
      }),
    );
  });

  test('holds a lone surrogate and a `__proto__` key unchanged', () => {
    const input = JSON.parse('{"__proto__": "\\ud800", "a": "\\udc00b"}');
    const output = JSON.parse(jsonText(input));
    expect(Object.entries(output)).toEqual([
      ['__proto__', '\ud800'],
      ['a', '\udc00b'],
    ]);
  });

  test('writes nothing that a terminal or a reader of lines misreads', () => {
    fc.assert(
      fc.property(value, (input) => {
        const bad = unprintable(jsonText(input, 2)).filter(
          (character) => character !== '\n' && character !== '\u00a0' && character !== '\u2800',
        );
        expect(bad).toEqual([]);
      }),
    );
  });

  test('is one line without an indent', () => {
    expect(jsonText({ a: 'x\ny\u2028\u2029\u0085' })).toBe('{"a":"x\\ny\\u2028\\u2029\\u0085"}');
  });

  test('writes characters beyond the first plane as surrogate pairs', () => {
    expect(jsonText('\u{e0041}')).toBe('"\\udb40\\udc41"');
  });

  test('leaves nothing in a string that a CI runner obeys anywhere in a line', () => {
    expect(jsonText('##[group] ##vso[x] ## [')).toBe('"#\\u0023[group] #\\u0023vso[x] ## ["');
  });

  test('keeps every code point', { timeout: 60_000 }, () => {
    for (let start = 0; start < 0x110000; start += 0x1000) {
      const codes = Array.from({ length: 0x1000 }, (_, offset) => start + offset);
      const text = codes.map((code) => String.fromCodePoint(code)).join('-');
      expect(JSON.parse(jsonText(text)) === text, start.toString(16)).toBe(true);
    }
  });
});
