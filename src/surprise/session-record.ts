// Written from session-schema.ts by test/public-api/record-types.test.ts; change the schema, then UPDATE_TYPES=1.

/** How unlike its subject a session is. */
export interface RankedSession {
  /** What this record is. */
  readonly kind: 'session';
  /** Its first number rises when readers must change. */
  readonly schemaVersion: '1.0';
  /** Short name to type, the same in every run over a log that has it. */
  readonly id: string;
  /** Its place among all sessions of the period, 1 for the most surprising. */
  readonly rank: number;
  /** How improbable the session is for its subject, beyond what is usual; a difference of one bit is a factor of two. */
  readonly surprise: number;
  /** What is usual for sessions of subjects of whom as much is known; already taken off. */
  readonly usual: number;
  /** Undecided: the log is too short to say what is new for the subject. */
  readonly verdict: 'known' | 'undecided';
  /** A session of a person; a day of a person without a session; a day of a program. */
  readonly of: 'session' | 'person' | 'program';
  /** Whose session it is. */
  readonly actor: {
    /** Okta's id. */
    readonly id: string;
    /** Login name. */
    readonly login: string;
  };
  /** The API token, if one stands behind it. */
  readonly token: string | null;
  /** authenticationContext.externalSessionId. */
  readonly session: string | null;
  /** The piece of it that is the most surprising, between two rests. */
  readonly when: {
    /** Of its first event, UTC. */
    readonly firstEvent: string;
    /** Of its last event, UTC. */
    readonly lastEvent: string;
  };
  /** What the subject was compared with. */
  readonly history: {
    /** Sessions, or pieces of them, of the subject before this one. */
    readonly earlier: number;
    /** Days of the log before it. */
    readonly days: number;
  };
  /** Most bits first; their sum less `usual` is the surprise. */
  readonly reasons: readonly {
    /** Of each aspect the most improbable value counts, once. */
    readonly aspect: 'place' | 'machine' | 'application' | 'entry' | 'act' | 'time' | 'change';
    /** What kind of value it is. */
    readonly feature:
      | 'country'
      | 'region'
      | 'network'
      | 'address'
      | 'tunnel'
      | 'machine'
      | 'device'
      | 'application'
      | 'grant'
      | 'server'
      | 'factor'
      | 'entry'
      | 'first-step'
      | 'act'
      | 'refusal'
      | 'hour'
      | 'weekday'
      | 'change';
    /** What was shown for the first time, as it is in the log. */
    readonly value: string;
    /** How many values of the feature were new, this one among them. */
    readonly count: number;
    /** What it adds: newness + amount + rarity. */
    readonly bits: number;
    /** How improbable anything new of the feature is for this subject. */
    readonly newness: number;
    /** How improbable so much that is new at once is. */
    readonly amount: number;
    /** How improbable it is that what is new is as rare among peers. */
    readonly rarity: number;
    /** Whether a managed device, or a known place, speaks for it. */
    readonly confirmed: boolean;
    /** How many others showed the value in this log. */
    readonly others: number;
    /** The share of the peers that do. */
    readonly peers: number;
    /** What the subject showed most often before, if anything. */
    readonly usually: string | null;
  }[];
}
