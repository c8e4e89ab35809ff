import type { TestTruths } from '../detection/compiled-rule.ts';
import { lowerBound } from '../store/binary-search.ts';
import {
  type BlockView,
  type ColumnSnapshot,
  type CompactSnapshot,
  emptyView,
  type IntView,
} from '../store/column.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { Row } from '../window/event-table.ts';
import { orderByRank } from '../window/rank-order.ts';
import type { TimeIndex } from '../window/time-index.ts';
import type { Candidates } from '../window/variants.ts';
import {
  type CandidateSet,
  type CandidateSetSnapshot,
  createCandidateSet,
} from './candidate-set.ts';

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
  /** All of them, of most rules in order of time, as long as nothing is added; what that takes is kept in a store. */
  sorted(
    timeIndex: Pick<TimeIndex, 'length' | 'rankOf'>,
    store: Store,
  ): Work<SortedCandidates<Run>>;
  /** How many events were added. */
  length(): number;
  /** What events are candidates of, behind the first so many that were added. */
  since(length: number): Iterable<readonly [Row, readonly Candidacy<Run>[]]>;
  /** Whether some were added rule by rule or out of order, and are not told by `since`. */
  isScattered(): boolean;
  /** Adds those that have another row elsewhere to another log. */
  moveTo(
    other: Pick<CandidateLog<Run>, 'add' | 'addTo'>,
    rowOf: (row: Row) => Row | undefined,
  ): Work;
  /** Those that have a new row, kept elsewhere. */
  renumbered(rowOf: (row: Row) => Row | undefined, store: Store): Work<CandidateLog<Run>>;
  /** Adds those of another log, by the rows that their events have here; of an event that has none, none. */
  join(other: KnownCandidates<Run>, pages: Store, rowOf: (row: Row) => Row | undefined): Work;
  /** All of them as they are, in a store that was frozen just now; `placeOf` numbers what they are candidates of. */
  snapshot(placeOf: (run: Run) => number): CandidatesSnapshot;
}

/** Candidates as plain data. */
export interface CandidatesSnapshot {
  readonly rows: ColumnSnapshot;
  readonly numbers: CompactSnapshot;
  readonly isAscending: boolean;
  readonly lists: readonly (readonly Candidacy<number>[])[];
  readonly scattered: readonly { readonly run: number; readonly set: CandidateSetSnapshot }[];
}

/** The candidates of each rule, kept in a store. */
export interface SortedCandidates<Run> {
  of(run: Run, store: Store): Work<Candidates>;
}

const noCandidates: Candidates = { rows: emptyView, inOrder: true, tests: () => [] };

/** So many different lists of candidacies have a number (of 16 bits); who is in others is added rule by rule. */
const mostNumbered = 16_384;

/** What candidates are opened from. */
export interface KnownCandidates<Run> {
  readonly snapshot: CandidatesSnapshot;
  readonly runAt: (place: number) => Run;
}

/** Begins with no candidates, or opens those of another. */
export function createCandidateLog<Run>(
  store: Store,
  known?: KnownCandidates<Run>,
): CandidateLog<Run> {
  const from = known?.snapshot;
  const rows = store.column(32, from?.rows);
  const numbers = store.compactColumn(from?.numbers);
  const lists = createLists<Run>(known);
  const scattered = createScattered<Run>(store, known);
  let last = rows.length === 0 ? -1 : rows.get(rows.length - 1);
  let isAscending = from?.isAscending ?? true;
  const add = (row: Row, found: readonly Candidacy<Run>[]): void => {
    const number = lists.number(found);
    if (number === undefined) {
      for (const { run, tests } of found) scattered.add(run, row, tests);
      return;
    }
    rows.push(row);
    numbers.push(number);
    if (row < last) isAscending = false;
    last = row;
  };
  const isScattered = (): boolean => !(isAscending && scattered.isEmpty());
  const moveTo = moving({ rows, numbers }, lists, scattered);
  const gather = (run: Run, numbered: Numbered, own: Store): Work<Candidates> =>
    gathered(numbered, lists.testsOf(run), scattered.has(run) ? scattered.of(run) : undefined, own);
  return {
    add,
    addTo: scattered.addApart,
    *of(run, own, among) {
      if (!among || isScattered())
        return yield* gather(run, { rows, numbers, inOrder: false }, own);
      const set = createCandidateSet(own);
      yield* addAmong(among, lists.testsOf(run), numberIn({ rows, numbers }), set);
      return set;
    },
    *sorted(timeIndex, pages) {
      const numbered = yield* sortNumbered({ rows, numbers }, timeIndex, pages);
      return { of: (run, own) => gather(run, numbered, own) };
    },
    length: () => rows.length,
    *since(length) {
      for (let at = length; at < rows.length; at++) yield [rows.get(at), lists.of(numbers.get(at))];
    },
    isScattered,
    moveTo,
    *renumbered(rowOf, other) {
      const left = createCandidateLog<Run>(other);
      yield* moveTo(left, rowOf);
      return left;
    },
    join: (other, pages, rowOf) =>
      createCandidateLog<Run>(pages, other).moveTo({ add, addTo: scattered.addApart }, rowOf),
    snapshot: (placeOf) => ({
      ...{ rows: rows.snapshot(), numbers: numbers.snapshot(), isAscending },
      lists: lists.snapshot(placeOf),
      scattered: scattered.snapshot(placeOf),
    }),
  };
}

