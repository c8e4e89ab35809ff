import type { RejectionReason, Source } from '../event/event.ts';
import type { Level } from '../rule/level.ts';
import type { Conflicts } from '../window/event-copies.ts';

/** What a hunt read, what it could say, and what it could not: the last outcome of every run. */
export interface Summary {
  readonly kind: 'summary';
  /** Always `evaluated + duplicate + filtered + skipped`; checked, or the run throws. */
  readonly records: number;
  /** Events judged by every rule. */
  readonly evaluated: number;
  /** Records of an event of which there is another record, which is evaluated or filtered. */
  readonly duplicate: number;
  /** Events outside the time asked for: remembered as context, not judged. */
  readonly filtered: number;
  readonly skipped: number;
  readonly skippedBy: Readonly<Partial<Record<RejectionReason, number>>>;
  readonly sources: readonly Source[];
  readonly coverage: CoverageSummary;
  /** Events whose records do not say the same; left out if there are none. */
  readonly conflicts?: Conflicts;
  /** Distinct `actor.id` among the evaluated events; who was forgotten and comes again counts twice. */
  readonly actors: number;
  readonly findings: Readonly<Record<Level, number>>;
  readonly rules: readonly RuleOutcome[];
  readonly state: State;
  /** Why the answer cannot be trusted to be whole; empty if it can. */
  readonly doubts: readonly Doubt[];
}

/** What remembering took, and whether it sufficed. */
export interface State {
  /** The most bytes in memory at one time, and the most that were moved to the spill. */
  readonly peakBytes: number;
  readonly spilledBytes: number;
  /** Events that were given up for want of room, after what could be judged was. */
  readonly forgottenEvents: number;
  /** Whether nothing was given up. */
  readonly exact: boolean;
}

/** The stretch of time the log speaks of. Times are ISO 8601 UTC. */
export interface CoverageSummary {
  readonly first: string | null;
  readonly last: string | null;
  /** The time asked for with since/until, where given. */
  readonly since: string | null;
  readonly until: string | null;
  /** Silences of more than a day, in which the log may be missing. */
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
}

/** How a rule ended the run. */
export interface RuleOutcome {
  readonly name: string;
  readonly title: string;
  readonly level: Level;
  /**
   * `evaluated`: every event was decided. `undecided`: some could not be, because the log starts or
   * ends inside a window. `cannot-evaluate`: the input lacks a field the rule needs, or no event can
   * ever have it.
   */
  readonly status: 'evaluated' | 'undecided' | 'cannot-evaluate';
  readonly findings: number;
  /** Events for which the rule stayed undecided. */
  readonly undecided: number;
  /** Why, one phrase per cause (`the log starts inside the window "start"`). */
  readonly because: readonly string[];
  /** Fields the rule needs, and the input lacks or was stripped of, in whole or in part. */
  readonly missing: readonly string[];
  /** Filters that narrow the rule, by name; left out if there are none. */
  readonly filters?: readonly string[];
}

/** A reason to doubt a clean answer. */
export interface Doubt {
  readonly code:
    | 'nothing-read'
    | 'skipped'
    | 'skipped-names'
    | 'window-not-covered'
    | 'findings-dropped'
    | 'state-dropped'
    | 'cut-short'
    | 'archive-changed';
  /** One sentence for people. It may quote logins from the log, so it is hostile text. */
  readonly message: string;
}
