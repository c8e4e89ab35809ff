import type { Truth } from '../detection/truth.ts';
import type { Message } from '../language/message.ts';
import type { Level } from '../rule/level.ts';

/** What a comparison, a condition or a rule came to for one event. */
export const verdictNames = ['no', 'undecided', 'yes'] as const;
export type VerdictName = (typeof verdictNames)[number];

/** Why one rule did or did not hold for one event, part by part. Times are ISO 8601 UTC. */
export interface Explanation {
  readonly kind: 'explanation';
  readonly schemaVersion: '1.0';
  readonly rule: { readonly name: string; readonly title: string; readonly id: string };
  readonly event: ExplainedEvent;
  readonly verdict: VerdictName;
  /** The level that the event reaches, if the rule holds for it. */
  readonly level: Level | null;
  /** One sentence: why it came out so. */
  readonly because: string;
  readonly toldBecause: Message;
  /** Whether the event by itself left the question open, so that windows or other alerts were asked. */
  readonly candidate: boolean;
  /** Null for a correlation, which asks for no fields of an event. */
  readonly condition: TraceNode | null;
  readonly raises: readonly { readonly level: Level; readonly condition: TraceNode }[];
  readonly windows: readonly WindowExplanation[];
  /** How many combinations of window keys the event has; the one that comes nearest is told. */
  readonly combinations: number;
  /** Null for a rule that is no correlation. */
  readonly correlation: CorrelationExplanation | null;
  /** The finding that the alert became part of; null without an alert, or if it was let go. */
  readonly finding: {
    readonly id: string;
    readonly fingerprint: string;
    readonly severity: Level;
    /** Events for which the rule holds that became part of it. */
    readonly events: number;
  } | null;
}

/** The event that was asked about. */
export interface ExplainedEvent {
  readonly uuid: string;
  readonly published: string;
  readonly eventType: string;
  /** For rules about alerts: the finding that is judged, of which this is the explained event. */
  readonly alert: { readonly rule: string; readonly fingerprint: string } | null;
}

/**
 * What a node of a condition is. `members` asks something of the members of an array, and has one
 * `member` for each that is told; `fact` asks for a window's fact, `number` for that of a correlation,
 * `rule` whether one occurred, `row` whether several did in order. `filter` is what a filter adds,
 * `matches` what another rule asks that the event must match.
 */
export type TraceKind =
  | 'and'
  | 'or'
  | 'not'
  | 'selection'
  | 'filter'
  | 'matches'
  | 'members'
  | 'member'
  | 'test'
  | 'fact'
  | 'number'
  | 'rule'
  | 'row';

/** A node of a condition, with what it came to. */
export interface TraceNode {
  readonly kind: TraceKind;
  /** The name of a selection or of a rule, the title of a filter; what a test asks, as the rule writes it. */
  readonly text: string;
  readonly verdict: VerdictName;
  /** What a test found: the values of the field or of the fact. At most 20. */
  readonly found: readonly string[];
  /** What events outside the log could make of what was found; null if nothing else. */
  readonly could: string | null;
  /** What of these is in words of ours, for people. */
  readonly told?: {
    readonly text?: Message;
    readonly found?: readonly (Message | string)[];
    readonly could?: Message | null;
  };
  readonly parts: readonly TraceNode[];
}

/** What a comparison of facts found. */
export type FoundFact = Pick<TraceNode, 'found' | 'could' | 'told'>;

/** A node without anything found. */
export function traceNode(
  kind: TraceKind,
  text: string,
  verdict: VerdictName,
  parts: readonly TraceNode[] = [],
): TraceNode {
  return { kind, text, verdict, found: [], could: null, parts };
}

/** The truth of a part. */
export function truthIn({ verdict }: TraceNode): Truth {
  return verdictNames.indexOf(verdict) as Truth;
}

/** A window as it lay around the event. */
export interface WindowExplanation {
  readonly name: string;
  /** The value list that it stands over, in place of events. */
  readonly list: string | null;
  readonly from: string;
  readonly to: string;
  /** Whether the log shows all of the window, on either side. */
  readonly startCovered: boolean;
  readonly endCovered: boolean;
  /** What neighbours share; null if the event lacks a part of it, so that it has no neighbours. */
  readonly key: Readonly<Record<string, string>> | null;
  /** Events in it. */
  readonly events: number;
  readonly facts: readonly {
    readonly name: string;
    readonly computes: string;
    /** Null if there was nothing to compute it from. */
    readonly value: number | boolean | readonly string[] | null;
    /** As in {@link TraceNode}. */
    readonly could: string | null;
    /** The same, for people. */
    readonly told: { readonly computes: Message; readonly could: Message | null };
  }[];
}

/** What a correlation made of an event. */
export interface CorrelationExplanation {
  readonly type: string;
  /** Whether the event alerts each of its rules. */
  readonly rules: readonly { readonly name: string; readonly verdict: VerdictName }[];
  /** What was judged, one for each group of which the event is a member. At most 32. */
  readonly groups: readonly GroupExplanation[];
}

/** A group of alerts as it lay around the event. */
export interface GroupExplanation {
  /** What its alerts share, by name in `group-by`. */
  readonly key: Readonly<Record<string, string>>;
  /** Whether the event begins an episode in it. */
  readonly verdict: VerdictName;
  /** Why it does or does not, as a clause. */
  readonly episode: string;
  readonly toldEpisode: Message;
  /** What is asked of the alerts between `from` and `to`, both included, and what that came to. */
  readonly condition: TraceNode;
  /** A bucket lies where its first event does; a window, around the event. */
  readonly span: 'window' | 'bucket';
  readonly from: string;
  readonly to: string;
  readonly startCovered: boolean;
  readonly endCovered: boolean;
  /** Alerts between `from` and `to`, for each of the rules. */
  readonly alerts: readonly {
    readonly rule: string;
    readonly total: number;
    /** The first 20. */
    readonly events: readonly {
      readonly uuid: string;
      readonly published: string;
      /** Whether the rule surely holds for it. */
      readonly sure: boolean;
    }[];
  }[];
}

/** An explanation as programs read it: in English alone. */
export function plainExplanation({ toldBecause: _, ...explanation }: Explanation): object {
  const { condition, raises, windows, correlation } = explanation;
  return {
    ...explanation,
    condition: condition && plainNode(condition),
    raises: raises.map((raise) => ({ ...raise, condition: plainNode(raise.condition) })),
    windows: windows.map((window) => ({
      ...window,
      facts: window.facts.map(({ told: _told, ...fact }) => fact),
    })),
    correlation: correlation && {
      ...correlation,
      groups: correlation.groups.map(({ toldEpisode: _told, ...group }) => {
        return { ...group, condition: plainNode(group.condition) };
      }),
    },
  };
}

function plainNode({ told: _, ...node }: TraceNode): object {
  return { ...node, parts: node.parts.map(plainNode) };
}
