import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecordColumn, type RecordColumn } from '../../src/store/record-column.ts';
import { createStore } from '../../src/store/store.ts';
import { effort } from '../effort.ts';
import { tightStore } from './builders.ts';

/** Texts of every width, halves of letters, which JSON can hold, and names that objects have anyway. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\0', '\ud800', 'a\udc00b', 'ÿ', 'значение', '😀', '\ufeff', '__proto__'),
);
const record = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(text, tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

test('gives records back as they were, whatever is in them, in any order', () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 40 }),
      fc.integer({ min: 3, max: 200 }),
      (records, mostLetters) => {
        const column = createRecordColumn<unknown>(tightStore(), { partWords: 256, mostLetters });
        const places = records.map(column.push);
        for (const place of [...places.keys()].reverse()) {
          expect(column.get(places[place] as number)).toStrictEqual(records[place]);
        }
      },
    ),
    { numRuns: effort(1_000) },
  );
});

test('gives back what only just fits into a part, and what does not', () => {
  const column = createRecordColumn<string>(createStore(), { partWords: 64, mostLetters: 80 });
  const records = Array.from({ length: 400 }, (_, at) => '語'.repeat(at % 90));
  const places = records.map(column.push);
  expect(places.map(column.get)).toEqual(records);
  expect(new Set(places).size).toBe(records.length);
});

test('keeps records that no text can hold', () => {
  // What V8 says of more than half a gigabyte of letters.
  const long = {
    toJSON() {
      throw new RangeError('Invalid string length');
    },
  };
  const column = createRecordColumn<object>(createStore());
  const place = column.push(long);
  column.push({});
  expect(column.get(place)).toBe(long);
});

test('records go from one column to another, whatever is in them', () => {
  const record = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue());
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 20 }),
      fc.nat({ max: 60 }),
      (records, mostLetters) => {
        const limits = { partWords: 2 ** 28, mostLetters };
        const [from, to] = [tightStore(), tightStore(2)].map((store) =>
          createRecordColumn<(typeof records)[number]>(store, limits),
        ) as [RecordColumn<(typeof records)[number]>, RecordColumn<(typeof records)[number]>];
        const places = records.map((one) => to.take(structuredClone(from.carry(from.push(one)))));
        const naive = records.map((one) => JSON.parse(JSON.stringify(one)));
        expect(places.map((place) => JSON.parse(JSON.stringify(to.get(place))))).toEqual(naive);
      },
    ),
  );
});
