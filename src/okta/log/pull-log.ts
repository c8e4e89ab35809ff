import { isoTime, parseTime } from '../../event/time.ts';
import type { Added, EventArchive } from '../archive/event-archive.ts';
import type { Manifest, Pending } from '../archive/manifest.ts';
import { before, meet, missing, toSpan, withSpan, written } from '../archive/time-spans.ts';
import { byEarlierClock, type Client } from '../http/client.ts';
import { OktaError } from '../http/okta-error.ts';
import { type PageRecord, publishedOf } from './log-page.ts';
import { boundedUrl, type Span } from './log-query.ts';
import { readPages } from './read-pages.ts';

/** How far a pull has come. */
export interface Advance extends Added {
  /** `published` of the last event, in milliseconds; undefined if there is none yet. */
  readonly reached: number | undefined;
  /** The part that is being pulled. */
  readonly span: Span;
}

export interface PullOptions {
  /** How late an event may arrive after its `published`: younger time is fetched again by the next pull. Milliseconds. */
  readonly overlap: number;
  /** The wall clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly onPage?: (advance: Advance) => void;
  /** A stored link was refused, and the pull starts over from a little earlier. */
  readonly onReset?: (error: OktaError) => void;
}

/** What a pull did. */
export interface Pulled extends Added {
  /** Pages that were read. */
  readonly pages: number;
  /** Stored links that Okta refused. */
  readonly resets: number;
}

/** A pull in progress. */
interface PullRun {
  readonly archive: EventArchive;
  readonly client: Client;
  readonly options: PullOptions;
  /** What the manifest may know by now. */
  readonly known: () => Known;
  readonly total: { -readonly [count in keyof Pulled]: number };
}

/**
 * Pulls what an archive lacks of `span`: first the rest of an unfinished pull, then the gaps. Each page
 * is committed before the next one is requested.
 *
 * Nothing is settled beyond the earlier of the server's clock and ours (or, where answers have no date,
 * beyond the last event), less the overlap. A manifest that claims more, because a clock was wrong or the
 * overlap was shorter, is not believed.
 */
export async function pull(
  archive: EventArchive,
  client: Client,
  span: Span,
  options: PullOptions,
): Promise<Pulled> {
  const { overlap, now } = options;
  const start = now();
  const known = (): Known => believed(archive.manifest(), start, overlap);
  const total = { added: 0, repeated: 0, conflicts: 0, pages: 0, resets: 0 };
  const run = { archive, client, options, known, total };
  const { pending } = archive.manifest();
  if (pending && meet(toSpan(pending), span)) await resume(run, pending);
  else if (pending) await archive.commit([], abandoned(known(), pending, overlap));
  for (const gap of missing(span, known().settled.map(toSpan))) {
    const next = boundedUrl(client.org, gap);
    const begun = { ...written(gap), next, reached: null, asOf: isoTime(now()) };
    await archive.commit([], { pending: begun });
    await resume(run, begun);
  }
  return total;
}

/**
 * Pulls from a stored link. A refused one is replaced by a new query from a little before where the old
 * one had come to; that one must get further, or this could go on for ever.
 */
async function resume(run: PullRun, begun: Pending, resetAt: string | null = null): Promise<void> {
  const { archive, client, options, total } = run;
  try {
    await pullToEnd(run, begun);
  } catch (error) {
    const left = archive.manifest().pending;
    if (!isStale(error) || !left || isFirst(left, client) || left.reached === resetAt) throw error;
    total.resets++;
    options.onReset?.(error);
    const { since, until } = toSpan(left);
    const from = Math.max(since, (timeOf(left.reached) ?? since) - options.overlap);
    const again = { ...left, next: boundedUrl(client.org, { since: from, until }) };
    await archive.commit([], { pending: again });
    await resume(run, again, left.reached);
  }
}

/** Pulls from a stored link to the end of its query. */
async function pullToEnd(
  { archive, client, options, known, total }: PullRun,
  begun: Pending,
): Promise<void> {
  const { overlap, now, onPage } = options;
  const from = now();
  let pending = begun;
  for await (const { records, next } of readPages(client, begun.next)) {
    const span = toSpan(pending);
    const reached = lastPublished(records, span) ?? pending.reached;
    // Only an answer carries the server's clock; and ours may have been set meanwhile.
    const own = byEarlierClock(client, Math.min(from, now()));
    const asOf = isoTime(Math.min(own, timeOf(pending.asOf) ?? own));
    pending = { ...pending, next: next ?? pending.next, reached, asOf };
    // Where no answer has a date, only the last event shows what is certainly over.
    if (next === undefined && client.skew() === undefined) {
      pending = { ...pending, asOf: earlier(asOf, reached ?? pending.since) };
    }
    const change = next === undefined ? ended(known(), pending, overlap) : { pending };
    const added = await archive.commit(records, change);
    total.pages++;
    total.added += added.added;
    total.repeated += added.repeated;
    total.conflicts += added.conflicts;
    onPage?.({ ...added, reached: timeOf(reached), span });
  }
}

/** Whether Okta refuses a link that it once gave. */
function isStale(error: unknown): error is OktaError {
  return error instanceof OktaError && [400, 404, 410].includes(error.status ?? 0);
}

/** Whether a pending pull is still at its query's first URL, made here: then Okta refuses the query itself. */
function isFirst({ next }: Pending, { org }: Client): boolean {
  return !new URL(next, org.origin).searchParams.has('after');
}

type Known = Pick<Manifest, 'covered' | 'settled'>;

/** A manifest's claims cut to what it can know by `now`, in milliseconds. */
function believed({ covered, settled }: Manifest, now: number, overlap: number): Known {
  return { covered: before(covered, now), settled: before(settled, now - overlap) };
}

/** The manifest after the end of a query. */
function ended(known: Known, pending: Pending, overlap: number) {
  const { since, until } = toSpan(pending);
  const asOf = timeOf(pending.asOf) ?? since;
  return {
    pending: null,
    covered: withSpan(known.covered, { since, until: Math.min(until, asOf) }),
    settled: withSpan(known.settled, { since, until: Math.min(until, asOf - overlap) }),
  };
}

/** The manifest without an unfinished pull: what was read counts, but for the overlap at its end. */
function abandoned(known: Known, pending: Pending, overlap: number) {
  const reached = timeOf(pending.reached);
  const { since, until } = toSpan(pending);
  if (reached === undefined) return { pending: null };
  const part = { ...pending, until: isoTime(Math.min(until, Math.max(since, reached))) };
  return ended(known, part, overlap);
}

/** The last time inside the span: one beyond it does not show how far the query has come. */
function lastPublished(records: readonly PageRecord[], { until }: Span): string | null {
  const times = records.flatMap((record) => publishedOf(record) ?? []).filter((at) => at < until);
  return times.length === 0 ? null : isoTime(times.reduce((a, b) => Math.max(a, b)));
}

/** The earlier of two times, in ISO 8601. */
function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function timeOf(text: string | null): number | undefined {
  return text === null ? undefined : parseTime(text);
}
