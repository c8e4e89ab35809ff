import { lowerBound } from '../store/binary-search.ts';
import { each, emptyView, viewOf } from '../store/column.ts';
import type { Row } from '../window/event-table.ts';
import { atHand } from './build-finding.ts';
import type { BuiltFinding } from './built-finding.ts';
import type { AlertGroup, AlertIdentity } from './deduplicate.ts';

/** What became of a candidate, as far as it is told. */
export interface CandidateAnswer {
  /** The filters that took an alert away. */
  readonly excludedBy: readonly string[];
  /** Which finding it is an alert of, if it is one. */
  readonly alert?: AlertIdentity;
  /** Why it stayed undecided, if it did. */
  readonly reasons?: readonly string[];
}

/**
 * The answers to the candidates of one rule, in order of time, and the findings made of them, for as long as the same
 * would come out again.
 */
export interface KeptAnswers {
  /** Lets go of the answers from a time on (milliseconds), for others to be added in their place. */
  cutFrom(time: number, timeOf: (row: Row) => number): void;
  add(row: Row, answer: CandidateAnswer): void;
  all(): Iterable<readonly [Row, CandidateAnswer]>;
  /** The finding that was made of the same alerts, none of which was cut since. */
  findingOf(group: Group): BuiltFinding | undefined;
  /** Keeps the findings of these groups instead of those before. */
  keep(groups: readonly Group[], found: readonly BuiltFinding[]): void;
}

type Group = Pick<AlertGroup<unknown>, 'fingerprint' | 'rows'>;

interface KeptFinding {
  readonly rows: readonly Row[];
  readonly found: BuiltFinding;
}

/** Begins with none. Answers that are no alerts are few different ones, and cost two words each. */
export function createKeptAnswers(): KeptAnswers {
  const rows: Row[] = [];
  const answers: CandidateAnswer[] = [];
  const alike = new Map<string, CandidateAnswer>();
  let findings = new Map<string, KeptFinding>();
  let isCut = (_: Row): boolean => true;
  const shared = (answer: CandidateAnswer): CandidateAnswer => {
    const key = JSON.stringify([answer.excludedBy, answer.reasons]);
    const known = alike.get(key) ?? answer;
    alike.set(key, known);
    return known;
  };
  return {
    cutFrom(time, timeOf) {
      const times = { length: rows.length, get: (at: number) => timeOf(rows[at] as Row) };
      rows.length = lowerBound(times, time);
      answers.length = rows.length;
      isCut = (row) => timeOf(row) >= time;
    },
    add(row, answer) {
      rows.push(row);
      answers.push(answer.alert ? answer : shared(answer));
    },
    *all() {
      for (let at = 0; at < rows.length; at++)
        yield [rows[at] as Row, answers[at] as CandidateAnswer];
    },
    findingOf({ fingerprint, rows }) {
      const known = findings.get(fingerprint);
      if (known?.rows.length !== rows.length) return undefined;
      const isSame = known.rows.every((row, at) => row === rows.get(at) && !isCut(row));
      return isSame ? known.found : undefined;
    },
    keep(groups, found) {
      const kept = groups.map(({ fingerprint, rows }, at): [string, KeptFinding] => {
        const own = found[at] as BuiltFinding;
        const known = findings.get(fingerprint);
        return [fingerprint, known?.found === own ? known : { rows: [...each(rows)], found: own }];
      });
      findings = new Map(kept);
    },
  };
}

/** The finding with rows of its own, which outlast the evaluation that found it. */
export function lasting(built: BuiltFinding): BuiltFinding {
  const { row, behind } = built;
  return atHand(built, {
    row,
    behind: behind.length === 0 ? emptyView : viewOf([...each(behind)]),
  });
}
