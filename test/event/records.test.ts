import { expect, test } from 'vitest';
import { batchesOf, recordsIn } from '../../src/event/records.ts';

async function* three(): AsyncGenerator<Iterable<number>> {
  yield [1, 2];
  yield [];
  yield new Set([3]);
}

async function* alone(): AsyncGenerator<number> {
  yield* [1, 2, 3];
}

async function batched(records: AsyncIterable<number> | Iterable<number>): Promise<number[][]> {
  const found: number[][] = [];
  for await (const batch of batchesOf(records)) found.push([...batch]);
  return found;
}

test('gives records that come in batches one by one to whoever wants that', async () => {
  const found: number[] = [];
  for await (const record of recordsIn(three())) found.push(record);
  expect(found).toEqual([1, 2, 3]);
});

test('leaves batches as they are', async () => {
  expect(await batched(recordsIn(three()))).toEqual([[1, 2], [], [3]]);
});

test('makes a batch of each record that comes by itself', async () => {
  expect(await batched(alone())).toEqual([[1], [2], [3]]);
});

test('makes one batch of records that are all there', async () => {
  expect(await batched([1, 2, 3])).toEqual([[1, 2, 3]]);
});

test('tells the source when nobody wants more', async () => {
  let isClosed = false;
  async function* closing(): AsyncGenerator<Iterable<number>> {
    try {
      yield* three();
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of recordsIn(closing())) break;
  expect(isClosed).toBe(true);
});
