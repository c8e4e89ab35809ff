import type { Language } from '../language/language.ts';
import type { Level } from '../rule/level.ts';
import type { Pack } from '../rule/pack.ts';
import type { MemoryBudget } from '../store/buffer-pool.ts';
import type { CoveredTime } from './event-log.ts';
import type { TallyRequest } from './tally.ts';

/** What the engine is told, besides rules and events. */
export interface EngineOptions {
  /** The language of what the engine says in its own words, reasons among them; English if left out. Rules say what they say. */
  readonly language?: Language;
  /** Evaluate events from this moment on (milliseconds); earlier ones are context only. */
  readonly since?: number;
  /** Evaluate events before this moment (milliseconds); later ones are context only. */
  readonly until?: number;
  /**
   * Asked once the log has ended: the time (milliseconds) of which everything was read, where the source
   * knows it. An org that was asked may be silent for days; else the events tell how far the log reaches.
   */
  readonly covered?: () => CoveredTime | undefined;
  /** Questions of which the summary says what became of them, and whether the log can answer them at all. */
  readonly packs?: readonly Pack[];
  /** Leave out findings that are less severe. */
  readonly minSeverity?: Level;
  /** Keep at most so many findings of a rule, 2,000 if left out; what goes beyond is counted. */
  readonly findingsPerRule?: number;
  /** List so many of the events that filters took from rules, the first ones; none are if left out. */
  readonly listSuppressed?: number;
  /** Keep events whole, for those that findings list; they then take as much room as their text. */
  readonly rawEvents?: boolean;
  /** What may be spent on remembering; without it as much as it takes. */
  readonly state?: MemoryBudget;
  /** Keeps one event whole, and yields an explanation of what one rule made of it before the findings. */
  readonly explain?: ExplainRequest;
  /**
   * Rules whose findings are counted, and yielded as one tally each, before the findings of others;
   * not for a run that may forget events.
   */
  readonly tally?: TallyRequest;
}

/** Why did this rule hold, or not, for this event? There is no explanation if the log has no such event. */
export interface ExplainRequest {
  /** The name of a rule that reports, or that feeds one that does. */
  readonly rule: string;
  /**
   * The event's uuid. For a rule about alerts: that of the event which a finding explains, or the
   * finding's fingerprint or id; of several such findings the one that comes nearest is explained.
   */
  readonly event: string;
}
