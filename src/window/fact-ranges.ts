import type { FixedColumn } from '../store/column.ts';
import type { Store } from '../store/store.ts';
import type { OrderedRange } from './formula-test.ts';
import type { NumberRange } from './number-range.ts';

/** The numbers that a fact could be for many events, by place. */
export interface FactRanges {
  set(place: number, range: OrderedRange): void;
  get(place: number): OrderedRange;
}

/** Words of 32 bits that a range takes: two for each end, and one that says what else. */
const wordsOfRange = 5;
const [canBeAbsent, hasOrders] = [1, 2];

/** Makes room for so many. Orders of one instant take room only where they matter. */
export function createFactRanges(store: Store, length: number): FactRanges {
  const words = store.words(length * wordsOfRange);
  const orders = store.column(32);
  return {
    set(place, { overall, early, late }) {
      const isSame = early === overall && late === overall;
      write(words, place * wordsOfRange, overall, isSame ? 0 : hasOrders);
      if (isSame) return;
      write(orders, place * 2 * wordsOfRange, early);
      write(orders, (place * 2 + 1) * wordsOfRange, late);
    },
    get(place) {
      const at = place * wordsOfRange;
      const overall = read(words, at);
      if ((words.get(at + 4) & hasOrders) === 0) return { overall, early: overall, late: overall };
      const [early, late] = [place * 2, place * 2 + 1].map((half) =>
        read(orders, half * wordsOfRange),
      ) as [NumberRange, NumberRange];
      return { overall, early, late };
    },
  };
}

const numbers = new Float64Array(2);
const halves = new Int32Array(numbers.buffer);

function write(
  words: FixedColumn,
  at: number,
  { low, high, absent }: NumberRange,
  marks = 0,
): void {
  numbers[0] = low;
  numbers[1] = high;
  for (const [offset, half] of halves.entries()) words.set(at + offset, half);
  words.set(at + 4, (absent ? canBeAbsent : 0) | marks);
}

function read(words: FixedColumn, at: number): NumberRange {
  for (let offset = 0; offset < 4; offset++) halves[offset] = words.get(at + offset);
  return {
    low: numbers[0] as number,
    high: numbers[1] as number,
    absent: (words.get(at + 4) & canBeAbsent) !== 0,
  };
}
