// Written from timeline-schema.ts by test/public-api/record-types.test.ts; change the schema, then UPDATE_TYPES=1.

/** An event with what belongs to it. */
export interface TimelineStep {
  /** What this record is. */
  readonly kind: 'step';
  /** Okta's id of the event. */
  readonly uuid: string;
  /** When it happened, UTC. */
  readonly published: string;
  /** What happened, by its name in the log. */
  readonly eventType: string;
  /** outcome.result: SUCCESS, FAILURE, DENY, ... */
  readonly outcome: string | null;
  /** outcome.reason. */
  readonly reason: string | null;
  /** Who acted. */
  readonly actor: {
    /** Okta's id. */
    readonly id: string | null;
    /** Login name (alternateId). */
    readonly login: string | null;
    /** The name that people know it by. */
    readonly displayName: string | null;
    /** What it is, as the log says: User, AppInstance, ... */
    readonly type: string | null;
  } | null;
  /** Whom or what it was done to. */
  readonly targets: readonly {
    /** Okta's id. */
    readonly id: string | null;
    /** Login name (alternateId). */
    readonly login: string | null;
    /** The name that people know it by. */
    readonly displayName: string | null;
    /** What it is, as the log says: User, AppInstance, ... */
    readonly type: string | null;
  }[];
  /** The application that it was about. */
  readonly app: string | null;
  /** Id of the lane that it is in. */
  readonly lane: string;
  /** client.ipAddress. */
  readonly ip: string | null;
  /** Id of the machine that sent it. */
  readonly machine: string | null;
  /** transaction.id. */
  readonly transaction: string | null;
  /** By whose hand it was done, as far as the log tells. */
  readonly whose: {
    /** Who it was. */
    readonly party: 'intruder' | 'owner' | 'responder' | 'okta' | 'unknown';
    /** Why that is said. */
    readonly because: readonly (
      | 'planted-account'
      | 'case-address'
      | 'new-address'
      | 'new-machine'
      | 'known-address'
      | 'known-machine'
      | 'evidence'
      | 'before-first-sign'
      | 'clean-up'
      | 'system'
      | 'no-history'
      | 'no-sign'
    )[];
  };
  /** Against the step before it in its lane. */
  readonly changes: readonly {
    /** What changed. */
    readonly what:
      | 'address'
      | 'country'
      | 'network'
      | 'proxy'
      | 'system'
      | 'agent'
      | 'device'
      | 'app';
    /** What it was before. */
    readonly from: string | null;
    /** What it is now. */
    readonly to: string | null;
  }[];
  /** Okta's own steps of the same transaction. */
  readonly folded: readonly {
    /** What happened, by its name in the log. */
    readonly eventType: string;
    /** outcome.result. */
    readonly outcome: string | null;
    /** How many there are. */
    readonly events: number;
  }[];
  /** How many steps like it followed at once, with nothing changed. */
  readonly repeats: number;
  /** When the last of them was, UTC; null without any. */
  readonly lastRepeat: string | null;
  /** How many events it stands for, itself, folded and repeats. */
  readonly events: number;
  /** Ids of the findings that an event of it decided. */
  readonly findings: readonly string[];
  /** Whether the rule of a finding holds for an event of it. */
  readonly evidence: boolean;
  /** Whether it belongs to the clean-up of a case. */
  readonly cleanUp: boolean;
}
