import type { Org } from '../http/org.ts';

/** Most events of a page, and most that Okta gives. */
export const pageSize = 1_000;

/** A stretch of time, in milliseconds since 1970 UTC: from `since` on, before `until`. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/**
 * The first URL of a bounded query: finite, ordered by `published`. Events that Okta stores late may
 * be missing from it; asking again later, with an overlap, finds them.
 */
export function boundedUrl({ origin }: Org, { since, until }: Span, limit = pageSize): string {
  const query = new URLSearchParams({
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    sortOrder: 'ASCENDING',
    limit: String(limit),
  });
  return `${origin}/api/v1/logs?${query}`;
}

/** The first URL of a polling query: everything stored from then on, in the order it is stored, without end. */
export function pollingUrl({ origin }: Org, since: number, limit = pageSize): string {
  const query = new URLSearchParams({
    since: new Date(since).toISOString(),
    sortOrder: 'ASCENDING',
    limit: String(limit),
  });
  return `${origin}/api/v1/logs?${query}`;
}
