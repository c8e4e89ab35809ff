import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHashIndex } from '../../src/store/hash-index.ts';
import { createKeyedHash } from '../../src/store/keyed-hash.ts';
import { createStore } from '../../src/store/store.ts';
import { tightStore } from './builders.ts';

describe('a lookup', () => {
  test('finds what was filed, however many share a hash', () => {
    const hash = fc.oneof(fc.nat({ max: 3 }), fc.integer(), fc.constantFrom(-1, 0, -(2 ** 31)));
    const property = fc.property(fc.array(hash, { maxLength: 600 }), (hashes) => {
      const lookup = createHashIndex(tightStore());
      for (const [number, each] of hashes.entries()) lookup.add(each, number);
      for (const [number, each] of hashes.entries()) {
        expect(lookup.find(each, (found) => found === number)).toBe(number);
        const offered: number[] = [];
        lookup.find(each, (found) => offered.push(found) < 0);
        expect(offered.sort((a, b) => a - b)).toEqual(
          [...hashes.keys()].filter((other) => hashes[other] === each),
        );
      }
      expect(lookup.find(77, () => true) !== undefined).toBe(hashes.includes(77));
    });
    fc.assert(property, { numRuns: 40 });
  });

  test('spills as much for as many values, wherever they are looked for', () => {
    const spilled = (seed: number, count: number): number => {
      const store = tightStore();
      const [lookup, hash] = [createHashIndex(store), createKeyedHash(seed)];
      for (let n = 0; n < count; n++) lookup.add(hash.words(n, 0, 0, 0), n);
      for (let n = 0; n < count; n += 3) lookup.find(hash.words(n, 0, 0, 0), () => true);
      return store.usage().spilledBytes;
    };
    let most = 0;
    const property = fc.property(fc.integer(), fc.nat({ max: 9_000 }), (seed, count) => {
      const bytes = spilled(seed, count);
      expect(bytes).toBe(spilled(1, count));
      most = Math.max(most, bytes);
    });
    fc.assert(property, { numRuns: 40 });
    expect(most).toBeGreaterThan(0);
  });

  test('takes as much memory for as many values, whichever they are', () => {
    const taken = (seed: number, count: number): number => {
      const store = createStore({ budget: 2 ** 18 });
      const [lookup, hash] = [createHashIndex(store), createKeyedHash(seed)];
      for (let n = 0; n < count; n++) lookup.add(hash.words(n, 0, 0, 0), n);
      return store.usage().peakBytes;
    };
    const property = fc.property(fc.integer(), fc.nat({ max: 9_000 }), (seed, count) => {
      expect(taken(seed, count)).toBe(taken(1, count));
    });
    fc.assert(property, {
      numRuns: 40,
      examples: [
        [2, 700],
        [3, 800],
        [4, 3_200],
      ],
    });
  });

  test('asks about few numbers that are not it, in any number of parts', () => {
    const [lookup, hash] = [createHashIndex(tightStore()), createKeyedHash(7)];
    let asked = 0;
    for (let n = 0; n < 9_000; n++) {
      lookup.find(hash.words(n, 0, 0, 0), () => ++asked < 0);
      lookup.add(hash.words(n, 0, 0, 0), n);
    }
    expect(asked).toBeLessThan(20);
    for (let n = 0; n < 9_000; n += 7) {
      expect(lookup.find(hash.words(n, 0, 0, 0), (found) => found === n)).toBe(n);
    }
  });

  test('reads few pages for what is new, and writes few again, however much there is', () => {
    expect(readsFor(90_000).reads).toBeLessThan(10_000);
    const { reads, writes, pages } = readsFor(200_000);
    // Of one filter, mostly, and those of parts that are joined.
    expect(reads).toBeLessThan(70_000);
    expect(writes).toBeLessThan(50_000);
    expect(pages).toBeGreaterThan(1_000);
  });
});

/** How many pages are read to file so many new values in a megabyte. */
function readsFor(values: number) {
  let [reads, writes] = [0, 0];
  const slots = new Map<number, Uint8Array>();
  const spill = {
    write(slot: number, page: Uint8Array) {
      writes++;
      slots.set(slot, page.slice());
    },
    read(slot: number, page: Uint8Array) {
      reads++;
      page.set(slots.get(slot) as Uint8Array);
    },
  };
  const [lookup, hash] = [
    createHashIndex(createStore({ budget: 2 ** 20, spill })),
    createKeyedHash(7),
  ];
  for (let n = 0; n < values; n++) {
    lookup.find(hash.words(n, 0, 0, 0), () => false);
    lookup.add(hash.words(n, 0, 0, 0), n);
  }
  return { reads, writes, pages: slots.size };
}

describe('a hash', () => {
  test('is the same for the same seed, and another for another', () => {
    const [one, same, other] = [createKeyedHash(1), createKeyedHash(1), createKeyedHash(2)];
    const property = fc.property(fc.string(), (text) => {
      expect(one.text(text)).toBe(same.text(text));
      expect(Number.isInteger(one.text(text))).toBe(true);
    });
    fc.assert(property);
    const texts = Array.from({ length: 100 }, (_, n) => `t${n}`);
    expect(texts.filter((text) => one.text(text) === other.text(text))).toEqual([]);
  });

  test('tells texts of zeros and of different length apart, and spreads', () => {
    const hash = createKeyedHash(3);
    const texts = [
      ...Array.from({ length: 300 }, (_, n) => '\0'.repeat(n)),
      ...Array.from({ length: 5_000 }, (_, n) => `u${n}`),
    ];
    expect(new Set(texts.map(hash.text)).size).toBeGreaterThan(texts.length - 3);
    const low = new Set(texts.map((text) => hash.text(text) & 1023));
    expect(low.size).toBeGreaterThan(950);
  });
});
