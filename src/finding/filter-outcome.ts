/** What a filter did in a run. */
export interface FilterOutcome {
  /** The name of the filter. */
  readonly name: string;
  /** Its title. */
  readonly title: string;
  /** Why there is it; null if its file does not say. */
  readonly reason?: string;
  /** Who answers for it; null if its file does not say. */
  readonly owner?: string;
  /** Until when it works, as it says itself. */
  readonly expires?: string;
  /**
   * `used`: it took something away. `unused`: it took nothing. `expired`: it did nothing, because its time
   * is over.
   */
  readonly status: 'used' | 'unused' | 'expired';
  /** For each rule how many events it took away, of which the rule would have held without filters. */
  readonly suppressed: readonly {
    /** The name of the rule that it narrows. */
    readonly rule: string;
    /** Events that it took from that rule. */
    readonly events: number;
  }[];
}

/** An event for which a rule would have held but for filters. */
export interface SuppressedAlert {
  /** The name of the rule. */
  readonly rule: string;
  /** The names of the filters that exclude it. */
  readonly filters: readonly string[];
  /** The event that was taken. */
  readonly event: {
    /** Okta's id of the event. */
    readonly uuid: string;
    /** ISO 8601 UTC. */
    readonly published: string;
    /** What happened, by its name in the log. */
    readonly eventType: string;
    /** The actor's login. */
    readonly actor: string | null;
  };
}

/** What filters took away, one by one. */
export interface SuppressedAlerts {
  /** All of them. An event counts once for each rule. */
  readonly total: number;
  /** The first of them in order of time, as many as were asked for. */
  readonly listed: readonly SuppressedAlert[];
}
