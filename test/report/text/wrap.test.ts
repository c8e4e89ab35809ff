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
  ])('breaks %j at %i columns with a hang of %i', (text, width, hang, lines) => {
    expect(wrap(show(text), width, hang)).toEqual(lines);
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
