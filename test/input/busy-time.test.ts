import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneByOne } from '../../src/event/records.ts';
import { withBreaks } from '../../src/input/busy-time.ts';
import { effort } from '../effort.ts';

async function* given<T>(batches: readonly (readonly T[])[]): AsyncGenerator<Iterable<T>> {
  for (const batch of batches)
    yield (function* () {
      yield* batch;
    })();
}

/** Keeps the thread busy for so many milliseconds. */
function work(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('gives every record once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.integer())), async (batches) => {
      const found: number[] = [];
      for await (const record of oneByOne(withBreaks(given(batches), undefined))) {
        found.push(record);
      }
      expect(found).toEqual(batches.flat());
    }),
    { numRuns: effort(200) },
  );
});

test('gives everything of a batch that is gone through slowly, with breaks in which timers run', async () => {
  const batch = Array.from({ length: 100 }, (_, at) => at);
  const sizes: number[] = [];
  let isHeard = false;
  setTimeout(() => {
    isHeard = true;
  }, 0);
  const found: number[] = [];
  for await (const part of withBreaks(given([batch]), undefined)) {
    const before = found.length;
    for (const record of part) {
      found.push(record);
      work(4);
    }
    sizes.push(found.length - before);
  }
  expect(found).toEqual(batch);
  expect(sizes.length).toBeGreaterThan(1);
  expect(isHeard).toBe(true);
});

test('throws the reason of a signal that fires amid a batch', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 0);
  const endless = function* (): Generator<number> {
    for (let at = 0; ; at++) yield at;
  };
  const batches = (async function* () {
    yield endless();
  })();
  const read = async (): Promise<void> => {
    for await (const part of withBreaks(batches, stop.signal)) for (const _ of part) work(1);
  };
  await expect(read()).rejects.toThrow('enough');
});
