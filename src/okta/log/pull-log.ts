import { isoTime, parseTime } from '../../event/time.ts';
import type { Added, EventArchive } from '../archive/event-archive.ts';
import type { Manifest, Pending } from '../archive/manifest.ts';
import { before, meet, missing, toSpan, withSpan } from '../archive/time-spans.ts';
import { byEarlierClock, type Client } from '../http/client.ts';
import { OktaError } from '../http/okta-error.ts';
import type { PageRecord } from './log-page.ts';
import { boundedUrl, type Span } from './log-query.ts';
import { readPages } from './read-pages.ts';

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
 *
 * Nothing is settled beyond the earlier of the server's clock and our own, less the overlap (where answers
 * have no date, beyond the last event, less the overlap); a manifest
 * that says so, since a clock was wrong or the overlap was shorter, is not believed.
 */
export async function pull(
  archive: EventArchive,
  client: Client,
  span: Span,
  options: PullOptions,
): Promise<Pulled> {
  const total = { added: 0, repeated: 0, conflicts: 0, pages: 0, resets: 0 };
  const { overlap } = options;
  const start = options.now();
  const known = (): Known => believed(archive.manifest(), start, overlap);

  /** Pulls from a stored link to the end of its query. */
  const follow = async (begun: Pending): Promise<void> => {
    const from = options.now();
    let pending = begun;
    for await (const { records, next } of readPages(client, begun.next)) {
      const reached = lastPublished(records, toSpan(pending)) ?? pending.reached;
      // Only an answer tells what the server's clock says; and ours may have been set meanwhile.
      const own = byEarlierClock(client, Math.min(from, options.now()));
      const asOf = isoTime(Math.min(own, timeOf(pending.asOf) ?? own));
      pending = { ...pending, next: next ?? pending.next, reached, asOf };
      // Where no answer has a date, only the last event tells what is certainly over.
      if (next === undefined && client.skew() === undefined) {
        pending = { ...pending, asOf: earlier(asOf, reached ?? pending.since) };
      }
      const change = next === undefined ? ended(known(), pending, overlap) : { pending };
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
  const run = async (begun: Pending, resetAt: string | null = null): Promise<void> => {
    try {
      await follow(begun);
    } catch (error) {
      const left = archive.manifest().pending;
      if (!isStale(error) || !left || isFirst(left, client) || left.reached === resetAt)
        throw error;
      total.resets++;
      options.onReset?.(error);
      const { since, until } = toSpan(left);
      const from = Math.max(since, (timeOf(left.reached) ?? since) - overlap);
      const again = { ...left, next: boundedUrl(client.org, { since: from, until }) };
      await archive.commit([], { pending: again });
      await run(again, left.reached);
    }
  };

  const { pending } = archive.manifest();
  if (pending && meet(toSpan(pending), span)) await run(pending);
  else if (pending) await archive.commit([], abandoned(known(), pending, overlap));
  for (const gap of missing(span, known().settled.map(toSpan))) {
    const begun = toPending(gap, boundedUrl(client.org, gap), null, options.now());
    await archive.commit([], { pending: begun });
    await run(begun);
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

type Known = Pick<Manifest, 'covered' | 'settled'>;

/** What a manifest may know by now, in milliseconds; what it says of the time to come it cannot. */
function believed({ covered, settled }: Manifest, now: number, overlap: number): Known {
  return { covered: before(covered, now), settled: before(settled, now - overlap) };
}

/** What is known once a query has been read to its end. */
function ended(known: Known, pending: Pending, overlap: number) {
  const { since, until } = toSpan(pending);
  const asOf = timeOf(pending.asOf) ?? since;
  return {
    pending: null,
    covered: withSpan(known.covered, { since, until: Math.min(until, asOf) }),
    settled: withSpan(known.settled, { since, until: Math.min(until, asOf - overlap) }),
  };
}

/** An unfinished pull that is not wanted any more: what was read of it counts, up to a little before its end. */
function abandoned(known: Known, pending: Pending, overlap: number) {
  const reached = timeOf(pending.reached);
  const { since, until } = toSpan(pending);
  if (reached === undefined) return { pending: null };
  const part = { ...pending, until: isoTime(Math.min(until, Math.max(since, reached))) };
  return ended(known, part, overlap);
}

/** A date beyond what was asked for tells nothing about how far the query has come. */
function lastPublished(records: readonly PageRecord[], { until }: Span): string | null {
  const times = records.flatMap(({ value }) => {
    const published = Object.hasOwn(value, 'published') ? value['published'] : undefined;
    const time = typeof published === 'string' ? parseTime(published) : undefined;
    return time !== undefined && time < until ? time : [];
  });
  return times.length === 0 ? null : isoTime(times.reduce((a, b) => Math.max(a, b)));
}

function toPending(
  { since, until }: Span,
  next: string,
  reached: string | null,
  asOf: number,
): Pending {
  return { since: isoTime(since), until: isoTime(until), next, reached, asOf: isoTime(asOf) };
}

/** The earlier of two times as a manifest has them. */
function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function timeOf(text: string | null): number | undefined {
  return text === null ? undefined : parseTime(text);
}