/** Prepares to add candidates to another log. */
function moving<Run>(
  numbered: Pick<Numbered, 'rows' | 'numbers'>,
  lists: { of(number: number): readonly Candidacy<Run>[] },
  scattered: Pick<CandidateLog<Run>, 'moveTo'>,
): CandidateLog<Run>['moveTo'] {
  return function* (other, rowOf) {
    yield* moveNumbered(numbered, lists, rowOf, other);
    yield* scattered.moveTo(other, rowOf);
  };
}

/** Prepares to look up the number of a row among ascending ones. */
function numberIn({
  rows,
  numbers,
}: Pick<Numbered, 'rows' | 'numbers'>): (row: Row) => number | undefined {
  return (row) => {
    const at = lowerBound(rows, row);
    return at < rows.length && rows.get(at) === row ? numbers.get(at) : undefined;
  };
}

/** Candidates that are kept rule by rule. */
function createScattered<Run>(store: Store, from?: KnownCandidates<Run>) {
  const single = new Map<Run, CandidateSet>(
    from?.snapshot.scattered.map(({ run, set }) => [
      from.runAt(run),
      createCandidateSet(store, false, set),
    ]),
  );
  // Who is explained is one of very few, and must not change what remembering costs.
  const apart: (Candidacy<Run> & { readonly row: Row })[] = [];
  return {
    isEmpty: () => single.size + apart.length === 0,
    has: (run: Run): boolean => single.has(run) || apart.some((one) => one.run === run),
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
    /** Without those apart: what is explained is not evaluated elsewhere. */
    snapshot: (placeOf: (run: Run) => number) =>
      [...single].map(([run, set]) => ({ run: placeOf(run), set: set.snapshot() })),
  };
}

/** The truths of a rule's tests, by the numbers of the lists that the rule is in. */
type TestsByNumber = ReadonlyMap<number, TestTruths>;

/** Adds those of some events whose number has truths of tests. */
function* addAmong(
  rows: Iterable<Row>,
  testsIn: TestsByNumber | undefined,
  numberOf: (row: Row) => number | undefined,
  set: Pick<CandidateSet, 'add'>,
): Work {
  const isTime = createPace();
  for (const row of testsIn ? rows : []) {
    if (isTime(1)) yield;
    const number = numberOf(row);
    const tests = number === undefined ? undefined : testsIn?.get(number);
    if (tests) set.add(row, tests);
  }
}

/** Rows, with the number of the list of what each is a candidate of. */
interface Numbered {
  readonly rows: IntView;
  readonly numbers: BlockView;
  /** Whether the rows are in order of time. */
  readonly inOrder: boolean;
}

/** The candidates of a rule that are in order, and others behind them if there are any. */
function* gathered(
  numbered: Numbered,
  testsIn: TestsByNumber | undefined,
  scattered: Iterable<readonly [Row, TestTruths]> | undefined,
  store: Store,
): Work<Candidates> {
  if (!testsIn && !scattered) return noCandidates;
  const inOrder = numbered.inOrder && !scattered;
  return yield* candidatesAmong({ ...numbered, inOrder }, testsIn, scattered ?? [], store);
}

