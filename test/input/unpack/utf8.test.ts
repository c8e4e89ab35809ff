import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findStray } from '../../../src/input/unpack/utf8.ts';

test.each([
  ['text', [0x61, 0x0a, 0xc3, 0xa9, 0xf0, 0x9f, 0x94, 0x91], undefined],
  ['nothing', [], undefined],
  ['a byte that begins nothing', [0x61, 0xff], { line: 1, column: 2, offset: 1 }],
  ['a character that is cut', [0x61, 0xc3], { line: 1, column: 2, offset: 1 }],
  ['one cut by the end of a line', [0xe2, 0x82, 0x0a, 0x61], { line: 1, column: 1, offset: 0 }],
  ['half of a pair', [0x0a, 0x61, 0xed, 0xa0, 0x80], { line: 2, column: 2, offset: 2 }],
  ['a long way to write a slash', [0x0a, 0xc0, 0xaf], { line: 2, column: 1, offset: 1 }],
  ['a byte after a pair', [0xf0, 0x9f, 0x94, 0x91, 0x80], { line: 1, column: 3, offset: 4 }],
] as const)('%s', (_name, bytes, wanted) => {
  expect(findStray(Buffer.from(bytes))).toEqual(wanted);
});

const byte = fc.constantFrom(0x0a, 0x61, 0x80, 0xa9, 0xc3, 0xe2, 0x82, 0xed, 0xf0, 0x9f, 0xff);

test('what stands before is UTF-8, and nothing that follows makes it so', () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (some) => {
      const bytes = Buffer.from(some);
      const stray = findStray(bytes);
      expect(stray === undefined).toBe(isUtf8(bytes));
      if (!stray) return;
      const before = bytes.subarray(0, stray.offset);
      expect(isUtf8(before)).toBe(true);
      for (let length = 1; length <= 4; length++) {
        expect(isUtf8(bytes.subarray(stray.offset, stray.offset + length))).toBe(false);
      }
      const lines = before.toString().split('\n');
      expect([stray.line, stray.column]).toEqual([lines.length, (lines.at(-1) ?? '').length + 1]);
    }),
    { numRuns: 2000 },
  );
});
