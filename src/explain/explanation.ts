import type { Truth } from '../detection/truth.ts';
import type { Message } from '../language/message.ts';
import type { Level } from '../rule/level.ts';

/** What a comparison, a condition or a rule came to for one event. */
export const verdictNames = ['no', 'undecided', 'yes'] as const;
/** What a comparison, a condition or a rule came to. */
export type VerdictName = (typeof verdictNames)[number];

/** Why one rule did or did not hold for one event, part by part. Times are ISO 8601 UTC. */
export interface Explanation {
  readonly kind: 'explanation';
  readonly schemaVersion: '1.0';
  /** The rule that was asked about. */
  readonly rule: {
    /** What people type. */
    readonly name: string;
    /** What it looks for. */
    readonly title: string;
    /** Its UUID; the name if it has none. */
    readonly id: string;
  };
  /** The event that was asked about. */
  readonly event: ExplainedEvent;
  /** What it came to. */
  readonly verdict: VerdictName;
  /** The level that the event reaches, if the rule holds for it. */
  readonly level: Level | null;
  /** One sentence: why it came out so. */
  readonly because: string;
  /** The same, for people. */
  readonly toldBecause: Message;
  /** Whether the event by itself left the question open, so that windows or other alerts were asked. */
  readonly candidate: boolean;
  /** Null for a correlation, which asks for no fields of an event. */
  readonly condition: TraceNode | null;
  /** The conditions that raise the level, in the order of the rule. */
  readonly raises: readonly {
    /** The level if the condition holds as well. */
    readonly level: Level;
    /** What the condition came to. */
    readonly condition: TraceNode;
  }[];
  /** The windows that the condition asks for, as they lay around the event. */
  readonly windows: readonly WindowExplanation[];
  /** How many combinations of window keys the event has; the one that comes nearest is told. */
  readonly combinations: number;
  /** Null for a rule that is no correlation. */
  readonly correlation: CorrelationExplanation | null;
  /** The finding that the alert became part of; null without an alert, or if it was let go. */
  readonly finding: {
    /** Its short name. */
    readonly id: string;
    /** Its identity in every run. */
    readonly fingerprint: string;
    /** How bad it is if it is true. */
    readonly severity: Level;
    /** Events for which the rule holds that became part of it. */
    readonly events: number;
  } | null;
}

/** The event that was asked about. */
export interface ExplainedEvent {
  /** Okta's id of the event. */
  readonly uuid: string;
  /** When it happened. */
  readonly published: string;
  /** What happened, by its name in the log. */
  readonly eventType: string;
  /** For rules about alerts: the finding that is judged, of which this is the explained event. */
  readonly alert: {
    /** The rule that found it. */
    readonly rule: string;
    /** The identity of the finding. */
    readonly fingerprint: string;
  } | null;
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
  /** What it is. */
  readonly kind: TraceKind;
  /** The name of a selection or of a rule, the title of a filter; what a test asks, as the rule writes it. */
  readonly text: string;
  /** What it came to. */
  readonly verdict: VerdictName;
  /** What a test found: the values of the field or of the fact. At most 20. */
  readonly found: readonly string[];
  /** What events outside the log could make of what was found; null if nothing else. */
  readonly could: string | null;
  /** What of these is in words of ours, for people. */
  readonly told?: {
    /** Of `text`. */
    readonly text?: Message;
    /** Of `found`. */
    readonly found?: readonly (Message | string)[];
    /** Of `could`. */
    readonly could?: Message | null;
  };
  /** What it consists of. */
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
  /** As the rule calls it. */
  readonly name: string;
  /** The value list that it stands over, in place of events. */
  readonly list: string | null;
  /** Its first moment. */
  readonly from: string;
  /** Its last moment. */
  readonly to: string;
  /** Whether the log shows all of the window, on either side. */
  readonly startCovered: boolean;
  /** Whether the log shows its end. */
  readonly endCovered: boolean;
  /** What neighbours share; null if the event lacks a part of it, so that it has no neighbours. */
  readonly key: Readonly<Record<string, string>> | null;
  /** Events in it. */
  readonly events: number;
  /** What was computed from its events. */
  readonly facts: readonly {
    /** As the rule calls it. */
    readonly name: string;
    /** What it computes, in words. */
    readonly computes: string;
    /** Null if there was nothing to compute it from. */
    readonly value: number | boolean | readonly string[] | null;
    /** As in {@link TraceNode}. */
    readonly could: string | null;
    /** The same, for people. */
    readonly told: {
      /** Of `computes`. */
      readonly computes: Message;
      /** Of `could`. */
      readonly could: Message | null;
    };
  }[];
}

/** What a correlation made of an event. */
export interface CorrelationExplanation {
  /** As the rule says it: `event_count`, `temporal`, ... */
  readonly type: string;
  /** Whether the event alerts each of its rules. */
  readonly rules: readonly {
    /** The name of the rule. */
    readonly name: string;
    /** Whether the event alerts it. */
    readonly verdict: VerdictName;
  }[];
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
  /** The same, for people. */
  readonly toldEpisode: Message;
  /** What is asked of the alerts between `from` and `to`, both included, and what that came to. */
  readonly condition: TraceNode;
  /** A bucket lies where its first event does; a window, around the event. */
  readonly span: 'window' | 'bucket';
  /** The first moment. */
  readonly from: string;
  /** The last moment. */
  readonly to: string;
  /** Whether the log shows its beginning. */
  readonly startCovered: boolean;
  /** Whether the log shows its end. */
  readonly endCovered: boolean;
  /** Alerts between `from` and `to`, for each of the rules. */
  readonly alerts: readonly {
    /** The name of the rule. */
    readonly rule: string;
    /** How many alerts there are. */
    readonly total: number;
    /** The first 20. */
    readonly events: readonly {
      /** Okta's id of the event. */
      readonly uuid: string;
      /** When it happened. */
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
