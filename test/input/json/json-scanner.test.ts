import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../../../src/input/json/json-scanner.ts';
import { defaultLimits } from '../../../src/input/limits.ts';
import { damages, scanned, unaccounted, values } from './scanned.ts';

/** Records with everything that could mislead a scanner inside their strings. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '{"actor":',
    '\n{"a":1}\n',
    '[{',
    '}]',
    '\u2028\u2029\u0085',
    '\\',
    '"',
    '\\"',
    '\0',
  ),
);
const leaf = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true }),
);
// JSON.parse of Node 24.21 and 26.10 takes some keys that need an escape for others it has seen
// (`{"\\"":1}` after `{"\\\\":1}`), so that such keys would test the runtime, not the scanner.
const key = text.filter((name) => JSON.stringify(name).length === name.length + 2);
const { record } = fc.letrec((tie) => ({
  record: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('record')),
}));
const records = fc
  .array(record, { maxLength: 12 })
  .map((list) => JSON.parse(JSON.stringify(list)) as unknown[]);
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const lineEnd = fc.constantFrom('\n', '\r\n');

type Shape = (list: readonly unknown[], end: string) => string;
const compact = (value: unknown): string => JSON.stringify(value);
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);
const shapes: Record<string, Shape> = {
  'one per line': (list, end) => list.map((item) => compact(item) + end).join(''),
  'one per line, the last line open': (list, end) => list.map(compact).join(end),
  'one per line amid empty lines': (list, end) =>
    list.map((item) => end + compact(item) + end).join(` ${end}`),
  'a compact array': (list) => compact(list),
  'a pretty array': (list, end) => pretty(list).replaceAll('\n', end),
  'an array indented with tabs': (list) => JSON.stringify(list, null, '\t'),
  'an array with one record per line': (list, end) =>
    `[${end}${list.map(compact).join(`,${end}`)}${end}]${end}`,
  'an array with the commas in front': (list, end) => `[ ${list.map(compact).join(`${end}, `)} ]`,
  'an array broken but not indented': (list) =>
    JSON.stringify(list, null, ' ').replaceAll(/\n +/g, '\n'),
  'one array per record, concatenated': (list) => list.map((item) => compact([item])).join(''),
  'one array per record and line': (list, end) =>
    list.map((item) => compact([item]) + end).join(''),
  'an array of arrays': (list) =>
    compact([list, [], list.slice(0, 1)]).replace(/,\[[^[]*\]\]$/, ']'),
  'pretty objects, one after another': (list, end) =>
    list.map(pretty).join('\n').replaceAll('\n', end),
  'objects with nothing between': (list) => list.map(compact).join(''),
  'a mixture': (list, end) =>
    list
      .map(
        (item, at) => [compact(item), compact([item]), pretty(item), pretty([item])][at % 4] + end,
      )
      .join(''),
};

describe('records, however they are put together', { timeout: 60_000 }, () => {
  it.each(Object.entries(shapes).filter(([name]) => name !== 'an array of arrays'))(
    '%s',
    (_name, shape) => {
      fc.assert(
        fc.property(records, lineEnd, sizes, (list, end, chunks) => {
          const bytes = Buffer.from(shape(list, end));
          const items = scanned(bytes, chunks);
          expect(values(items)).toEqual(list);
          expect(damages(items)).toEqual([]);
          expect(unaccounted(bytes, items)).toBeUndefined();
          for (const item of items) {
            const own = bytes.subarray(item.byte, item.byte + item.length).toString();
            expect(item.kind === 'value' && JSON.parse(own)).toEqual(
              item.kind === 'value' && item.value,
            );
          }
        }),
      );
    },
  );

  it('arrays within arrays are taken apart', () => {
    expect(values(scanned('[[{"a":1},{"a":2}],[],[[{"a":3}]]]'))).toEqual([
      { a: 1 },
      { a: 2 },
      { a: 3 },
    ]);
  });

  it.each([
    ['{"a":1}\n{"a":2}\n', 'ndjson'],
    ['{"a":1}', 'ndjson'],
    ['', 'ndjson'],
    ['[{"a":1}]', 'json'],
    ['{"a":1}{"a":2}', 'json'],
    ['{\n"a":1}', 'json'],
    ['{"a":1}\n[{"a":2}]', 'json'],
  ])('%j is called %s', (input, format) => {
    for (const size of [1, 100]) {
      const scanner = createScanner(defaultLimits);
      for (let at = 0; at < input.length; at += size) {
        Array.from(scanner.push(Buffer.from(input.slice(at, at + size))));
      }
      Array.from(scanner.end());
      expect(scanner.format()).toBe(format);
    }
  });
});
