// Written from case-schema.ts by test/public-api/record-types.test.ts; change the schema, then UPDATE_TYPES=1.

/** Findings that tell of one attack. */
export interface Case {
  /** What this record is. */
  readonly kind: 'case';
  /** Its first number rises when readers must change. */
  readonly schemaVersion: '1.1';
  /** The digits of its earliest finding of medium severity or higher, so it is stable for one log. */
  readonly id: string;
  /** One sentence: who, and what was reached. */
  readonly title: string;
  /** Of its worst finding; critical if something was left behind after a takeover. */
  readonly severity: 'informational' | 'low' | 'medium' | 'high' | 'critical';
  /** What was reached; cases are ranked by it first. */
  readonly score: number;
  /** Bits: that of its most surprising finding; cases that are equal otherwise are ranked by it. */
  readonly surprise?: number | undefined;
  /** Of its findings of medium severity or higher. */
  readonly tactics: readonly string[];
  /** When it happened, by its findings of medium severity or higher. */
  readonly when: {
    /** Of the earliest event that tells of it, UTC. */
    readonly firstSign: string;
    /** Of the latest event that tells of it, UTC. */
    readonly lastSign: string;
  };
  /** Whether its sessions or planted accounts were in use in the last six hours of the log, after any clean-up. */
  readonly stillActive: boolean | 'unknown';
  /** Who and what takes part in it. */
  readonly entities: {
    /** Whose accounts acted. */
    readonly actors: readonly {
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
    /** debugContext.debugData.dtHash. */
    readonly devices: readonly string[];
    /** From where. */
    readonly addresses: readonly {
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
      /** Whether more than two people were seen there, so that it ties nothing together. */
      readonly shared: boolean;
    }[];
    /** What was left behind. */
    readonly planted: readonly {
      /** What it is. */
      readonly kind:
        | 'account'
        | 'administrator'
        | 'authenticator'
        | 'token'
        | 'application'
        | 'identity provider'
        | 'role'
        | 'policy'
        | 'network zone'
        | 'trusted origin'
        | 'hook'
        | 'agent';
      /** What was done to it. */
      readonly verb: 'created' | 'changed' | 'activated';
      /** Okta's id of it. */
      readonly id: string | null;
      /** Its name in the log. */
      readonly name: string | null;
      /** Uuid of the latest act that left it. */
      readonly event: string;
      /** When that act was, UTC. */
      readonly published: string;
      /** Whether nothing in the log removed it later. */
      readonly standing: boolean | 'unknown';
    }[];
  };
  /** The clean-up by others, if there was any; no attack. */
  readonly ended: {
    /** Of the last act, UTC. */
    readonly at: string;
    /** What they did, by time. */
    readonly acts: readonly {
      /** Okta's id of the event. */
      readonly uuid: string;
      /** When it happened, UTC. */
      readonly published: string;
      /** What was done, by its name in the log. */
      readonly eventType: string;
      /** Who did it, by login. */
      readonly actor: string | null;
      /** What it was done to, by login or name. */
      readonly target: string | null;
    }[];
  } | null;
  /** Fingerprints, by time. */
  readonly findings: readonly string[];
  /** Those of them that tell of the clean-up. */
  readonly cleanUp: readonly string[];
  /** What to do, most urgent first. */
  readonly do: readonly string[];
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
  /** Only from `watch`: the case was told before, and has since become more severe or gained an entity. */
  readonly update?:
    | {
        /** The highest severity told so far. */
        readonly severityBefore: 'informational' | 'low' | 'medium' | 'high' | 'critical';
        /** Actors, planted objects, addresses, sessions and devices that are new in it. */
        readonly newEntities: readonly string[];
      }
    | undefined;
  /** Only from `watch`: it may have been told before; the watch ended before it could note that. */
  readonly repeated?: true | undefined;
}
