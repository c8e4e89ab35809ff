import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openPieces } from '../../../src/input/file/file-pieces.ts';

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-pieces-'));
afterAll(() => rmSync(folder, { recursive: true }));

const content = Buffer.from(Array.from({ length: 400_000 }, (_, at) => (at * 7919) >> 5));
const path = join(folder, 'file');
writeFileSync(path, content);

const aLength = fc.oneof(fc.nat(100), fc.nat(200_000));

test('pieces are those of the file, wherever blocks end', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.array(aLength, { maxLength: 20 }), (start, lengths) => {
      const pieces = openPieces(path);
      const next = pieces.from(start);
      let at = start;
      for (const length of lengths) {
        if (at + length > content.length) break;
        const expected = content.subarray(at, at + length);
        expect(next(length).equals(expected)).toBe(true);
        expect(pieces.at(at, length).equals(expected)).toBe(true);
        at += length;
      }
    }),
  );
});

test('a file that has ended gives no more', () => {
  const pieces = openPieces(path);
  expect(() => pieces.at(content.length - 1, 2)).toThrow('ended');
  const next = pieces.from(content.length - 10);
  expect(next(10).length).toBe(10);
  expect(() => next(1)).toThrow('ended');
  expect(() => openPieces(join(folder, 'absent'))).toThrow('ENOENT');
});
