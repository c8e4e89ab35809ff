import { parseTime } from '../event/time.ts';
import type { Added, Archive } from './archive/archive.ts';
import type { Manifest, Pending } from './archive/manifest.ts';
import { meet, missing, toSpan, withSpan } from './archive/spans.ts';
import type { Client } from './client.ts';
import { OktaError } from './okta-error.ts';
import type { PageRecord } from './page.ts';
import { readPages } from './pages.ts';
import { boundedUrl, type Span } from './query.ts';

/** How far a pull has come. */
export interface Advance extends Added {
  /** Published of the last event, in milliseconds; undefined if there was none yet. */
  readonly reached: number | undefined;
  /** The part that is being pulled. */
  readonly span: Span;
}

export interface PullOptions {
  /** How long after its `published` an event may turn up: what is younger is pulled again next time. Milliseconds. */
  readonly overlap: number;
  /** The wall clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly onPage?: (advance: Advance) => void;
  /** A stored link was refused, and the pull begins again with an overlap. */
  readonly onReset?: (error: OktaError) => void;
}

/** What a pull did. */
export interface Pulled extends Added {
  readonly pages: number;
  /** Stored links that Okta no longer took. */
  readonly resets: number;
}

/**
 * Brings an archive up to hold `span`: goes on with what a run before left unfinished, then pulls what
 * is missing. Each page is committed before the next one is asked for.
 */
export async function pull(
  archive: Archive,
  client: Client,
  span: Span,
  options: PullOptions,
): Promise<Pulled> {
  const total = { added: 0, repeated: 0, conflicts: 0, pages: 0, resets: 0 };

  /** Pulls from a stored link to the end of its query. `start` is when a query was begun just now. */
  const follow = async (begun: Pending, start?: number): Promise<void> => {
    let pending = begun;
    for await (const { records, next } of readPages(client, begun.next)) {
      const reached = lastPublished(records) ?? pending.reached;
      // Only an answer tells how wrong the local clock is; late events are reckoned by the server's.
      const asOf = start === undefined ? pending.asOf : iso(start + (client.skew() ?? 0));
      pending = { ...pending, next: next ?? pending.next, reached, asOf };
      const change =
        next === undefined ? ended(archive.manifest(), pending, options.overlap) : { pending };
      const added = await archive.commit(records, change);
      total.pages++;
      total.added += added.added;
      total.repeated += added.repeated;
      total.conflicts += added.conflicts;
      const { since, until } = toSpan(pending);
      options.onPage?.({ ...added, reached: timeOf(reached), span: { since, until } });
    }
  };
  /**
   * Goes on from a link. One that is no longer taken is replaced by a new query from a little before
   * where the old one had come to; that must get further, or it could go on for ever.
   */
  const run = async (
    begun: Pending,
    start?: number,
    resetAt: string | null = null,
  ): Promise<void> => {
    try {
      await follow(begun, start);
    } catch (error) {
      const left = archive.manifest().pending;
      if (!isStale(error) || !left || isFirst(left, client) || left.reached === resetAt)
        throw error;
      total.resets++;
      options.onReset?.(error);
      const { since, until } = toSpan(left);
      const from = Math.max(since, (timeOf(left.reached) ?? since) - options.overlap);
      const again = { ...left, next: boundedUrl(client.org, { since: from, until }) };
      await archive.commit([], { pending: again });
      await run(again, undefined, left.reached);
    }
  };

  const { pending } = archive.manifest();
  if (pending && meet(toSpan(pending), span)) await run(pending);
  else if (pending)
    await archive.commit([], abandoned(archive.manifest(), pending, options.overlap));
  for (const gap of missing(span, archive.manifest().settled.map(toSpan))) {
    const start = options.now();
    const begun = toPending(gap, boundedUrl(client.org, gap), null, start);
    await archive.commit([], { pending: begun });
    await run(begun, start);
  }
  return total;
}

/** Whether Okta no longer takes a link that it gave. */
function isStale(error: unknown): error is OktaError {
  return error instanceof OktaError && [400, 404, 410].includes(error.status ?? 0);
}

/** Whether a pending pull still stands at a query's first URL, made here: then its refusal is the query's. */
function isFirst({ next }: Pending, { org }: Client): boolean {
  return !new URL(next, org.origin).searchParams.has('after');
}

/** What is known once a query has been read to its end. */
function ended(manifest: Manifest, pending: Pending, overlap: number) {
  const { since, until } = toSpan(pending);
  const settledUntil = Math.min(until, (timeOf(pending.asOf) ?? since) - overlap);
  return {
    pending: null,
    covered: withSpan(manifest.covered, { since, until }),
    settled: withSpan(manifest.settled, { since, until: settledUntil }),
  };
}

/** An unfinished pull that is not wanted any more: what was read of it counts, up to a little before its end. */
function abandoned(manifest: Manifest, pending: Pending, overlap: number) {
  const reached = timeOf(pending.reached);
  const { since, until } = toSpan(pending);
  if (reached === undefined) return { pending: null };
  const part = { ...pending, until: iso(Math.min(until, Math.max(since, reached))) };
  return ended(manifest, part, overlap);
}

function lastPublished(records: readonly PageRecord[]): string | null {
  const times = records.flatMap(({ value }) => {
    const published = Object.hasOwn(value, 'published') ? value['published'] : undefined;
    return typeof published === 'string' ? (parseTime(published) ?? []) : [];
  });
  return times.length === 0 ? null : iso(times.reduce((a, b) => Math.max(a, b)));
}

function toPending(
  { since, until }: Span,
  next: string,
  reached: string | null,
  asOf: number,
): Pending {
  return { since: iso(since), until: iso(until), next, reached, asOf: iso(asOf) };
}

function timeOf(text: string | null): number | undefined {
  return text === null ? undefined : parseTime(text);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
