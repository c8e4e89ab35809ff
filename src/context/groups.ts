import { createGrowable } from './growable.ts';

/** Numbers by key, each group in the order of adding; twelve bytes a number, whatever the keys. */
export interface Groups {
  readonly keys: Iterable<number>;
  /** The numbers of a key; empty for a key that has none. */
  of(key: number): Int32Array;
}

/** Groups what `visit` adds. Keys and numbers are whole, of 32 bits. */
export function groupNumbers(visit: (add: (key: number, value: number) => void) => void): Groups {
  const places = new Map<number, number>();
  const sizes = createGrowable(Int32Array);
  const order = createGrowable(Int32Array);
  const values = createGrowable(Int32Array);
  visit((key, value) => {
    let place = places.get(key);
    if (place === undefined) {
      place = places.size;
      places.set(key, place);
      sizes.push(0);
    }
    sizes.view()[place] = sizes.get(place) + 1;
    order.push(place);
    values.push(value);
  });
  const starts = new Int32Array(sizes.length + 1);
  for (let place = 0; place < sizes.length; place++) {
    starts[place + 1] = (starts[place] as number) + sizes.get(place);
  }
  const next = starts.slice();
  const sorted = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const place = order.get(index);
    sorted[next[place] as number] = values.get(index);
    next[place] = (next[place] as number) + 1;
  }
  return {
    keys: places.keys(),
    of(key) {
      const place = places.get(key);
      return place === undefined
        ? sorted.subarray(0, 0)
        : sorted.subarray(starts[place], starts[place + 1]);
    },
  };
}
