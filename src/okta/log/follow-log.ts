import { isoTime, parseTime } from '../../event/time.ts';
import type { EventArchive } from '../archive/event-archive.ts';
import type { Follow } from '../archive/manifest.ts';
import { withSpan } from '../archive/time-spans.ts';
import { byEarlierClock, type Client } from '../http/client.ts';
import { OktaError } from '../http/okta-error.ts';
import type { World } from '../http/world.ts';
import { type PageRecord, publishedOf } from './log-page.ts';
import { pollingUrl } from './log-query.ts';
import { readPage } from './read-pages.ts';

/** One page of a followed log, already in the archive. */
export interface FollowedPage {
  /** The records that were new to the archive. */
  readonly records: readonly PageRecord[];
  /** Whether there is nothing more for now. */
  readonly isCaughtUp: boolean;
  /** Everything published before is there, in milliseconds; undefined if not known. */
  readonly reached: number | undefined;
}

export interface FollowOptions {
  /** Milliseconds between polls of a log with nothing new. */
  readonly interval: number;
  /** How late events may arrive: where a stored link is refused, this much is fetched again. Milliseconds. */
  readonly overlap: number;
  readonly world: Pick<World, 'now' | 'sleep'>;
  readonly signal: AbortSignal;
  /** Called with an error that may pass; the log is polled again after a pause. */
  readonly onTrouble: (error: OktaError) => void;
}

/** Longest pause after trouble, in milliseconds. */
const longestPause = 300_000;

/**
 * Follows the log without end, in the order in which Okta stores events, so that late-arriving ones are
 * not missed. Each page is committed with its next link before it is yielded. Outages are survived;
 * the refusal of a credential is not.
 */
export async function* follow(
  archive: EventArchive,
  client: Client,
  options: FollowOptions,
): AsyncGenerator<FollowedPage, never> {
  const { interval, overlap, world, signal } = options;
  let troubles = 0;
  for (;;) {
    signal.throwIfAborted();
    const { next: url } = archive.manifest().follow as Follow;
    const asked = world.now();
    let page: Awaited<ReturnType<typeof readPage>>;
    try {
      page = await readPage(client, url);
      troubles = 0;
    } catch (error) {
      if (!(error instanceof OktaError) || !mayPass(error)) throw error;
      options.onTrouble(error);
      if (error.status !== undefined) await beginAgain(archive, client, options);
      await world.sleep(Math.min(longestPause, interval * 2 ** troubles++), signal);
      continue;
    }
    const { records, next = url } = page;
    const before = archive.manifest().follow as Follow;
    // An answer knows nothing of what came after its request.
    const at = byEarlierClock(client, Math.min(asked, world.now()));
    const { added, fresh } = await archive.commit(records, {
      follow: { ...before, next, judged: lowered(before.judged, records) },
      ...(records.length === 0 && client.skew() !== undefined && reachedTo(at, archive, options)),
    });
    // A page of known events that links to itself would be requested over and over.
    const isCaughtUp = records.length === 0 || (next === url && added === 0);
    const reached = records.length === 0 ? at - overlap : undefined;
    yield { records: fresh, isCaughtUp, reached };
    if (isCaughtUp) await world.sleep(interval, signal);
  }
}

/** New events are not evaluated yet, however long ago they were published. */
function lowered(judged: string | null, records: readonly PageRecord[]): string | null {
  if (judged === null) return null;
  const times = records.flatMap((record) => publishedOf(record) ?? []);
  return isoTime(times.reduce((a, b) => Math.min(a, b), Date.parse(judged)));
}

/** After an empty page everything stored since following began is here; `at` is by the earlier clock. */
function reachedTo(at: number, archive: EventArchive, { overlap }: FollowOptions) {
  const { covered, settled, follow: state } = archive.manifest();
  const since = (parseTime((state as Follow).since) ?? at) - overlap; // As far back as the first query.
  return {
    covered: withSpan(covered, { since, until: at }),
    settled: withSpan(settled, { since, until: at - overlap }),
  };
}

/** Outages and malformed answers pass; so does the refusal of a link, once that is replaced. */
function mayPass({ trouble, status }: OktaError): boolean {
  if (status !== undefined) return [400, 404, 410].includes(status);
  return trouble === 'unreachable' || trouble === 'protocol';
}

/** Replaces a refused link by a query from a little before what is known; duplicates are not kept. */
async function beginAgain(
  archive: EventArchive,
  client: Client,
  { overlap, world }: FollowOptions,
) {
  const { follow: state, covered } = archive.manifest();
  const ends = [...covered.map(({ until }) => until), (state as Follow).since];
  const known = Math.max(...ends.map((end) => parseTime(end) ?? 0));
  const from = Math.min(known, world.now()) - overlap;
  await archive.commit([], {
    follow: { ...(state as Follow), next: pollingUrl(client.org, from) },
  });
}
