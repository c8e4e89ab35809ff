import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedItem } from '../../../src/input/parsed-item.ts';
import { aRecord } from '../../event/builders.ts';
import { damages, scanned, unaccounted, values } from './scanned.ts';

const tiny = { recordBytes: 100, depth: 4, members: 100 };
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

function texts(items: readonly ParsedItem[]): readonly string[] {
  return values(items).map((value) => JSON.stringify(value));
}

describe('any damage at all', { timeout: 60_000 }, () => {
  const lines = Array.from({ length: 8 }, (_, at) =>
    Buffer.from(`${JSON.stringify(aRecord({ version: `${at}` }))}\n`),
  );
  const ndjson = Buffer.concat(lines);
  const array = Buffer.from(
    JSON.stringify(
      lines.map((line) => JSON.parse(line.toString()) as unknown),
      null,
      1,
    ),
  );
  const whole = scanned(ndjson);
  const flip = fc.record({ at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) });
  const cut = fc.record({ at: fc.nat(), length: fc.nat({ max: 3000 }) });

  it('a flipped byte costs no line but its own and the one after', () => {
    fc.assert(
      fc.property(flip, sizes, ({ at, bits }, chunks) => {
        const bytes = Buffer.from(ndjson);
        const where = at % bytes.length;
        bytes[where] = (bytes[where] as number) ^ bits;
        const items = scanned(
          bytes,
          chunks.map((size) => size * 50),
        );
        expect(unaccounted(bytes, items)).toBeUndefined();
        const hit = ndjson.subarray(0, where).toString().split('\n').length - 1;
        const good = texts(whole).filter((_, line) => line !== hit && line !== hit + 1);
        expect(texts(items)).toEqual(expect.arrayContaining(good));
        expect(items.length).toBeLessThan(lines.length + 4);
      }),
      { numRuns: 300 },
    );
  });

  it('a missing piece costs no line but those it touches', () => {
    fc.assert(
      fc.property(cut, sizes, ({ at, length }, chunks) => {
        const from = at % ndjson.length;
        const to = Math.min(from + length, ndjson.length);
        const bytes = Buffer.concat([ndjson.subarray(0, from), ndjson.subarray(to)]);
        const items = scanned(
          bytes,
          chunks.map((size) => size * 50),
        );
        expect(unaccounted(bytes, items)).toBeUndefined();
        const first = ndjson.subarray(0, from).toString().split('\n').length - 1;
        const last = ndjson.subarray(0, to).toString().split('\n').length - 1;
        const good = texts(whole).filter((_, line) => line < first || line > last);
        expect(texts(items)).toEqual(expect.arrayContaining(good));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['lines', ndjson],
    ['a pretty array', array],
  ])('%s cut at any byte give all that was whole', (_name, bytes) => {
    const all = texts(scanned(bytes));
    for (let at = 0; at < bytes.length; at += 41) {
      const items = scanned(bytes.subarray(0, at));
      expect(unaccounted(bytes.subarray(0, at), items)).toBeUndefined();
      expect(texts(items)).toEqual(all.slice(0, texts(items).length));
      expect(damages(items).length).toBeLessThan(2);
    }
  });

  it('splices of everything keep the account', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...'{}[],:"\\\n\r \0',
        '{"a":1}',
        '{"a":',
        '"x"',
        '\n{"a":[',
        '},{"actor":',
        '\ufeff',
        'nope',
        '\n  ',
      ),
      fc.integer({ min: 1, max: 300 }).map((count) => 'x'.repeat(count)),
      fc.uint8Array({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), sizes, (pieces, chunks) => {
        const bytes = Buffer.concat(pieces.map((part) => Buffer.from(part as string)));
        const items = scanned(bytes, chunks, tiny);
        expect(unaccounted(bytes, items)).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });

  it('chunks make no difference', () => {
    const piece = fc.constantFrom(
      ...'{}[],:"\\\n \0',
      '{"a":1}',
      '{"a":',
      '\n{"a":[',
      '},{"actor":',
      '\ufeff',
      'nope',
      '\n ',
      'x'.repeat(60),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), sizes, (pieces, chunks) => {
        const bytes = Buffer.from(pieces.join(''));
        expect(scanned(bytes, chunks, tiny)).toEqual(scanned(bytes, [bytes.length + 1], tiny));
      }),
      { numRuns: 1500 },
    );
  });
});
