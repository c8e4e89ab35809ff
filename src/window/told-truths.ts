import { type Truth, undecided } from '../detection/truth.ts';
import type { IntColumn } from '../store/column.ts';
import type { Store } from '../store/store.ts';

/** What was told of a comparison: nobody asked, its truth and one more, or the key did not tell. */
export const [notAsked, notTold] = [0, 4];

/** What is known of one comparison, variant by variant. */
export interface Truths {
  /** Its truth; undecided until that is set. */
  get(variant: number): Truth;
  set(variant: number, truth: Truth): void;
  /** Whether its truth is set. */
  isTold(variant: number): boolean;
  /** Whether the key may still be asked. */
  isUnasked(variant: number): boolean;
  /** For how many of the variants that were added nothing was told. */
  readonly open: number;
}

/** Prepares to keep what is known of some comparisons; `add` notes for the next variant what was told of each. */
export function createToldTruths(comparisons: number, store: Store) {
  // All of a variant in one row: one after the other is written, and mostly read.
  const told = store.column(8);
  const open = Array.from({ length: comparisons }, () => 0);
  return {
    truths: open.map((_, comparison) => truthsAt(comparison, told, open)),
    add(codes: ArrayLike<number>): void {
      for (let comparison = 0; comparison < comparisons; comparison++) {
        const code = codes[comparison] ?? notAsked;
        told.push(code);
        if (!isTruth(code)) open[comparison] = (open[comparison] as number) + 1;
      }
    },
  };
}

function isTruth(code: number): boolean {
  return code !== notAsked && code !== notTold;
}

function truthsAt(comparison: number, told: IntColumn, open: readonly number[]): Truths {
  const width = open.length;
  const at = (variant: number): number => told.get(variant * width + comparison);
  return {
    get(variant) {
      const code = at(variant);
      return isTruth(code) ? ((code - 1) as Truth) : undecided;
    },
    set: (variant, truth) => told.set(variant * width + comparison, truth + 1),
    isTold: (variant) => isTruth(at(variant)),
    isUnasked: (variant) => at(variant) === notAsked,
    get open() {
      return open[comparison] as number;
    },
  };
}
