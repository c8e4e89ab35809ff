import { expect, test } from 'vitest';
import { leastBudget } from '../../src/store/buffer-pool.ts';
import { createStore } from '../../src/store/store.ts';

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
