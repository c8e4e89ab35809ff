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
  /** Adds an event for one rule, for which it is not there yet. */
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
  const numberOf = new Map<readonly Candidacy<Run>[], number>();
  const lists: (readonly Candidacy<Run>[])[] = [];
  // By rule, the truth of its tests in each list that it is in.
  const testsOf = new Map<Run, TestTruths[]>();
  const single = new Map<Run, CandidateSet>();
  const addTo: CandidateLog<Run>['addTo'] = (run, row, tests) => {
    const known = single.get(run) ?? createCandidateSet(store);
    single.set(run, known);
    known.add(row, tests);
  };
  return {
    add(row, found) {
      let number = numberOf.get(found);
      if (number === undefined) {
        if (lists.length === mostNumbered) {
          for (const { run, tests } of found) addTo(run, row, tests);
          return;
        }
        number = lists.push(found) - 1;
        numberOf.set(found, number);
        for (const { run, tests } of found) {
          const own = testsOf.get(run) ?? [];
          own[number] = tests;
          testsOf.set(run, own);
        }
      }
      rows.push(row);
      numbers.push(number);
    },
    addTo,
    *of(run, own) {
      const isTime = createPace();
      const testsIn = testsOf.get(run);
      const set = createCandidateSet(own);
      for (let at = 0; testsIn && at < rows.length; at++) {
        if (isTime(1)) yield;
        const tests = testsIn[numbers.get(at)];
        if (tests) set.add(rows.get(at), tests);
      }
      const others = single.get(run);
      if (others) yield* eachCandidate(others, (row, tests) => set.add(row, tests));
      return set;
    },
    *renumbered(rowOf, other) {
      const isTime = createPace();
      const left = createCandidateLog<Run>(other);
      for (let at = 0; at < rows.length; at++) {
        if (isTime(1)) yield;
        const row = rowOf(rows.get(at));
        if (row !== undefined) left.add(row, lists[numbers.get(at)] as readonly Candidacy<Run>[]);
      }
      for (const [run, set] of single) {
        yield* eachCandidate(set, (old, tests) => {
          const row = rowOf(old);
          if (row !== undefined) left.addTo(run, row, tests);
        });
      }
      return left;
    },
  };
}

function* eachCandidate(
  { rows, tests }: CandidateSet,
  see: (row: Row, tests: TestTruths) => void,
): Work<void> {
  const isTime = createPace();
  for (let at = 0; at < rows.length; at++) {
    if (isTime(1)) yield;
    see(rows.get(at), tests(at));
  }
}
