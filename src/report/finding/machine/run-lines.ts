// Written from run-schema.ts by test/public-api/record-types.test.ts; change the schema, then UPDATE_TYPES=1.
import type { Summary } from '../../../finding/summary.ts';

/** The first and the last line of a report of lines: which run it is of, and how it ended. */
export interface RunRecord {
  /** What this record is. */
  readonly kind: 'run';
  /** Its first number rises when readers must change. */
  readonly schemaVersion: '1.0';
  /** A report without an end was broken off: it says nothing of what it does not show. */
  readonly phase: 'begin' | 'end';
  /** When the run began, by the clock of its machine; null if it is not known. */
  readonly at: string | null;
  /** Host of the configured org; null if none is configured. */
  readonly org: string | null;
  /** What wrote it. */
  readonly tool: {
    /** Name of the package: oktahunt. */
    readonly name: string;
    /** Version of the package. */
    readonly version: string;
    /** Of the rules in force: equal digests are equal rules. */
    readonly rulesDigest: string;
  };
  /** Only at the end: whether everything was read and evaluated. */
  readonly complete?: boolean | undefined;
  /** Only at the end: why it is not complete, as codes. */
  readonly because?: readonly string[] | undefined;
  /** Only at the end: how many stand before it. */
  readonly findings?: number | undefined;
  /** The same of cases. */
  readonly cases?: number | undefined;
  /** Only at the end: what was read, and what could and could not be evaluated. */
  readonly summary?: Summary | undefined;
}
