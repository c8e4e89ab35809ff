import type { TestTruths } from '../detection/compiled-rule.ts';
import { lowerBound } from '../store/binary-search.ts';
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
  /** The candidates of a rule, kept in a store; only those among some events, if these are given and none is scattered. */
  of(run: Run, store: Store, among?: Iterable<Row>): Work<Candidates>;
  /** How many events were added. */
  length(): number;
  /** What events are candidates of, behind the first so many that were added. */
  since(length: number): Iterable<readonly [Row, readonly Candidacy<Run>[]]>;
  /** Whether some were added rule by rule or out of order, and are not told by `since`. */
  isScattered(): boolean;
  /** Those that have a new row, kept elsewhere. */
  renumbered(rowOf: (row: Row) => Row | undefined, store: Store): Work<CandidateLog<Run>>;
}

/** So many different lists of candidacies have a number; who is in others is added rule by rule. */
const mostNumbered = 16_384;

export function createCandidateLog<Run>(store: Store): CandidateLog<Run> {
  const rows = store.column(32);
  const numbers = store.compactColumn();
  const lists = createLists<Run>();
  const scattered = createScattered<Run>(store);
  let [last, isAscending] = [-1, true];
  const isScattered = (): boolean => !(isAscending && scattered.isEmpty());
  const numberOf = (row: Row): number | undefined => {
    const at = lowerBound(rows, row);
    return at < rows.length && rows.get(at) === row ? numbers.get(at) : undefined;
  };
  return {
    add(row, found) {
      const number = lists.number(found);
      if (number === undefined) {
        for (const { run, tests } of found) scattered.add(run, row, tests);
        return;
      }
      rows.push(row);
      numbers.push(number);
      if (row < last) isAscending = false;
      last = row;
    },
    addTo: scattered.addApart,
    *of(run, own, among) {
      const isTime = createPace();
      const testsIn = lists.testsOf(run);
      const set = createCandidateSet(own);
      if (among && !isScattered()) {
        yield* addAmong(among, testsIn ?? [], numberOf, set);
        return set;
      }
      for (let at = 0; testsIn && at < rows.length; at++) {
        if (isTime(1)) yield;
        const tests = testsIn[numbers.get(at)];
        if (tests) set.add(rows.get(at), tests);
      }
      for (const [row, tests] of scattered.of(run)) set.add(row, tests);
      return set;
    },
    length: () => rows.length,
    *since(length) {
      for (let at = length; at < rows.length; at++) yield [rows.get(at), lists.of(numbers.get(at))];
    },
    isScattered,
    *renumbered(rowOf, other) {
      const isTime = createPace();
      const left = createCandidateLog<Run>(other);
      for (let at = 0; at < rows.length; at++) {
        if (isTime(1)) yield;
        const row = rowOf(rows.get(at));
        if (row !== undefined) left.add(row, lists.of(numbers.get(at)));
      }
      yield* scattered.moveTo(left, rowOf);
      return left;
    },
  };
}

/** Candidates that are kept rule by rule. */
function createScattered<Run>(store: Store) {
  const single = new Map<Run, CandidateSet>();
  // Who is explained is one of very few, and must not change what remembering costs.
  const apart: (Candidacy<Run> & { readonly row: Row })[] = [];
  return {
    isEmpty: () => single.size + apart.length === 0,
    add(run: Run, row: Row, tests: TestTruths): void {
      const known = single.get(run) ?? createCandidateSet(store);
      single.set(run, known);
      known.add(row, tests);
    },
    addApart(run: Run, row: Row, tests: TestTruths): void {
      apart.push({ run, row, tests });
    },
    *of(run: Run): Generator<readonly [Row, TestTruths]> {
      yield* entriesOf(single.get(run));
      for (const one of apart) if (one.run === run) yield [one.row, one.tests];
    },
    *moveTo(
      left: Pick<CandidateLog<Run>, 'add' | 'addTo'>,
      rowOf: (row: Row) => Row | undefined,
    ): Work {
      yield* moveSingle(single, rowOf, left);
      for (const { run, row, tests } of apart) {
        const own = rowOf(row);
        if (own !== undefined) left.addTo(run, own, tests);
      }
    },
  };
}

/** Adds those of some events whose number has truths of tests. */
function* addAmong(
  rows: Iterable<Row>,
  testsIn: readonly (TestTruths | undefined)[],
  numberOf: (row: Row) => number | undefined,
  set: Pick<CandidateSet, 'add'>,
): Work {
  const isTime = createPace();
  for (const row of testsIn.length > 0 ? rows : []) {
    if (isTime(1)) yield;
    const number = numberOf(row);
    const tests = number === undefined ? undefined : testsIn[number];
    if (tests) set.add(row, tests);
  }
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
