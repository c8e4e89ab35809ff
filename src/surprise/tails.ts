import { type Grouped, grouped } from './grouped.ts';

/** Numbers in cells, each of which belongs to a pool, and which share of a cell is small. */
export interface Tails {
  /** The share of a cell that is not above a number, `own` of them left out, with what is borrowed from its pool. */
  upTo(cell: number, number: number, own: number): number;
}

/** Which numbers count, and where. */
export interface TailCells {
  /** By number, its cell; -1 if it does not count. */
  readonly cells: Int32Array;
  /** How many cells and pools there are, and to which pool a cell belongs. */
  readonly size: number;
  readonly pools: number;
  readonly poolOf: (cell: number) => number;
}

/** What is known of all cells of a pool counts as so many cases of each. */
const borrowed = 4;

/** Sorts numbers into cells and pools. */
export function createTails(
  numbers: Float64Array,
  { cells, size, pools, poolOf }: TailCells,
): Tails {
  const { length } = numbers;
  const cellOf = (one: number): number => cells[one] as number;
  const inCells = ascending(numbers, grouped(length, size, cellOf));
  const inPools = ascending(
    numbers,
    grouped(length, pools, (one) => (cellOf(one) < 0 ? -1 : poolOf(cellOf(one)))),
  );
  return {
    upTo(cell, number, own) {
      const pool = poolOf(cell);
      const others = sizeOf(inPools, pool) - own;
      const inAll = (countUpTo(inPools, pool, number) - own + 0.5) / (others + 1);
      const inCell = countUpTo(inCells, cell, number) - own;
      const share = (inCell + borrowed * inAll) / (sizeOf(inCells, cell) - own + borrowed);
      // So many cases cannot show that anything is rarer than one in one more (the rule of succession).
      return Math.min(1, Math.max(share, 1 / (others + 1)));
    },
  };
}

/** Groups of numbers, each ascending. */
interface AscendingGroups {
  readonly numbers: Float64Array;
  readonly starts: Int32Array;
}

function ascending(all: Float64Array, { members, starts }: Grouped): AscendingGroups {
  const numbers = Float64Array.from(members, (one) => all[one] as number);
  // Numbers of their own kind are sorted without being compared by a function.
  for (let group = 1; group < starts.length; group++) {
    numbers.subarray(starts[group - 1], starts[group]).sort();
  }
  return { numbers, starts };
}

function sizeOf({ starts }: AscendingGroups, group: number): number {
  return (starts[group + 1] as number) - (starts[group] as number);
}

/** How many of a group are not above a number. */
function countUpTo({ numbers, starts }: AscendingGroups, group: number, number: number): number {
  const start = starts[group] as number;
  let [from, to] = [start, starts[group + 1] as number];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((numbers[middle] as number) <= number) from = middle + 1;
    else to = middle;
  }
  return from - start;
}
