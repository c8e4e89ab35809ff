import type { Level } from '../rule/level.ts';

/** What a comparison, a condition or a rule came to for one event. */
export const verdicts = ['no', 'undecided', 'yes'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why one rule did or did not hold for one event, part by part. Times are ISO 8601 UTC. */
export interface Account {
  readonly kind: 'account';
  readonly schemaVersion: '1.0';
  readonly rule: { readonly name: string; readonly title: string; readonly id: string };
  readonly event: { readonly uuid: string; readonly published: string; readonly eventType: string };
  readonly verdict: Verdict;
  /** The level that the event reaches, if the rule holds for it. */
  readonly level: Level | null;
  /** One sentence: why it came out so. */
  readonly because: string;
  /** Whether the event by itself left the question open, so that windows were asked. */
  readonly anchor: boolean;
  readonly condition: Part;
  readonly raises: readonly { readonly level: Level; readonly condition: Part }[];
  readonly windows: readonly WindowAccount[];
  /** How many combinations of window keys the event has; the one that comes nearest is told. */
  readonly combinations: number;
  /** The finding that the alert became part of; null without an alert, or if it was let go. */
  readonly finding: {
    readonly id: string;
    readonly fingerprint: string;
    readonly severity: Level;
    /** Events for which the rule holds that became part of it. */
    readonly events: number;
  } | null;
}

/** A node of a condition, with what it came to. */
export interface Part {
  readonly kind: 'and' | 'or' | 'not' | 'selection' | 'test' | 'fact';
  /** The name of a selection; what a test of the event or of a window's fact asks, as the rule writes it. */
  readonly text: string;
  readonly verdict: Verdict;
  /** What a test found: the values of the field or of the fact. At most 20. */
  readonly found: readonly string[];
  /** Whether events outside the log could change what was found. */
  readonly sure: boolean;
  readonly parts: readonly Part[];
}

/** A window as it lay around the event. */
export interface WindowAccount {
  readonly name: string;
  /** The value list that it stands over, in place of events. */
  readonly list: string | null;
  readonly from: string;
  readonly to: string;
  /** Whether the log shows all of the window, on either side. */
  readonly startCovered: boolean;
  readonly endCovered: boolean;
  /** The fields that neighbours share; null if the event lacks one, so that it has no neighbours. */
  readonly key: Readonly<Record<string, string>> | null;
  /** Events in it. */
  readonly events: number;
  readonly facts: readonly {
    readonly name: string;
    readonly computes: string;
    /** Null if the event has no neighbours. */
    readonly value: number | boolean | readonly string[] | null;
    /** If not, unseen events could raise it. */
    readonly sure: boolean;
  }[];
}
