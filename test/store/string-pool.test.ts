import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStringPool } from '../../src/store/string-pool.ts';
import { tightStore } from './builders.ts';

/** Texts that meet again, of every width, and halves of letters, which JSON can hold. */
const text = fc.oneof(
  fc.nat({ max: 400 }).map((n) => `value ${n}`),
  fc.nat({ max: 60 }).map((n) => `wert ä ${n}`),
  fc.nat({ max: 60 }).map((n) => `значение ${n}`),
  fc.constantFrom('', '\0', '\0\0', '\ud800', '\udc00', 'ÿ', 'Ā', '__proto__', 'x'.repeat(5_000)),
  fc.string({ maxLength: 3 }),
);

describe.each([0, 500, 1e6])('a table of texts with %i bytes of heap', (heap) => {
  test('numbers texts in order of arrival, and gives them back to the letter', () => {
    const property = fc.property(
      fc.array(text, { maxLength: 400 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (given, seed) => {
        const texts = createStringPool(tightStore(seed), heap);
        const known = new Map<string, number>();
        for (const each of given) {
          const number = known.get(each) ?? known.size;
          known.set(each, number);
          expect(texts.number(each)).toBe(number);
          expect(texts.size).toBe(known.size);
        }
        for (const [each, number] of known) expect(texts.text(number)).toBe(each);
      },
    );
    fc.assert(property, { numRuns: 40 });
  });
});

test('finds every one of many texts again, though few fit into memory', () => {
  const store = tightStore();
  const texts = createStringPool(store, 2_000);
  const all = Array.from({ length: 9_000 }, (_, n) => `${n * 7919} a text of some length`);
  expect(all.every((each, n) => texts.number(each) === n)).toBe(true);
  expect(all.every((each, n) => texts.number(each) === n)).toBe(true);
  expect(all.every((each, n) => texts.text(n) === each)).toBe(true);
  expect(texts.size).toBe(9_000);
  expect(store.usage().peakBytes).toBeLessThan(80_000);
});

test('knows no text by a number that was never given', () => {
  const texts = createStringPool(tightStore(), 0);
  texts.number('a');
  expect([texts.text(0), texts.text(1), texts.text(9)]).toEqual(['a', '', '']);
});
