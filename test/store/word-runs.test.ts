import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effort } from '../effort.ts';
import { tightStore } from './builders.ts';

const someRuns = fc.array(
  fc.record({ place: fc.nat({ max: 3_000 }), words: fc.array(fc.integer(), { maxLength: 700 }) }),
  { maxLength: 30 },
);

test('reads what was last written at each place, over any number of pages; 0 where nothing was', () => {
  fc.assert(
    fc.property(someRuns, someRuns, (written, read) => {
      const store = tightStore();
      const [runs, others] = [store.runs(), store.runs()];
      const naive = new Int32Array(4_000);
      for (const { place, words } of written) {
        runs.write(place, Int32Array.from(words));
        others.write(
          place,
          Int32Array.from(words, (word) => ~word),
        );
        naive.set(words, place);
      }
      for (const { place, words } of read) {
        const into = Int32Array.from(words);
        runs.read(place, into);
        expect(into).toEqual(naive.subarray(place, place + words.length));
      }
    }),
    { numRuns: effort(1_000) },
  );
});

test('is empty again once its pages were given back, and leaves them to others', () => {
  const store = tightStore();
  const scratch = store.scratch();
  const runs = scratch.runs();
  const [words, into] = [Int32Array.from([1, 2, 3]), new Int32Array(3)];
  runs.write(5_000, words);
  const { bytes } = store.usage();
  scratch.free();
  expect(store.usage().bytes).toBeLessThan(bytes);
  runs.read(5_000, into);
  expect([...into]).toEqual([0, 0, 0]);
  runs.write(1, words);
  runs.read(0, into);
  expect([...into]).toEqual([0, 1, 2]);
});
