/** What a filter did in a run. */
export interface FilterOutcome {
  readonly name: string;
  readonly title: string;
  readonly reason?: string;
  readonly owner?: string;
  /** Until when it works, as it says itself. */
  readonly expires?: string;
  /**
   * `used`: it took something away. `unused`: it took nothing. `expired`: it did nothing, because its time
   * is over.
   */
  readonly status: 'used' | 'unused' | 'expired';
  /** For each rule how many events it took away, of which the rule would have held without filters. */
  readonly suppressed: readonly { readonly rule: string; readonly events: number }[];
}

/** An event for which a rule would have held but for filters. */
export interface SuppressedAlert {
  readonly rule: string;
  /** The names of the filters that exclude it. */
  readonly filters: readonly string[];
  readonly event: {
    readonly uuid: string;
    /** ISO 8601 UTC. */
    readonly published: string;
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
