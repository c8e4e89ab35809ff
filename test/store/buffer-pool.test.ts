import { expect, test } from 'vitest';
import { leastBudget } from '../../src/store/buffer-pool.ts';
import { createStore } from '../../src/store/store.ts';
import { spillToMemory } from './builders.ts';

test.each([
  ['no budget is no bound', undefined, Number.POSITIVE_INFINITY],
  ['three eighths of a budget are for pages', 8 * 1024 ** 2, 3 * 1024 ** 2],
  ['a budget below the least is the least', 1, (leastBudget / 8) * 3],
])('%s', (_, budget, room) => {
  expect(createStore(budget === undefined ? {} : { budget }).room).toBe(room);
});

test('a budget that is no number is refused', () => {
  expect(() => createStore({ budget: Number('16MB') })).toThrow(RangeError);
});

test('a page that is written to all the time stays, however many others are looked at', () => {
  const [ownValue, otherValue, pages, perPage] = [7, 1, 1_000, 512];
  const memory = spillToMemory();
  const reads = { all: 0, own: 0 };
  const read = (slot: number, page: Uint8Array): void => {
    memory.read(slot, page);
    reads.all++;
    if (page[0] === ownValue) reads.own++;
  };
  const store = createStore({ budget: leastBudget, spill: { ...memory, read } });
  const [grows, others] = [store.column(8), store.column(8)];
  for (let at = 0; at < pages * perPage; at++) others.push(otherValue);
  reads.all = 0;
  for (let step = 0; step < 20_000; step++) {
    grows.push(ownValue);
    expect(others.get(((step * 389) % pages) * perPage)).toBe(otherValue);
  }
  expect(reads.all).toBeGreaterThan(10_000);
  expect(reads.own).toBe(0);
});
