import type { TestTruths } from '../detection/compiled-rule.ts';
import type { ColumnSnapshot, CompactSnapshot } from '../store/column.ts';
import type { Store } from '../store/store.ts';
import type { Row } from '../window/event-table.ts';
import type { Candidates } from '../window/variants.ts';

/** The candidates of one rule: rows, and the truth of the rule's tests for each. */
export interface CandidateSet extends Candidates {
  /** Adds an event; `tests` must not change any more. */
  add(row: Row, tests: TestTruths): void;
  /** A number for truths, for {@link addNumbered}. */
  number(tests: TestTruths): number;
  addNumbered(row: Row, tests: number): void;
  /** The set as it is, in a store that was frozen just now. */
  snapshot(): CandidateSetSnapshot;
}

/** A set of candidates as plain data. */
export interface CandidateSetSnapshot {
  readonly rows: ColumnSnapshot;
  readonly patterns: CompactSnapshot;
  readonly known: readonly TestTruths[];
}

/** So many objects with truths are known by themselves. */
const mostMet = 1_024;

/**
 * Makes an empty set, or opens one. Each different row of truths is kept once: a rule has few of them. `inOrder` is
 * whether events will be added in order of time.
 */
export function createCandidateSet(
  store: Store,
  inOrder = false,
  from?: CandidateSetSnapshot,
): CandidateSet {
  const rows = store.column(32, from?.rows);
  const patterns = store.compactColumn(from?.patterns);
  const known: TestTruths[] = [];
  const look = createPatternNumbers((truths) => known.push([...truths]) - 1);
  for (const truths of from?.known ?? []) look(truths);
  // The same truths mostly come as the same object.
  let met = new Map<TestTruths, number>();
  const numberOf = (truths: TestTruths): number => {
    const before = met.get(truths);
    if (before !== undefined) return before;
    if (met.size === mostMet) met = new Map();
    const number = look(truths);
    met.set(truths, number);
    return number;
  };
  const tests = (index: number): TestTruths => known[patterns.get(index)] as TestTruths;
  return {
    rows,
    inOrder,
    tests,
    add(row, truths) {
      rows.push(row);
      patterns.push(numberOf(truths));
    },
    number: numberOf,
    addNumbered(row, number) {
      rows.push(row);
      patterns.push(number);
    },
    snapshot: () => ({ rows: rows.snapshot(), patterns: patterns.snapshot(), known: [...known] }),
  };
}

/** Numbers rows of truths of one length; a new one is given its number by `add`. */
function createPatternNumbers(add: (truths: TestTruths) => number): (truths: TestTruths) => number {
  // A tree with two ways at each truth: the place of what follows, or the number of the row behind the last.
  const ways = [0, 0];
  return (truths) => {
    let place = 0;
    const last = truths.length - 1;
    for (let at = 0; at < last; at++) {
      const way = place * 2 + (truths[at] ? 1 : 0);
      let next = ways[way] as number;
      if (next === 0) {
        next = ways.length / 2;
        ways.push(0, 0);
        ways[way] = next;
      }
      place = next;
    }
    const way = place * 2 + (truths[last] ? 1 : 0);
    const known = ways[way] as number;
    if (known !== 0) return known - 1;
    const number = add(truths);
    ways[way] = number + 1;
    return number;
  };
}
