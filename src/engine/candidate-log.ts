import type { TestTruths } from '../detection/compiled-rule.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Row } from '../window/event-table.ts';
import type { Candidates } from '../window/variants.ts';
import { type CandidateSet, createCandidateSet } from './candidate-set.ts';

/** Something that events are candidates of, with the truth of its tests. */
interface Candidacy<Run> {
  readonly run: Run;
  readonly tests: TestTruths;
}

/**
 * The candidates of all rules. What an event is a candidate of is one number, since most events are so of the
 * same rules in the same way as many others.
 */
export interface CandidateLog<Run> {
  /** Adds an event; `found` as an object that is the same for what is the same. */
  add(row: Row, found: readonly Candidacy<Run>[]): void;
  /** Adds one of very few events, for a rule for which it is not there yet. */
  addTo(run: Run, row: Row, tests: TestTruths): void;
  /** The candidates of a rule, kept in a store. */
  of(run: Run, store: Store): Work<Candidates>;
  /** Those that have a new row, kept elsewhere. */
  renumbered(rowOf: (row: Row) => Row | undefined, store: Store): Work<CandidateLog<Run>>;
}

/** So many different lists of candidacies have a number; who is in others is added rule by rule. */
const mostNumbered = 16_384;

export function createCandidateLog<Run>(store: Store): CandidateLog<Run> {
  const rows = store.column(32);
  const numbers = store.compactColumn();
  const lists = createLists<Run>();
  const single = new Map<Run, CandidateSet>();
  // Who is explained is one of very few, and must not change what remembering costs.
  const apart: (Candidacy<Run> & { readonly row: Row })[] = [];
  const addSingle: CandidateLog<Run>['addTo'] = (run, row, tests) => {
    const known = single.get(run) ?? createCandidateSet(store);
    single.set(run, known);
    known.add(row, tests);
  };
  return {
    add(row, found) {
      const number = lists.number(found);
      if (number === undefined) {
        for (const { run, tests } of found) addSingle(run, row, tests);
        return;
      }
      rows.push(row);
      numbers.push(number);
    },
    addTo(run, row, tests) {
      apart.push({ run, row, tests });
    },
    *of(run, own) {
      const isTime = createPace();
      const testsIn = lists.testsOf(run);
      const set = createCandidateSet(own);
      for (let at = 0; testsIn && at < rows.length; at++) {
        if (isTime(1)) yield;
        const tests = testsIn[numbers.get(at)];
        if (tests) set.add(rows.get(at), tests);
      }
      for (const [row, tests] of entriesOf(single.get(run))) {
        if (isTime(1)) yield;
        set.add(row, tests);
      }
      for (const one of apart) if (one.run === run) set.add(one.row, one.tests);
      return set;
    },
    *renumbered(rowOf, other) {
      const isTime = createPace();
      const left = createCandidateLog<Run>(other);
      for (let at = 0; at < rows.length; at++) {
        if (isTime(1)) yield;
        const row = rowOf(rows.get(at));
        if (row !== undefined) left.add(row, lists.of(numbers.get(at)));
      }
      yield* moveSingle(single, rowOf, left);
      for (const { run, row, tests } of apart) {
        const own = rowOf(row);
        if (own !== undefined) left.addTo(run, own, tests);
      }
      return left;
    },
  };
}

/** Numbers for lists of candidacies. */
function createLists<Run>() {
  type Found = readonly Candidacy<Run>[];
  const numbers = new Map<Found, number>();
  const lists: Found[] = [];
  const testsOf = new Map<Run, TestTruths[]>();
  return {
    of: (number: number): Found => lists[number] as Found,
    /** By the number of a list, the truth of a rule's tests in it. */
    testsOf: (run: Run): readonly (TestTruths | undefined)[] | undefined => testsOf.get(run),
    /** Undefined if there are too many. */
    number(found: Found): number | undefined {
      const known = numbers.get(found);
      if (known !== undefined || lists.length === mostNumbered) return known;
      const number = lists.push(found) - 1;
      numbers.set(found, number);
      for (const { run, tests } of found) {
        const own = testsOf.get(run) ?? [];
        own[number] = tests;
        testsOf.set(run, own);
      }
      return number;
    },
  };
}

/** Adds what has a new row to another log, in which there may be numbers for it. */
function* moveSingle<Run>(
  single: ReadonlyMap<Run, CandidateSet>,
  rowOf: (row: Row) => Row | undefined,
  left: Pick<CandidateLog<Run>, 'add'>,
): Work {
  const isTime = createPace();
  for (const [run, set] of single) {
    const listOf = createByTests((tests) => [{ run, tests }]);
    for (const [row, tests] of entriesOf(set)) {
      if (isTime(1)) yield;
      const own = rowOf(row);
      if (own !== undefined) left.add(own, listOf(tests));
    }
  }
}

function* entriesOf(set: CandidateSet | undefined): Generator<readonly [Row, TestTruths]> {
  for (let at = 0; set && at < set.rows.length; at++) yield [set.rows.get(at), set.tests(at)];
}

/** The same object for the same truths. */
function createByTests<T>(make: (tests: TestTruths) => T): (tests: TestTruths) => T {
  const made = new Map<TestTruths, T>();
  return (tests) => {
    const known = made.get(tests) ?? make(tests);
    made.set(tests, known);
    return known;
  };
}
