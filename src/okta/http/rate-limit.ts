/** The rate limit as a response reports it (`X-Rate-Limit-*`); undefined where it reports nothing usable. */
export interface RateHeaders {
  /** Requests per window. */
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** Milliseconds until the window ends, by the server's own clock. */
  readonly untilReset: number | undefined;
  /** `Retry-After` in milliseconds. */
  readonly retryAfter: number | undefined;
  /** The server's clock, in milliseconds since 1970 UTC. */
  readonly date: number | undefined;
}

const second = 1_000;
/** Counters reset each minute, so no honest reset is further away than this. */
const longestWait = 90 * second;

/**
 * Reads the headers of a response. The time to the reset is the server's reset minus the server's
 * date, so the local clock does not matter. A header that is repeated, negative, not a number, or names
 * a time at which no window of a minute can end is ignored.
 */
export function readRate(headers: Headers): RateHeaders {
  const date = dateOf(headers.get('date'));
  const reset = numberOf(headers.get('x-rate-limit-reset'));
  const left = reset === undefined || date === undefined ? undefined : reset * second - date;
  return {
    limit: numberOf(headers.get('x-rate-limit-limit')),
    remaining: numberOf(headers.get('x-rate-limit-remaining')),
    untilReset: left !== undefined && left >= 0 && left < longestWait ? left : undefined,
    retryAfter: retryAfterOf(headers.get('retry-after')),
    date,
  };
}

/**
 * How long to wait after the `attempt`-th 429 in a row (from 0): milliseconds, between a second and
 * {@link longestWait}. `chance` is at least 0 and less than 1.
 *
 * A limit and a remainder of zero mean the concurrency limit: its reset is only a hint, and a
 * short pause is enough. Otherwise the wait lasts until a second after the reset; without a usable reset,
 * `Retry-After` counts, else exponential backoff with full jitter.
 */
export function waitAfterRefusal(rate: RateHeaders, attempt: number, chance: number): number {
  if (rate.limit === 0 && rate.remaining === 0) {
    return second + chance * Math.min(8, 2 ** attempt) * second;
  }
  const given = rate.untilReset ?? rate.retryAfter;
  if (given === undefined) return backoff(attempt, chance);
  return Math.min(longestWait, given + second + chance * second);
}

/** Exponential backoff with full jitter, from one second up to a minute; milliseconds. */
export function backoff(attempt: number, chance: number): number {
  const cap = Math.min(60, 2 ** Math.min(attempt + 1, 10)) * second;
  return Math.max(second, chance * cap);
}

/** Spends at most a share of the rate limit. */
export interface RateBudget {
  /** Notes a response. */
  readonly note: (rate: RateHeaders) => void;
  /** Milliseconds to wait before the next request; 0 if it may go out at once. */
  readonly pause: () => number;
  /** The last reported remainder and limit, for progress. */
  readonly state: () => { readonly remaining: number; readonly limit: number } | undefined;
}

/**
 * A budget of `share` (above 0, at most 1) of the limit. The rest is left to others: no request goes
 * out while no more than their part of the window remains, whoever used it, and never more
 * than the share are sent in one window. The first request of a window always goes out; otherwise a busy
 * org would lock us out for good. Nothing is sent into a window that is used up.
 */
export function createRateBudget(share: number): RateBudget {
  let window: { spent: number; wait: number } | undefined;
  let last: { remaining: number; limit: number } | undefined;
  return {
    note(rate) {
      const { limit, remaining, untilReset } = rate;
      if (!limit || remaining === undefined || untilReset === undefined) {
        window = undefined;
        return;
      }
      const isNew = last === undefined || remaining > last.remaining || window === undefined;
      const spent = isNew ? 1 : (window?.spent ?? 0) + 1;
      last = { remaining, limit };
      const isUsedUp = remaining <= limit * (1 - share) || spent >= Math.max(1, limit * share);
      window = { spent, wait: isUsedUp ? untilReset + second : 0 };
    },
    pause: () => {
      const wait = window?.wait ?? 0;
      if (window && wait > 0) window = undefined; // A new window follows.
      return wait;
    },
    state: () => last,
  };
}

function numberOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,12}$/.test(header.trim()) ? Number(header) : undefined;
}

/** An HTTP date; anything else is none, since `Date.parse` accepts too much. */
function dateOf(header: string | null): number | undefined {
  const form = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
  if (header === null || !form.test(header)) return undefined;
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : time;
}

function retryAfterOf(header: string | null): number | undefined {
  const seconds = numberOf(header);
  return seconds === undefined ? undefined : Math.min(seconds * second, longestWait);
}
