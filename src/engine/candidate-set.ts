import type { TestTruths } from '../detection/compiled-rule.ts';
import type { IntView } from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Row } from '../window/event-table.ts';

/** The candidates of one rule: rows, and the truth of the rule's tests for each. */
export interface CandidateSet {
  readonly rows: IntView;
  tests(index: number): TestTruths;
  add(row: Row, tests: TestTruths): void;
  /** Those that have a new row, kept elsewhere. */
  renumbered(rowOf: (row: Row) => Row | undefined, store: Store): Work<CandidateSet>;
}

/** Makes an empty set. Each different row of truths is kept once: a rule has few of them. */
export function createCandidateSet(store: Store): CandidateSet {
  const rows = store.column(32);
  const patterns = store.compactColumn();
  const numbers = new Map<number | string, number>();
  const known: TestTruths[] = [];
  const tests = (index: number): TestTruths => known[patterns.get(index)] as TestTruths;
  return {
    rows,
    tests,
    add(row, truths) {
      const key = keyOf(truths);
      let number = numbers.get(key);
      if (number === undefined) {
        number = known.push([...truths]) - 1;
        numbers.set(key, number);
      }
      rows.push(row);
      patterns.push(number);
    },
    *renumbered(rowOf, other) {
      const isTime = createPace();
      const left = createCandidateSet(other);
      for (let index = 0; index < rows.length; index++) {
        if (isTime(1)) yield;
        const row = rowOf(rows.get(index));
        if (row !== undefined) left.add(row, tests(index));
      }
      return left;
    },
  };
}

/** A row of truths as bits; as text if it is longer than a number has bits. */
function keyOf(truths: TestTruths): number | string {
  if (truths.length > 30) return truths.map(Number).join('');
  let bits = 0;
  for (let at = 0; at < truths.length; at++) if (truths[at]) bits |= 1 << at;
  return bits;
}
