import type { RejectionReason, Source } from '../event/event.ts';
import type { Level } from '../rule/level.ts';
import type { Conflicts } from '../window/event-copies.ts';
import type { FilterOutcome, SuppressedAlerts } from './filter-outcome.ts';

/** What a run read, and what it could and could not evaluate: the last outcome of every run. */
export interface Summary {
  readonly kind: 'summary';
  /** Always `evaluated + duplicate + filtered + skipped`; checked, or the run throws. */
  readonly records: number;
  /** Events evaluated by every rule. */
  readonly evaluated: number;
  /** Records of an event of which there is another record, which is evaluated or filtered. */
  readonly duplicate: number;
  /** Events outside the requested time range: kept as context, not evaluated. */
  readonly filtered: number;
  /** Records that are no events. */
  readonly skipped: number;
  /** The same by reason. */
  readonly skippedBy: Readonly<Partial<Record<RejectionReason, number>>>;
  /** The inputs, in the order in which they were read. */
  readonly sources: readonly Source[];
  /** The time that the log covers. */
  readonly coverage: CoverageSummary;
  /** Events whose records differ; left out if there are none. */
  readonly conflicts?: Conflicts;
  /** Distinct `actor.id` among the evaluated events; an actor that was forgotten and appears again counts twice. */
  readonly actors: number;
  /** Findings by level. */
  readonly findings: Readonly<Record<Level, number>>;
  /** How each rule ended, in the order of the rules. */
  readonly rules: readonly RuleOutcome[];
  /** The questions that were asked of the log; left out if there are none. */
  readonly packs?: readonly PackOutcome[];
  /** Value lists of an organization that are empty; left out if there are none. */
  readonly emptyLists?: readonly EmptyList[];
  /** Filters that narrow rules of the run, or have expired; left out if there are none. */
  readonly filters?: readonly FilterOutcome[];
  /** What filters took away, if that was asked for. */
  readonly suppressed?: SuppressedAlerts;
  /** What the report is about, if it is not about everything. */
  readonly focus?: ReportFocus;
  /** What was known before and is not reported, if there is a baseline. */
  readonly baseline?: BaselineOutcome;
  /** What had to be remembered. */
  readonly state: State;
  /** Why the answer may be incomplete; empty if it is complete. */
  readonly doubts: readonly Doubt[];
}

/** What a baseline has of what was found. */
export interface BaselineOutcome {
  /** Its file. */
  readonly file: string;
  /** Findings that it has, by level; they count in `findings`, and decide nothing. */
  readonly known: Readonly<Record<Level, number>>;
  /** Those of them that rest on other events now. */
  readonly grown: number;
  /** Whether other rules found them. */
  readonly otherRules: boolean;
}

/** What a report is about, and how much of a run it hides. The run's counts and verdict are of everything. */
export interface ReportFocus {
  /** Ids of cases. */
  readonly cases: readonly string[];
  /** Logins or ids. */
  readonly users: readonly string[];
  /** Addresses and networks. */
  readonly addresses: readonly string[];
  /** Findings that it is not about. */
  readonly hiddenFindings: number;
  /** Cases that it is not about. */
  readonly hiddenCases: number;
}

/** What state the run needed, and whether it fitted. */
export interface State {
  /** The most bytes in memory at one time, and the most that were spilled to disk. */
  readonly peakBytes: number;
  /** The most bytes for which there was no room in memory at one time, so that they were on disk. */
  readonly spilledBytes: number;
  /** Events dropped for lack of memory, after what could be evaluated was. */
  readonly forgottenEvents: number;
  /** Whether nothing was dropped. */
  readonly exact: boolean;
  /** ISO 8601 UTC: findings were ranked by what sessions showed from here on; left out if by all of it. */
  readonly rankedFrom?: string;
}

/** The time that the log covers. Times are ISO 8601 UTC. */
export interface CoverageSummary {
  /** The first event; null if there is none. */
  readonly first: string | null;
  /** The last event; null if there is none. */
  readonly last: string | null;
  /** The time range requested with since/until, where given. */
  readonly since: string | null;
  /** The end of the time range requested; null if none was. */
  readonly until: string | null;
  /** Silences of more than a day, in which the log may be missing. */
  readonly gaps: readonly {
    /** The last event before the silence. */
    readonly from: string;
    /** The first event after it. */
    readonly to: string;
  }[];
}

/** How a rule ended the run. */
export interface RuleOutcome {
  /** The name of the rule. */
  readonly name: string;
  /** What it looks for. */
  readonly title: string;
  /** How bad its findings are, unless it raises them. */
  readonly level: Level;
  /**
   * `evaluated`: every event was decided. `undecided`: some could not be, because the log starts or
   * ends inside a window. `cannot-evaluate`: the input lacks a field the rule needs, or no event can
   * ever have it.
   */
  readonly status: 'evaluated' | 'undecided' | 'cannot-evaluate';
  /** How many findings it has. */
  readonly findings: number;
  /** Events for which the rule stayed undecided. */
  readonly undecided: number;
  /** Why, one phrase per cause (`needs 24 h of earlier log`). */
  readonly because: readonly string[];
  /** Fields the rule needs, and the input lacks or was stripped of, in whole or in part. */
  readonly missing: readonly string[];
  /** Filters that narrow the rule, by name; left out if there are none. */
  readonly filters?: readonly string[];
}

/** A value list without values, and the rules that ask for it. */
export interface EmptyList {
  /** The name of the list. */
  readonly name: string;
  /** Names of the rules that ask for it. */
  readonly rules: readonly string[];
}

/** What the rules of a pack, which ask one question together, came to. */
export interface PackOutcome {
  /** The name of the pack. */
  readonly name: string;
  /** What it asks, as a sentence. */
  readonly question: string;
  /** How many of its rules reported. */
  readonly rules: number;
  /** Findings of its rules. */
  readonly findings: number;
  /** Those of its rules that could not be fully evaluated. */
  readonly unfinished: readonly string[];
  /** What the log lacks, so that it cannot answer the question; empty if it can. */
  readonly missing: readonly MissingNeed[];
}

/** Events of some types, or fields, of which a log has none, and what they would tell. */
export interface MissingNeed {
  /** Event types, of which the log has none. */
  readonly events: readonly string[];
  /** Fields, which no event of the log has. */
  readonly fields: readonly string[];
  /** What they would tell, as a phrase. */
  readonly tells: string;
}

/** A reason to doubt a clean answer. */
export interface Doubt {
  /** What kind of doubt it is, for programs. */
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
