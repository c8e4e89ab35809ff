import type { AlertSource } from '../correlation/grouping.ts';
import type { TestTruths } from '../detection/compiled-rule.ts';
import type { Telling } from '../detection/matched-values.ts';
import type { Event } from '../event/event.ts';
import type { Field } from '../event/field.ts';
import type { Json, JsonObject } from '../event/json.ts';
import type { SubjectEvent } from '../explain/explain-detection.ts';
import type { Language } from '../language/language.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { EventTable, KeptField, Row } from '../window/event-table.ts';
import type { Candidates } from '../window/variants.ts';
import type { LogHistory } from '../window/window-index.ts';
import type { EvidenceResolver } from './build-finding.ts';
import type { RuleObstacles, RuleResult } from './rule-result.ts';
import type { TallyRequest } from './tally.ts';

/** One rule at work on one log, be it a detection or a correlation: it gathers candidates, then is evaluated. */
export interface RuleRun extends AlertSource {
  /** Event types that can be candidates, case folded; undefined if every type can. */
  readonly types: ReadonlySet<string> | undefined;
  /** Whether a window of the rule takes every event, so that none may be left out. */
  readonly needsEveryEvent: boolean;
  /**
   * Looks at an event by itself: undefined if no context could make the rule hold for it, else the truth
   * of the rule's tests, to be remembered before the next event is looked at.
   */
  prefilter(raw: JsonObject): TestTruths | undefined;
  /** Fields to keep of a candidate, beside those that are kept of every event. */
  readonly fieldsToKeep: () => readonly Field[];
  /** What has to be told of events with such truths. */
  telling(tests: TestTruths): RuleTelling;
  /** Keeps what met the tests of a candidate that depend on more than one field. */
  tell(event: Event, row: Row, tests: TestTruths, table: EventTable): void;
  /**
   * What an explanation asks of an event: whether it is a candidate; the truth of its tests, which is to be kept,
   * if it is none even without filters.
   */
  include(event: Event): { readonly isCandidate: boolean; readonly missed: TestTruths | undefined };
  /**
   * Evaluates all candidates, and pauses between them. From then on `members` knows the rows for which
   * the rule holds. If it was given up, it can be done anew.
   */
  evaluate(context: RunContext): Work<RuleResult>;
  /**
   * From which time on (milliseconds) the members are others than after the evaluation before the last, if that one
   * only went on from it.
   */
  changedFrom(table: EventTable): number;
  /** Forgets what was evaluated, since rows are about to have other numbers. */
  restart(store: Store): void;
}

/** Of a rule's tests, what met them where the fields that are kept will not show it. */
export interface RuleTelling extends Pick<Telling, 'always'> {
  /** What met the tests of one field, to be kept of an event that is crowded there. */
  readonly met: readonly MetField[];
}

export interface MetField extends KeptField {
  readonly isCrowded: (raw: Json) => boolean;
}

/** What of a rule has to be evaluated if all else would come out as it did last. */
export interface Reopened {
  /** Candidates from here on; milliseconds. */
  readonly from: number;
  /** The candidates among some events. */
  among(rows: Iterable<Row>, store: Store): Work<Candidates>;
}

/** What rules are evaluated with. */
export interface RunContext extends RuleObstacles {
  readonly history: LogHistory;
  /** All candidates, or those that are evaluated again. */
  readonly candidates: Candidates;
  /** If the rule keeps its answers: which ones are due. */
  readonly reopened?: Reopened | undefined;
  readonly evidence: EvidenceResolver;
  /** All rules at work; those that this one refers to were evaluated before. */
  readonly feeders: readonly AlertSource[];
  /** Whether an event of a time may alert; others are context only. */
  readonly mayAlert: (time: number) => boolean;
  /** The most findings of a rule to keep. */
  readonly limit: number;
  /** The most events of a rule to list that filters took away. */
  readonly listSuppressed: number;
  /** Told of the fingerprint of findings that are perhaps not all that they would be. */
  readonly doubt?: ((fingerprint: string) => void) | undefined;
  /** The rules whose findings are counted, if any are. */
  readonly tally?: TallyRequest | undefined;
  /** The language that findings are written in. */
  readonly language: Language;
  /** Events for which the rule is to be explained. */
  readonly subjects: readonly SubjectEvent[];
}
