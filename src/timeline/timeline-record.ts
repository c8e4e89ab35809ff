// Written from timeline-schema.ts by test/public-api/record-types.test.ts; change the schema, then UPDATE_TYPES=1.

/** Events in order, as steps in lanes. */
export interface TimelineHead {
  /** What this record is. */
  readonly kind: 'timeline';
  /** Its first number rises when readers must change. */
  readonly schemaVersion: '1.0';
  /** What was asked for. */
  readonly asked: {
    /** Logins or ids. */
    readonly users: readonly string[];
    /** Session ids. */
    readonly sessions: readonly string[];
    /** Addresses and networks. */
    readonly addresses: readonly string[];
    /** Device tokens, ids or names. */
    readonly devices: readonly string[];
    /** Ids of cases. */
    readonly cases: readonly string[];
    /** The begin of the period, UTC; null if there is none. */
    readonly since: string | null;
    /** The end of the period, UTC; null if there is none. */
    readonly until: string | null;
  };
  /** Findings: no log was given, so only the events that findings list are known. */
  readonly from: 'log' | 'findings';
  /** The time of the events that are shown; null without any. */
  readonly when: {
    /** Of its first event, UTC. */
    readonly firstEvent: string;
    /** Of its last event, UTC. */
    readonly lastEvent: string;
  } | null;
  /** Of the findings of medium severity or higher. */
  readonly firstSign: string | null;
  /** Uuid of the first step that is the intruder's. */
  readonly turn: string | null;
  /** From where its events came. */
  readonly addresses: readonly {
    /** client.ipAddress. */
    readonly ip: string;
    /** Number of the network (autonomous system). */
    readonly asn: number | null;
    /** Who runs the network. */
    readonly org: string | null;
    /** As it is named in the log. */
    readonly country: string | null;
    /** As it is named in the log. */
    readonly city: string | null;
    /** securityContext.isProxy. */
    readonly proxy: boolean | null;
    /** How many events came from there. */
    readonly events: number;
    /** Whether its actors were seen there before the first sign. */
    readonly known: boolean | 'unknown';
  }[];
  /** What sent its events. */
  readonly machines: readonly {
    /** m1, m2 ... in order of their first step. */
    readonly id: string;
    /** debugContext.debugData.dtHash. */
    readonly device: string | null;
    /** device.name. */
    readonly name: string | null;
    /** client.userAgent.rawUserAgent of its first step. */
    readonly agent: string | null;
    /** client.userAgent.os. */
    readonly os: string | null;
    /** client.userAgent.browser. */
    readonly browser: string | null;
    /** How many events it sent. */
    readonly events: number;
    /** Whether its actors were seen with it before the first sign. */
    readonly known: boolean | 'unknown';
  }[];
  /** Its sessions, devices and actors. */
  readonly lanes: readonly {
    /** L1, l2 ... in order of their first step. */
    readonly id: string;
    /** What its events share; a device or an actor only where they have no session. */
    readonly kind: 'session' | 'device' | 'actor';
    /** authenticationContext.externalSessionId. */
    readonly sessions: readonly string[];
    /** authenticationContext.rootSessionId. */
    readonly roots: readonly string[];
    /** Logins. */
    readonly actors: readonly string[];
    /** Of its first event, UTC. */
    readonly firstEvent: string;
    /** Of its last event, UTC. */
    readonly lastEvent: string;
    /** How many events its steps stand for. */
    readonly events: number;
    /** Events of its session that were not asked for, so they are not shown. */
    readonly unasked: number;
  }[];
  /** What was found in it. */
  readonly findings: readonly {
    /** Short name to type. */
    readonly id: string;
    /** The same in every run that finds it. */
    readonly fingerprint: string;
    /** How bad it is if it is true. */
    readonly severity: 'informational' | 'low' | 'medium' | 'high' | 'critical';
    /** Name of the rule that held. */
    readonly rule: string;
    /** One line: who, and what is suspicious. */
    readonly title: string;
    /** Uuid of the step with its decisive event; null if not shown. */
    readonly step: string | null;
  }[];
  /** Asked + joined = shown + leftOut. */
  readonly counts: {
    /** Events that were asked for. */
    readonly asked: number;
    /** Others that share a transaction, or a device without a session. */
    readonly joined: number;
    /** Events that the steps stand for. */
    readonly shown: number;
    /** Beyond the limit: those farthest from what findings tell of. */
    readonly leftOut: number;
  };
  /** The time of the events left out; null if there are none. */
  readonly omitted: {
    /** Of the first of them, UTC. */
    readonly firstEvent: string;
    /** Of the last of them, UTC. */
    readonly lastEvent: string;
  } | null;
  /** False if records could not be read or reading was cut short. */
  readonly complete: boolean;
}
