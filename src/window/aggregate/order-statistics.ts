import { lowerBound } from '../../store/binary-search.ts';
import { viewOf } from '../../store/column.ts';

/** Numbers in order of size, each as often as it was added. */
export interface OrderStatistics {
  add(value: number): void;
  /** Takes one such number away; it must be there. */
  remove(value: number): void;
  readonly size: number;
  /** The number at a place, from 0 for the least; there must be one. */
  at(place: number): number;
}

/** A block is cut in two beyond this: inserting moves what is behind, finding walks the blocks. */
const maxBlock = 1_024;

/** Makes an empty ranking. */
export function createOrderStatistics(): OrderStatistics {
  const blocks: number[][] = [];
  const ends = { length: 0, get: (at: number) => (blocks[at] as number[]).at(-1) as number };
  let size = 0;
  /** The first block that ends with the value or more; the last one if none does. */
  const blockFor = (value: number): number => lowerBound(ends, value, 0, blocks.length - 1);
  return {
    add(value) {
      if (blocks.length === 0) blocks.push([]);
      const index = blockFor(value);
      const block = blocks[index] as number[];
      block.splice(lowerBound(viewOf(block), value), 0, value);
      if (block.length > maxBlock) blocks.splice(index + 1, 0, block.splice(maxBlock / 2));
      size++;
    },
    remove(value) {
      const index = blockFor(value);
      const block = blocks[index] as number[];
      block.splice(lowerBound(viewOf(block), value), 1);
      if (block.length === 0) blocks.splice(index, 1);
      size--;
    },
    get size() {
      return size;
    },
    at(place) {
      let left = place;
      for (const block of blocks) {
        if (left < block.length) return block[left] as number;
        left -= block.length;
      }
      throw new RangeError(`there is no number at place ${place}`);
    },
  };
}
