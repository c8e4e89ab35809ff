/** Everything that the client needs from outside; tests pass their own. */
export interface World {
  /** Sends a request, as `fetch` does. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The wall clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Returns after so many milliseconds of a monotonic clock; throws the signal's reason if it fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls `late` after so many milliseconds, unless the returned function is called first. */
  readonly after: (ms: number, late: () => void) => () => void;
  /** At least 0, less than 1. */
  readonly random: () => number;
}