/** So many events are looked at between two pauses. */
const atOnce = 1_024;

/** The events that are candidates of a rule by their lists, of which `testsIn` has the truths; and others behind them. */
function* candidatesAmong(
  { rows, numbers, inOrder }: Numbered,
  testsIn: TestsByNumber = new Map(),
  others: Iterable<readonly [Row, TestTruths]>,
  store: Store,
): Work<Candidates> {
  const isTime = createPace();
  const set = createCandidateSet(store, inOrder);
  const block = new Uint16Array(atOnce);
  const patterns = new Int32Array(mostNumbered);
  for (const [number, tests] of testsIn) patterns[number] = set.number(tests) + 1;
  // The log is gone through once for each rule, so a step is next to nothing, and a look at the pace would be most of it.
  for (let start = 0; testsIn.size > 0 && start < rows.length; start += atOnce) {
    const end = Math.min(rows.length, start + atOnce);
    numbers.read(start, block);
    for (let at = start; at < end; at++) {
      const pattern = patterns[block[at - start] as number] as number;
      if (pattern > 0) set.addNumbered(rows.get(at), pattern - 1);
    }
    yield;
  }
  for (const [row, tests] of others) {
    if (isTime(1)) yield;
    set.add(row, tests);
  }
  return set;
}

function* sortNumbered(
  { rows, numbers }: Omit<Numbered, 'inOrder'>,
  timeIndex: Pick<TimeIndex, 'length' | 'rankOf'>,
  store: Store,
): Work<Numbered> {
  const isTime = createPace();
  let [last, inOrder] = [-1, true];
  for (let at = 0; at < rows.length && inOrder; at++) {
    if (isTime(1)) yield;
    const rank = timeIndex.rankOf(rows.get(at));
    inOrder = rank > last;
    last = rank;
  }
  if (inOrder) return { rows, numbers, inOrder };
  const order = yield* orderByRank({ rows, inOrder }, timeIndex, store);
  const sorted = { rows: store.column(32), numbers: store.compactColumn(), inOrder: true };
  for (let at = 0; at < order.length; at++) {
    if (isTime(1)) yield;
    sorted.rows.push(rows.get(order.get(at)));
    sorted.numbers.push(numbers.get(order.get(at)));
  }
  return sorted;
}

/** Numbers for lists of candidacies. */
function createLists<Run>(from?: KnownCandidates<Run>) {
  type Found = readonly Candidacy<Run>[];
  const numbers = new Map<Found, number>();
  const lists: Found[] = [];
  const testsOf = new Map<Run, Map<number, TestTruths>>();
  const give = (found: Found): number => {
    const number = lists.push(found) - 1;
    numbers.set(found, number);
    for (const { run, tests } of found) {
      const own = testsOf.get(run) ?? new Map<number, TestTruths>();
      testsOf.set(run, own.set(number, tests));
    }
    return number;
  };
  for (const found of from?.snapshot.lists ?? []) {
    give(
      found.map(({ run, tests }) => ({ run: (from as KnownCandidates<Run>).runAt(run), tests })),
    );
  }
  return {
    of: (number: number): Found => lists[number] as Found,
    /** By the number of a list, the truth of a rule's tests in it. */
    testsOf: (run: Run): TestsByNumber | undefined => testsOf.get(run),
    /** Undefined if there are too many. */
    number(found: Found): number | undefined {
      const known = numbers.get(found);
      return known !== undefined || lists.length === mostNumbered ? known : give(found);
    },
    snapshot: (placeOf: (run: Run) => number): CandidatesSnapshot['lists'] =>
      lists.map((found) => found.map(({ run, tests }) => ({ run: placeOf(run), tests }))),
  };
}

/** Adds what has a new row to another log, by the lists that it is in. */
function* moveNumbered<Run>(
  { rows, numbers }: Pick<Numbered, 'rows' | 'numbers'>,
  lists: { of(number: number): readonly Candidacy<Run>[] },
  rowOf: (row: Row) => Row | undefined,
  left: Pick<CandidateLog<Run>, 'add'>,
): Work {
  const isTime = createPace();
  for (let at = 0; at < rows.length; at++) {
    if (isTime(1)) yield;
    const row = rowOf(rows.get(at));
    if (row !== undefined) left.add(row, lists.of(numbers.get(at)));
  }
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
