import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { createTextColumn } from '../../src/store/text-column.ts';
import { spillToMemory, tightStore } from './builders.ts';

/** Of either width, with heads of one byte and of several. */
const text = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.constantFrom('', '\0', '\ud800', 'ÿ', 'Ā', 'x'.repeat(63), 'x'.repeat(64), 'ж'.repeat(9_000)),
);

test('texts are what an array holds, wherever the one before ends', () => {
  const property = fc.property(fc.array(text, { maxLength: 120 }), (given) => {
    const texts = createTextColumn(tightStore());
    expect(given.map(texts.push)).toEqual([...given.keys()]);
    expect(texts.length).toBe(given.length);
    for (const [at, each] of given.entries()) {
      expect(texts.get(at)).toBe(each);
      expect(texts.is(at, each)).toBe(true);
      expect(texts.is(at, `${each}x`)).toBe(false);
      expect(texts.is(at, `${each.slice(0, -1)}\x7f`)).toBe(each.endsWith('\x7f'));
    }
    expect([texts.get(-1), texts.get(given.length)]).toEqual(['', '']);
  });
  fc.assert(property, { numRuns: 60, examples: [[['x'.repeat(64), 'ж', 'y']]] });
});

test('a look at any text reads little more than one page', () => {
  const memory = spillToMemory();
  let reads = 0;
  const read = (slot: number, page: Uint8Array): void => {
    reads++;
    memory.read(slot, page);
  };
  const texts = createTextColumn(createStore({ budget: 2 ** 18, spill: { ...memory, read } }));
  const textOf = (n: number): string => `a text of some length, ${n}`;
  for (let n = 0; n < 40_000; n++) texts.push(textOf(n));
  reads = 0;
  for (let n = 0; n < 40_000; n += 40) {
    expect(texts.is((n * 7919) % 40_000, textOf((n * 7919) % 40_000))).toBe(true);
  }
  expect(reads).toBeLessThan(2_000);
  expect(reads).toBeGreaterThan(500);
});
