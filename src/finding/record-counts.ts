import type { Rejection, RejectionReason, Source } from '../event/event.ts';
import { type Level, levels } from '../rule/level.ts';
import type { Finding } from './finding.ts';
import type { Summary } from './summary.ts';

/** What became of a record that is an event. */
export type RecordFate = 'evaluated' | 'duplicate' | 'filtered';

/** Counts every record of a run exactly once. */
export interface RecordCounts {
  count(fate: RecordFate): void;
  /** Counts a record again, as a duplicate, that was counted before as something else. */
  demote(fate: RecordFate): void;
  reject(rejection: Rejection): void;
  source(source: Source): void;
  /** Counts what was found, instead of what was found before. */
  found(findings: Iterable<Pick<Finding, 'severity'>>): void;
  /** Events that were evaluated so far. */
  evaluated(): number;
  /** Records in place of which others were taken. */
  duplicates(): number;
  counts(): CountedRecords;
}
export type CountedRecords = Pick<
  Summary,
  | 'records'
  | 'evaluated'
  | 'duplicate'
  | 'filtered'
  | 'skipped'
  | 'skippedBy'
  | 'sources'
  | 'findings'
> & {
  /** Logins that skipped records name, sorted; see {@link mostNames}. */
  readonly skippedNames: readonly string[];
};

/** Logins of skipped records that are remembered; a hostile file could name any number. */
export const mostNames = 1_000;

export function createRecordCounts(): RecordCounts {
  const fates: Record<RecordFate, number> = { evaluated: 0, duplicate: 0, filtered: 0 };
  const skippedBy: Partial<Record<RejectionReason, number>> = {};
  let findings = noFindings();
  const sources: Source[] = [];
  const names = new Set<string>();
  let records = 0;
  let skipped = 0;
  return {
    count(fate) {
      records++;
      fates[fate]++;
    },
    demote(fate) {
      fates[fate]--;
      fates.duplicate++;
    },
    reject({ reason, names: mentioned = [] }) {
      records++;
      skipped++;
      skippedBy[reason] = (skippedBy[reason] ?? 0) + 1;
      for (const name of mentioned) if (names.size < mostNames) names.add(name);
    },
    source: (source) => sources.push(source),
    found(all) {
      findings = noFindings();
      for (const { severity } of all) findings[severity]++;
    },
    evaluated: () => fates.evaluated,
    duplicates: () => fates.duplicate,
    counts() {
      checkSums({ records, ...fates, skipped }, sources);
      const skippedNames = [...names].sort();
      return { records, ...fates, skipped, skippedBy, skippedNames, sources, findings };
    },
  };
}

function noFindings(): Record<Level, number> {
  return Object.fromEntries(levels.map((level) => [level, 0])) as Record<Level, number>;
}

/** The promise that nothing is lost silently: every record has exactly one fate. */
function checkSums(
  counts: Pick<Summary, 'records' | 'evaluated' | 'duplicate' | 'filtered' | 'skipped'>,
  sources: readonly Source[],
): void {
  const { records, evaluated, duplicate, filtered, skipped } = counts;
  const read = sources.reduce((sum, source) => sum + source.records, 0);
  const booked = evaluated + duplicate + filtered + skipped;
  if (booked !== records || (sources.length > 0 && read !== records)) {
    throw new Error(
      `record counts do not add up: ${read} read, ${records} received, ${booked} accounted for`,
    );
  }
}
