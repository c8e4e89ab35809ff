import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Add, createGroupIndex } from '../../src/store/group-index.ts';
import { finish, type Work } from '../../src/store/pausable-work.ts';
import { createStore } from '../../src/store/store.ts';
import { tightStore } from './builders.ts';

const key = fc.oneof(fc.integer({ min: -2, max: 6 }), fc.nat({ max: 50_000 }));
const value = fc.nat({ max: 2 ** 31 - 1 });
const fewKeys = fc.integer({ min: -2, max: 30 });
const pairs = fc.oneof(
  fc.array(fc.tuple(key, value), { maxLength: 300 }),
  fc.array(fc.tuple(fewKeys, value), { maxLength: 300 }),
);

/** Groups what is added in one go. */
function grouped(visit: (add: Add) => void, store = tightStore()) {
  const work = function* (add: Add): Work {
    visit(add);
    yield;
  };
  return finish(createGroupIndex(work, store));
}

test('groups are what a map of lists holds, in the order of adding', () => {
  // With much room all is on the heap; with little numbers go on in pages, and if keys are many all moves there halfway.
  const room = fc.constantFrom(tightStore, createStore);
  const property = fc.property(pairs, key, room, (given, other, makeStore) => {
    const groups = grouped((add) => {
      for (const [group, value] of given) add(group, value);
    }, makeStore());
    const lists = new Map<number, number[]>();
    for (const [group, value] of given) lists.set(group, [...(lists.get(group) ?? []), value]);
    expect([...groups.keys()]).toEqual([...lists.keys()]);
    for (const group of [...lists.keys(), other]) {
      const slice = groups.of(group);
      const found = Array.from({ length: slice.length }, (_, at) => slice.get(at));
      expect(found).toEqual(lists.get(group) ?? []);
    }
  });
  fc.assert(property, { numRuns: 150 });
});

test('a key with more numbers than fit into memory is a group like any other', () => {
  const store = tightStore();
  const groups = grouped((add) => {
    for (let n = 0; n < 60_000; n++) add(n % 2 === 0 ? -1 : n, n);
  }, store);
  const slice = groups.of(-1);
  expect(slice.length).toBe(30_000);
  expect([slice.get(0), slice.get(1), slice.get(29_999)]).toEqual([0, 2, 59_998]);
  expect(store.usage().peakBytes).toBeLessThan(100_000);
});
