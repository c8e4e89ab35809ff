import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader, isCsv } from '../../../src/input/csv/csv-reader.ts';
import { parseRow } from '../../../src/input/csv/csv-row.ts';
import { defaultLimits, type Limits } from '../../../src/input/limits.ts';
import type { ParsedItem } from '../../../src/input/parsed-item.ts';

/** All items of a text, fed in chunks of one size out of one buffer, as files are read. */
function read(
  text: string | Buffer,
  size = 1 << 20,
  limits: Limits = defaultLimits,
): readonly ParsedItem[] {
  const bytes = Buffer.from(text as string);
  const reader = createCsvReader(limits);
  const chunk = Buffer.alloc(size);
  const items: ParsedItem[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const length = bytes.copy(chunk, 0, at, at + size);
    items.push(...reader.push(chunk.subarray(0, length)));
  }
  return [...items, ...reader.end()];
}

/** Rows as lists of cells, damages as `reason line`. */
function told(items: readonly ParsedItem[]): readonly unknown[] {
  return items.map((item) =>
    item.kind === 'value'
      ? Object.values(item.value as Record<string, unknown>)
      : `${item.reason} ${item.line}`,
  );
}

describe('rows', () => {
  it.each<[name: string, text: string, expected: readonly unknown[]]>([
    [
      'plain',
      '_raw,b\n1,2\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['without a last line feed', '_raw,b\n1,2', [['1', '2']]],
    ['with CRLF', '_raw,b\r\n1,2\r\n', [['1', '2']]],
    ['with a byte order mark', '\ufeff_raw,b\n1,2\n', [['1', '2']]],
    ['with commas in quotes', '_raw,b\n"1,1","2"\n', [['1,1', '2']]],
    ['with quotes in quotes', '_raw,b\n"a ""b"" c",""""\n', [['a "b" c', '"']]],
    [
      'with line feeds in quotes',
      '_raw,b\n"a\nb","c\r\nd"\n5,6\n',
      [
        ['a\nb', 'c\r\nd'],
        ['5', '6'],
      ],
    ],
    ['with JSON', '_raw,b\n"{""a"":""x,\ny""}",2\n', [['{"a":"x,\ny"}', '2']]],
    ['with empty cells', '_raw,b,c\n,"",\n', [['', '', '']]],
    ['with quotes in the middle of a cell', '_raw,b\n5" disk,say "x"\n', [['5" disk', 'say "x"']]],
    [
      'with one quote in the middle of a cell',
      '_raw,b\n5" disk,2\n3,4\n',
      [
        ['5" disk', '2'],
        ['3', '4'],
      ],
    ],
    ['of other scripts', '_raw,b\nʤ,🎉\n', [['ʤ', '🎉']]],
    ['by semicolons', '_raw;b\n1;"2;2"\n', [['1', '2;2']]],
    ['by tabs', '_raw\tb\n1\t2,2\n', [['1', '2,2']]],
    ['with blank lines', '_raw,b\n\n1,2\n  \n', [['1', '2']]],
    [
      'under the same header twice',
      '_raw,b\n1,2\n_raw,b\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'under another header later',
      '_raw,b\n1,2\n_raw,b,c\n3,4,5\n',
      [
        ['1', '2'],
        ['3', '4', '5'],
      ],
    ],
    [
      'of JSON amid them',
      '_raw,b\n{"x":1,"y":[2,3]}\n3,4\n',
      [
        [1, [2, 3]],
        ['3', '4'],
      ],
    ],
    ['too short', '_raw,b\n1\n3,4\n', ['bad-csv 2', ['3', '4']]],
    ['too long', '_raw,b\n1,2,3\n3,4\n', ['bad-csv 2', ['3', '4']]],
    ['with text after a quote', '_raw,b\n"1"x,2\n3,4\n', ['bad-csv 2', ['3', '4']]],
    [
      'with a quote that is never closed',
      '_raw,b\n"1,2\n3,4\n5,6\n',
      ['bad-csv 2', ['3', '4'], ['5', '6']],
    ],
    [
      'with a quote that swallows a row',
      '_raw,b\n"1,2\n"3",4\n5,6\n',
      ['bad-csv 2', ['3', '4'], ['5', '6']],
    ],
  ])('%s', (_name, text, expected) => {
    for (const size of [1 << 20, 1, 3]) expect(told(read(text, size))).toEqual(expected);
  });

  it('that are not UTF-8 are damage, and no other is', () => {
    const bytes = Buffer.concat([
      Buffer.from('_raw,b\n1,'),
      Buffer.from([0xff]),
      Buffer.from('\n3,4\n'),
    ]);
    expect(told(read(bytes))).toEqual(['bad-encoding 2', ['3', '4']]);
  });

  it('say where they were, in lines and bytes', () => {
    const [first, second] = read('_raw,b\r\n"a\nb",2\r\n3,4\r\n');
    expect(first).toMatchObject({ line: 2, byte: 8 });
    expect(second).toMatchObject({ line: 4, byte: 17 });
  });

  it('beyond the limit are passed over without being kept', () => {
    const limits = { ...defaultLimits, recordBytes: 100 };
    const text = `_raw,b\n${'x'.repeat(5000)} ana@example.com,1\n3,4\n"${'y\n'.repeat(300)}\n5,6\n`;
    for (const size of [1 << 20, 64]) {
      const items = told(read(text, size, limits));
      expect(items.slice(0, 2)).toEqual(['too-large 2', ['3', '4']]);
      expect(items.at(-1)).toEqual(['5', '6']);
      expect(items).toHaveLength(2 + 300 + 1);
    }
  });

  it('that are damaged tell whom they name', () => {
    expect(read('_raw,b\nana@example.com\n')[0]).toMatchObject({ names: ['ana@example.com'] });
  });

  it('cannot set a prototype', () => {
    const [item] = read('_raw,__proto__\n1,2\n');
    expect(item?.kind === 'value' && Object.getPrototypeOf(item.value)).toBe(Object.prototype);
    expect(item?.kind === 'value' && Object.keys(item.value as object)).toEqual([
      '_raw',
      '__proto__',
    ]);
  });

  it('written by the rules are read as they were, in any chunks', () => {
    const cell = fc.stringMatching(/^[a-c",\n\r;{ ]{0,6}$/);
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (table, size) => {
          const text = table.map((row) => `${row.map(quote).join(',')}\r\n`).join('');
          expect(told(read(`_raw,b\r\n${text}`, size))).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of any text keep every byte in one item, a header or a blank line', () => {
    const piece = fc.constantFrom('a', '"', ',', '\n', '\r', '""', '{"a":1}', ' ');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (pieces, size) => {
          const text = `_raw,b\n${pieces.join('')}`;
          let at = 0;
          for (const item of read(text, size)) {
            expect(item.byte).toBeGreaterThanOrEqual(at);
            const gap = text.slice(at, item.byte);
            expect(gap.replace(/\r?\n|_raw,b|[ \r]/g, '')).toBe('');
            at = item.byte + item.length;
          }
          expect(text.slice(at).replace(/\r?\n|_raw,b|[ \r]/g, '')).toBe('');
          expect(read(text, size)).toEqual(read(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a row', () => {
  it.each([
    ['', ['']],
    [',', ['', '']],
    ['"', undefined],
    ['"a"b', undefined],
    ['""""', ['"']],
  ])('%j', (text, cells) => {
    expect(parseRow(text, ',')).toEqual(cells);
  });

  it('keeps to its columns where a row only names another known one', () => {
    const items = read('event_type,uuid,timestamp,actor.id\nevent_type,x\na,b,c,d\n');
    expect(told(items)).toEqual(['bad-csv 2', ['a', 'b', 'c', 'd']]);
  });

  it('is told by a column of its own, or by a common one among others', () => {
    expect(['event_type\n', 'host,message\n'].map((text) => isCsv(Buffer.from(text)))).toEqual([
      true,
      true,
    ]);
    expect(['message\n', 'host,x\n'].map((text) => isCsv(Buffer.from(text)))).toEqual([
      false,
      false,
    ]);
  });
});
