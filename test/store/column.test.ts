import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerBound } from '../../src/store/binary-search.ts';
import { type BlockView, viewOf } from '../../src/store/column.ts';
import { createStore } from '../../src/store/store.ts';
import { effort } from '../effort.ts';
import { tightStore } from './builders.ts';

const kinds = [
  ['bytes', 8, 0, 0xff],
  ['halves', 16, 0, 0xffff],
  ['words', 32, -0x80000000, 0x7fffffff],
  ['wide numbers', undefined, -(2 ** 52), 2 ** 52],
] as const;

describe('a row that grows', () => {
  test.each(kinds)(
    'of %s holds what an array holds, however often its pages leave',
    (_, width, min, max) => {
      const step = fc.record({
        row: fc.nat({ max: 2 }),
        at: fc.option(fc.nat({ max: 9_000 }), { nil: undefined }),
        value: fc.oneof(
          fc.maxSafeNat().map((n) => (n % (max - min + 1)) + min),
          fc.constantFrom(min, max),
        ),
      });
      const property = fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const store = tightStore();
        const rows = [0, 1, 2].map(() => (width ? store.column(width) : store.wideColumn()));
        const arrays: number[][] = [[], [], []];
        for (const { row, at, value } of steps) {
          const [numbers, array] = [rows[row], arrays[row]] as const;
          if (!numbers || !array) continue;
          if (at === undefined) numbers.push(value);
          else numbers.set(at, value);
          array[at ?? array.length] = value;
          expect(numbers.length).toBe(array.length);
        }
        for (const [row, array] of arrays.entries()) {
          const found = Array.from(array, (_item, at) => rows[row]?.get(at));
          expect(found).toEqual(Array.from(array, (value) => value ?? 0));
        }
      });
      fc.assert(property, { numRuns: 60 });
    },
  );

  const widths = fc.constantFrom<8 | 16 | 32 | 'compact' | 'wide'>(8, 16, 32, 'compact', 'wide');

  test('is read in blocks as it is number by number, also behind its end and where nothing was written', () => {
    const entry = fc.record({ gap: fc.nat({ max: 700 }), value: fc.nat({ max: 0x7fffffff }) });
    const property = fc.property(
      widths,
      fc.array(entry, { maxLength: 60 }),
      fc.array(fc.tuple(fc.nat({ max: 20_000 }), fc.nat({ max: 1_500 })), { maxLength: 6 }),
      (width, entries, blocks) => {
        const store = tightStore();
        const isCompact = width === 'compact';
        // Of the compact kind, which only grows at its end, numbers that need one, two and four bytes follow each other.
        const growing = store.compactColumn();
        const column = typeof width === 'number' ? store.column(width) : store.wideColumn();
        const numbers: Pick<BlockView, 'get' | 'read'> = isCompact ? growing : column;
        const bits = typeof width === 'number' ? width : 31;
        let end = -1;
        for (const [at, { gap, value }] of entries.entries()) {
          end += 1 + gap;
          if (!isCompact)
            column.set(
              end,
              width === 32 ? value : (value % 2 ** bits) * (width === 'wide' ? 2 ** 20 : 1),
            );
          for (let times = 0; isCompact && times <= gap % 50; times++) {
            growing.push(value % 2 ** ([8, 16, 31][at % 3] ?? 8));
          }
        }
        for (const [start, length] of blocks) {
          const block = new (width === 'wide' ? Float64Array : Int32Array)(length).fill(-1);
          numbers.read(start, block);
          const wanted = Array.from({ length }, (_, at) => numbers.get(start + at));
          expect([...block]).toEqual(wanted);
        }
      },
    );
    fc.assert(property, { numRuns: effort(300, 60) });
  });

  test('keeps more than there is room for, and reads beyond its end as 0', () => {
    const store = tightStore();
    const row = store.wideColumn();
    const numbers = Array.from({ length: 12_000 }, (_, n) => n * 2 ** 33 - 7);
    for (const number of numbers) row.push(number);
    expect(numbers.every((number, at) => row.get(at) === number)).toBe(true);
    expect([row.get(12_000), row.get(1e6)]).toEqual([0, 0]);
    const { peakBytes, spilledBytes } = store.usage();
    expect(peakBytes).toBeLessThan(64 * 1024);
    expect(spilledBytes).toBeGreaterThan(60_000);
  });

  test('gives its pages back, clean for the next', () => {
    const store = tightStore();
    for (let round = 0; round < 5; round++) {
      const scope = store.scratch();
      const row = scope.column(32);
      for (let n = 0; n < 20_000; n++) row.push(n + 1);
      scope.free();
      expect(row.length).toBe(0);
      const next = scope.column(32);
      next.set(5_000, 1);
      expect(Array.from({ length: 5_000 }, (_, at) => next.get(at)).every((n) => n === 0)).toBe(
        true,
      );
      scope.free();
    }
    expect(store.usage().spilledBytes).toBeLessThan(100_000);
    expect(store.usage().bytes).toBe(0);
  });

  test('stays in memory where there is no spill', () => {
    const store = createStore({ budget: 64 * 1024 });
    const row = store.wideColumn();
    for (let n = 0; n < 20_000; n++) row.push(n);
    expect(row.get(3)).toBe(3);
    expect(store.usage()).toMatchObject({ spilledBytes: 0 });
    expect(store.usage().bytes).toBeGreaterThan(160_000);
  });
});

describe('a compact row', () => {
  const edge = fc.constantFrom(0, 1, 0xfe, 0xff, 0x100, 0xfffe, 0xffff, 0x10000, 0x7fffffff);
  const number = fc.oneof(edge, fc.nat({ max: 0xff }), fc.nat({ max: 0xffff }));

  test('gives back every number, however wide the later ones are', () => {
    const property = fc.property(fc.array(number, { maxLength: 50 }), (numbers) => {
      const row = createStore().compactColumn();
      for (const pushed of numbers) row.push(pushed);
      expect(row.length).toBe(numbers.length);
      expect(numbers.map((_, index) => row.get(index))).toEqual(numbers);
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('widens after it has grown', () => {
    const row = tightStore().compactColumn();
    const numbers = Array.from({ length: 30_000 }, (_, n) => n % 200);
    for (const pushed of [...numbers, 300, 70_000]) row.push(pushed);
    expect(numbers.every((pushed, index) => row.get(index) === pushed)).toBe(true);
    expect([row.get(30_000), row.get(30_001)]).toEqual([300, 70_000]);
  });
});

test('the place of a number is the first that is not less', () => {
  const property = fc.property(fc.array(fc.nat({ max: 9 })), fc.nat({ max: 10 }), (row, value) => {
    const sorted = row.sort((a, b) => a - b);
    const first = sorted.findIndex((item) => item >= value);
    expect(lowerBound(viewOf(sorted), value)).toBe(first === -1 ? sorted.length : first);
  });
  fc.assert(property);
});
