// Written from finding-schema.ts by test/public-api/record-types.test.ts; change the schema, then UPDATE_TYPES=1.

/** Suspicious activity in the log, found by a rule. */
export interface Finding {
  /** What this record is. */
  readonly kind: 'finding';
  /** Its first number rises when readers must change. */
  readonly schemaVersion: '1.1';
  /** Short name to type: the first digits of the fingerprint. */
  readonly id: string;
  /** Stable for one attack, whatever the time range, order or split of the input. */
  readonly fingerprint: string;
  /** The rule that held. */
  readonly rule: {
    /** UUID; survives renaming. */
    readonly id: string;
    /** What people type: the name of its file. */
    readonly name: string;
    /** What it looks for. */
    readonly title: string;
    /** How far it is proven: stable, test, experimental, ... */
    readonly status: string;
    /** ATT&CK and others, as the rule has them. */
    readonly tags: readonly string[];
    /** Where to read about it. */
    readonly references: readonly string[];
  };
  /** The values of the rule's fingerprint fields, by which its finding is one; empty for correlations and rules about alerts. */
  readonly identity: Readonly<Record<string, readonly string[]>>;
  /** How bad it is if it is true. */
  readonly severity: 'informational' | 'low' | 'medium' | 'high' | 'critical';
  /** How likely it is true: by the rule's status, and by other rules that tell of the same case. */
  readonly confidence: 'low' | 'medium' | 'high';
  /** Both as one number to sort by; a higher severity always has more. */
  readonly score: number;
  /** The steps of MITRE ATT&CK (Enterprise) that it shows. */
  readonly attack: readonly {
    /** Null if the technique is not known here. */
    readonly tactic: {
      /** As MITRE ATT&CK numbers it. */
      readonly id: string;
      /** As MITRE ATT&CK names it. */
      readonly name: string;
    } | null;
    /** Null if only the tactic is tagged. */
    readonly technique: {
      /** As MITRE ATT&CK numbers it. */
      readonly id: string;
      /** Null if it is not known here. */
      readonly name: string | null;
    } | null;
  }[];
  /** One line: who, and what is suspicious. */
  readonly title: string;
  /** The most telling first; reports for people show five at most. */
  readonly reasons: readonly {
    /** A sentence, without a full stop. */
    readonly text: string;
    /** What it tells of: the `field` of entries of `why`. */
    readonly fields: readonly string[];
  }[];
  /** What was compared, with every value. */
  readonly why: readonly {
    /** One sentence: what was compared, and the result. */
    readonly fact: string;
    /** The System Log field, or window.fact. */
    readonly field: string;
    /** The values that made it true, at most 20, as they are in the log. */
    readonly values: readonly string[];
    /** The neighbouring events that it was computed from; unset for a field of the event. */
    readonly window?:
      | {
          /** As the rule calls it. */
          readonly name: string;
          /** Its begin, UTC; unset if it is not about a time. */
          readonly from?: string | undefined;
          /** Its end, UTC; unset if it is not about a time. */
          readonly to?: string | undefined;
          /** The group-by values that the events of the window share. */
          readonly key: Readonly<Record<string, string>>;
          /** Whether the log covers all of the window. */
          readonly covered: boolean;
          /** When it was decided, for a window after the event. */
          readonly decided?: string | undefined;
          /** The events the fact is computed from: how many, and the first and last uuid. */
          readonly events: {
            /** How many. */
            readonly total: number;
            /** Uuid of the first; null if there is none. */
            readonly first: string | null;
            /** Uuid of the last; null if there is none. */
            readonly last: string | null;
          };
          /** How many different values; the uuid of the first event with each of `values`. */
          readonly values?:
            | {
                /** How many different ones. */
                readonly total: number;
                /** Uuids, in the order of `values`. */
                readonly events: readonly string[];
              }
            | undefined;
        }
      | undefined;
  }[];
  /** Who acted in the decisive event. */
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
  /** authenticationContext.externalSessionId. */
  readonly sessions: readonly string[];
  /** Bits: how unlike its owner the most surprising of its sessions is ('oktahunt anomalies'); unset if the log is too short to say. */
  readonly surprise?: number | undefined;
  /** When it happened. */
  readonly when: {
    /** Of the earliest of its events, UTC. */
    readonly firstEvent: string;
    /** Of the event that made the condition true. */
    readonly decisive: string;
    /** Of the latest of its events, UTC. */
    readonly lastEvent: string;
  };
  /** The addresses of its events. */
  readonly where: readonly {
    /** client.ipAddress. */
    readonly ip: string;
    /** Number of the network (autonomous system). */
    readonly asn: number | null;
    /** Who runs the network. */
    readonly org: string | null;
    /** As it is named in the log. */
    readonly country: string | null;
    /** ISO 3166-1 alpha-2; null if the name is not known. */
    readonly countryCode: string | null;
    /** As it is named in the log. */
    readonly city: string | null;
    /** securityContext.isProxy. */
    readonly proxy: boolean | null;
    /** How many of the events came from there. */
    readonly events: number;
  }[];
  /** The programs of its events. */
  readonly userAgents: readonly {
    /** client.userAgent.rawUserAgent. */
    readonly raw: string;
    /** client.userAgent.os. */
    readonly os: string | null;
    /** client.userAgent.browser. */
    readonly browser: string | null;
    /** How many of the events have it. */
    readonly events: number;
  }[];
  /** How many of its events ended how. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The events that it rests on. */
  readonly evidence: {
    /** Uuid of the explained event, one of `events`: it made the condition true, or is the first event of the bucket that did. */
    readonly decisive: string;
    /** How many events it rests on. */
    readonly eventCount: number;
    /** True if `events` holds fewer than eventCount. */
    readonly truncated: boolean;
    /** By time. */
    readonly events: readonly {
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
      /** Match: the rule holds for it; context: a neighbouring event that the reasons rest on. */
      readonly role: 'match' | 'context';
      /** Login name. */
      readonly actor: string | null;
      /** client.ipAddress. */
      readonly ip: string | null;
      /** authenticationContext.externalSessionId. */
      readonly session: string | null;
      /** client.userAgent.os. */
      readonly os: string | null;
      /** client.userAgent.browser. */
      readonly browser: string | null;
      /** The targets, by login or name. */
      readonly target: string | null;
      /** The whole event as it was read; only with --raw-events. */
      readonly raw?: Readonly<Record<string, unknown>> | undefined;
    }[];
  };
  /** Of the uuids of all its events: the same fingerprint with another digest is a finding that has grown. */
  readonly evidenceDigest: string;
  /** What would make it harmless. */
  readonly falsePositives: readonly string[];
  /** What to do, most urgent first. */
  readonly respond: readonly string[];
  /** The same as data. */
  readonly response: readonly {
    /** Its place, from 1 on. */
    readonly order: number;
    /** To ask people, to look at more, to stop it, to keep it from happening again. */
    readonly phase: 'verify' | 'investigate' | 'contain' | 'prevent' | 'other';
    /** The condition it stands under; null if it is always due. */
    readonly when: string | null;
    /** What to do, as a sentence. */
    readonly step: string;
  }[];
  /** Where to look next. */
  readonly next: readonly {
    /** What it shows. */
    readonly label: string;
    /** A System Log filter expression. */
    readonly okta: string;
  }[];
  /** The id of the case that it belongs to. */
  readonly case?: string | undefined;
  /** Pages of the org's Admin Console; only if the org is configured. */
  readonly links?:
    | readonly {
        /** What the page shows. */
        readonly to: 'event' | 'session' | 'actor' | 'profile';
        /** Https, in the Admin Console of the configured org. */
        readonly url: string;
      }[]
    | undefined;
  /** The run that found it. */
  readonly foundBy?:
    | {
        /** When it was found, by the clock of the machine; for a scan, when that began. */
        readonly at: string;
        /** Host of the configured org; null if none is configured. */
        readonly org: string | null;
        /** What found it. */
        readonly tool: {
          /** Name of the package: oktahunt. */
          readonly name: string;
          /** Version of the package. */
          readonly version: string;
          /** Of the rules in force: equal digests are equal rules. */
          readonly rulesDigest: string;
        };
      }
    | undefined;
  /** What people made of it (`oktahunt mark`); only if they said so. */
  readonly disposition?:
    | {
        /** What it was. */
        readonly verdict: 'true-positive' | 'false-positive' | 'benign' | 'duplicate';
        /** Why they say so. */
        readonly note: string | null;
        /** Who said so. */
        readonly by: string | null;
        /** When it was recorded, by the clock of the machine. */
        readonly at: string;
      }
    | undefined;
  /** Only from `watch`: the finding was reported before, with this fingerprint, and has since become more severe or gained a victim. */
  readonly update?:
    | {
        /** The highest severity reported so far; null if no longer known. */
        readonly severityBefore: 'informational' | 'low' | 'medium' | 'high' | 'critical' | null;
        /** Logins, or ids, of users that were not in it when it was last reported. */
        readonly newVictims: readonly string[];
      }
    | undefined;
  /** Only from `watch`: it may have been reported before, with this fingerprint; the watch ended before it could note that. */
  readonly repeated?: true | undefined;
}
