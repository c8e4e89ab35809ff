import { parseTime } from '../../event/time.ts';
import type { EventArchive } from '../archive/event-archive.ts';
import type { Follow } from '../archive/manifest.ts';
import { withSpan } from '../archive/time-spans.ts';
import { byEarlierClock, type Client } from '../http/client.ts';
import { OktaError } from '../http/okta-error.ts';
import type { World } from '../http/world.ts';
import type { PageRecord } from './log-page.ts';
import { pollingUrl } from './log-query.ts';
import { readPage } from './read-pages.ts';

/** What came in with one page; it is in the archive already. */
export interface Tide {
  /** Those that the archive did not have before. */
  readonly records: readonly PageRecord[];
  /** Whether nothing more is there for now. */
  readonly isCaughtUp: boolean;
  /** All is there that was published before, in milliseconds; undefined if that is not known. */
  readonly reached: number | undefined;
}

export interface FollowOptions {
  /** Milliseconds between two looks at a log that has nothing new. */
  readonly interval: number;
  /** How late events may turn up: where a stored link is refused, so much is read again. Milliseconds. */
  readonly overlap: number;
  readonly world: Pick<World, 'now' | 'sleep'>;
  readonly signal: AbortSignal;
  /** Something is wrong that may pass; the log is tried again after the interval. */
  readonly onTrouble: (error: OktaError) => void;
}

/** Longest pause after trouble, in milliseconds. */
const longestPause = 300_000;

/**
 * Follows the log without end, in the order in which Okta stores events, so that late ones are not
 * missed. Each page is committed, with the link to go on, before it is given. Outages are survived;
 * a credential that is refused is not.
 */
export async function* follow(
  archive: EventArchive,
  client: Client,
  options: FollowOptions,
): AsyncGenerator<Tide, never> {
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
    // An answer knows nothing of what came after the question.
    const at = byEarlierClock(client, Math.min(asked, world.now()));
    const { added, fresh } = await archive.commit(records, {
      follow: { ...before, next, judged: lowered(before.judged, records) },
      ...(records.length === 0 && client.skew() !== undefined && reachedTo(at, archive, options)),
    });
    // A link to itself with events that are all known would be asked for again and again.
    const isCaughtUp = records.length === 0 || (next === url && added === 0);
    const reached = records.length === 0 ? at - overlap : undefined;
    yield { records: fresh, isCaughtUp, reached };
    if (isCaughtUp) await world.sleep(interval, signal);
  }
}

/** What comes is not judged yet, however long ago it was published. */
function lowered(judged: string | null, records: readonly PageRecord[]): string | null {
  if (judged === null) return null;
  const times = records.flatMap(({ value }) => {
    const published = Object.hasOwn(value, 'published') ? value['published'] : undefined;
    return typeof published === 'string' ? (parseTime(published) ?? []) : [];
  });
  const least = times.reduce((a, b) => Math.min(a, b), Date.parse(judged));
  return new Date(least).toISOString();
}

/** Where nothing more comes, all that was stored since following began is here; `at` is by the earlier clock. */
function reachedTo(at: number, archive: EventArchive, { overlap }: FollowOptions) {
  const { covered, settled, follow: stood } = archive.manifest();
  const since = (parseTime((stood as Follow).since) ?? at) - overlap; // As far back as it looked at first.
  return {
    covered: withSpan(covered, { since, until: at }),
    settled: withSpan(settled, { since, until: at - overlap }),
  };
}

/** Outages and nonsense answers pass; so does a link that is no longer taken, once it is replaced. */
function mayPass({ trouble, status }: OktaError): boolean {
  if (status !== undefined) return [400, 404, 410].includes(status);
  return trouble === 'unreachable' || trouble === 'protocol';
}

/** Replaces a refused link by a query from a little before what is known; what is read twice is not kept twice. */
async function beginAgain(
  archive: EventArchive,
  client: Client,
  { overlap, world }: FollowOptions,
) {
  const { follow: stood, covered } = archive.manifest();
  const ends = [...covered.map(({ until }) => until), (stood as Follow).since];
  const known = Math.max(...ends.map((end) => parseTime(end) ?? 0));
  const from = Math.min(known, world.now()) - overlap;
  await archive.commit([], {
    follow: { ...(stood as Follow), next: pollingUrl(client.org, from) },
  });
}
