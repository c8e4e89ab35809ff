import { isoTime } from '../../event/time.ts';
import type { Org } from '../http/org.ts';

/** Events per page, the most that Okta gives. */
export const pageSize = 1_000;

/** A span of time, in milliseconds since 1970 UTC: from `since`, before `until`. */
export interface Span {
  /** The first moment; milliseconds since 1970 UTC. */
  readonly since: number;
  /** The first moment behind it; milliseconds since 1970 UTC. */
  readonly until: number;
}

/**
 * The first URL of a bounded query: finite, ordered by `published`. It may miss late-arriving events;
 * a later query with an overlap finds them.
 */
export function boundedUrl(org: Org, { since, until }: Span, limit = pageSize): string {
  return logUrlOf(org, { since: isoTime(since), until: isoTime(until) }, limit);
}

/** The first URL of a polling query: everything stored from then on, in the order of storing, without end. */
export function pollingUrl(org: Org, since: number, limit = pageSize): string {
  return logUrlOf(org, { since: isoTime(since) }, limit);
}

function logUrlOf({ origin }: Org, period: Record<string, string>, limit: number): string {
  const query = { ...period, sortOrder: 'ASCENDING', limit: String(limit) };
  return `${origin}/api/v1/logs?${new URLSearchParams(query)}`;
}
