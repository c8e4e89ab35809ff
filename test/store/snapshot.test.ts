import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHashIndex, type HashSnapshot } from '../../src/store/hash-index.ts';
import { createKeyedHash } from '../../src/store/keyed-hash.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { createStringPool, type PoolSnapshot } from '../../src/store/string-pool.ts';
import { createTextColumn, type TextSnapshot } from '../../src/store/text-column.ts';
import { oracleRuns } from '../effort.ts';
import { sharingStore } from './builders.ts';

/** Something that grows in a store, as a list of what is in it, and how to go on with it. */
interface Kind<Snapshot> {
  /** Opens it, or begins with nothing. */
  open(
    store: Store,
    from?: Snapshot,
  ): {
    add(value: number): void;
    content(): readonly unknown[];
    snapshot(): Snapshot;
  };
  /** What it should hold once these were added. */
  expected(values: readonly number[]): readonly unknown[];
}

const columns = (
  [
    ['bytes', (store, from) => store.column(8, from), (value) => value & 0xff],
    ['halves', (store, from) => store.column(16, from), (value) => value & 0xffff],
    ['words', (store, from) => store.column(32, from), (value) => value | 0],
    ['wide numbers', (store, from) => store.wideColumn(from), (value) => value],
    ['compact numbers', (store, from) => store.compactColumn(from), (value) => value],
  ] satisfies readonly (readonly [
    string,
    (
      store: Store,
      from?: never,
    ) => ReturnType<Store['compactColumn']> | ReturnType<Store['column']>,
    (value: number) => number,
  ])[]
).map(
  ([name, create, kept]) =>
    [
      name,
      {
        open(store, from) {
          const column = create(store, from as never);
          return {
            add: column.push,
            content: () => Array.from({ length: column.length }, (_, at) => column.get(at)),
            snapshot: column.snapshot,
          };
        },
        expected: (values) => values.map(kept),
      } satisfies Kind<unknown>,
    ] as const,
);

const textOf = (value: number): string => `${value % 3 === 0 ? 'ж' : 'a'} text ${value % 700}`;

const texts: Kind<TextSnapshot> = {
  open(store, from) {
    const column = createTextColumn(store, from);
    return {
      add: (value) => void column.push(textOf(value)),
      content: () => Array.from({ length: column.length }, (_, at) => column.get(at)),
      snapshot: column.snapshot,
    };
  },
  expected: (values) => values.map(textOf),
};

const pool: Kind<PoolSnapshot> = {
  open(store, from) {
    const pool = createStringPool(store, 2_000, from);
    return {
      add: (value) => void pool.number(textOf(value)),
      content: () =>
        Array.from({ length: pool.size }, (_, number) => {
          const text = pool.text(number);
          return [text, pool.number(text)];
        }),
      snapshot: pool.snapshot,
    };
  },
  expected: (values) => [...new Set(values.map(textOf))].map((text, number) => [text, number]),
};

const numbers: Kind<HashSnapshot> = {
  open(store, from) {
    const index = createHashIndex(store, from);
    const hash = createKeyedHash(store.seed);
    const find = (value: number) => index.find(hash.pair(value, 0), (known) => known === value);
    return {
      add(value) {
        if (find(value) === undefined) index.add(hash.pair(value, 0), value);
      },
      content: () => Array.from({ length: 5_000 }, (_, value) => value).filter(find),
      snapshot: index.snapshot,
    };
  },
  expected: (values) => [...new Set(values)].filter((value) => value > 0).sort((a, b) => a - b),
};

const kinds = [
  ...columns,
  ['texts', texts],
  ['numbered texts', pool],
  ['hashes', numbers],
] as readonly (readonly [string, Kind<unknown>])[];

const values = fc.oneof(
  fc.array(fc.nat({ max: 4_999 }), { maxLength: 50 }),
  fc.array(fc.nat({ max: 4_999 }), { minLength: 500, maxLength: 3_000 }),
);

describe.each(kinds)('%s that one store froze', (_, { open, expected }) => {
  test('are opened by others, and each goes on by itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        values,
        fc.array(values, { minLength: 1, maxLength: 3 }),
        values,
        (seed, before, theirs, later) => {
          const sharing = sharingStore(seed);
          const noise = sharing.store.column(32);
          const own = open(sharing.store);
          for (const value of before) {
            own.add(value);
            noise.push(value);
          }
          noise.free();
          const pages = sharing.freeze();
          const from = structuredClone(own.snapshot());
          const others = theirs.map((added) => {
            const other = open(sharing.open(pages), from);
            expect(other.content()).toEqual(expected(before));
            for (const value of added) other.add(value);
            return { other, added };
          });
          for (const value of later) own.add(value);
          expect(own.content()).toEqual(expected([...before, ...later]));
          for (const { other, added } of others) {
            expect(other.content()).toEqual(expected([...before, ...added]));
          }
        },
      ),
      { numRuns: oracleRuns(150, 15) },
    );
  });
});

test('a store that cannot spill is not frozen', () => {
  expect(createStore({ budget: 2 ** 20 }).freeze()).toBeUndefined();
});

test('pages that were given back before are not read by others, and those frozen are not given to anybody', () => {
  const sharing = sharingStore();
  const [gone, stays] = [sharing.store.column(8), sharing.store.column(8)];
  for (let at = 0; at < 200_000; at++) gone.push(1);
  for (let at = 0; at < 200_000; at++) stays.push(2);
  gone.free();
  const pages = sharing.freeze();
  const other = sharing.open(pages);
  const theirs = other.column(8, stays.snapshot());
  theirs.free();
  const written = other.column(8);
  for (let at = 0; at < 400_000; at++) written.push(3);
  stays.set(7, 4);
  const again = sharing.open(pages).column(8, { ...stays.snapshot() });
  expect([stays.get(7), stays.get(8), written.get(399_999)]).toEqual([4, 2, 3]);
  expect(again.get(199_999)).toBe(2);
});
