import type { CoveredTime } from '../engine/event-log.ts';
import { decodeEvent } from '../event/decode.ts';
import type { Event, Rejection, Source } from '../event/event.ts';
import { product } from '../input/package-version.ts';
import { tell } from '../language/message.ts';
import { lockArchive } from '../okta/archive/archive-lock.ts';
import { type Disk, realDisk } from '../okta/archive/disk.ts';
import { type EventArchive, openArchive } from '../okta/archive/event-archive.ts';
import { processHolder } from '../okta/archive/process-holder.ts';
import { byEarlierClock, type Client } from '../okta/http/client.ts';
import { OktaError } from '../okta/http/okta-error.ts';
import { boundedUrl, type Span } from '../okta/log/log-query.ts';
import { type Advance, type Pulled, pull } from '../okta/log/pull-log.ts';
import { readPages } from '../okta/log/read-pages.ts';
import { createUuidSet } from '../store/uuid-set.ts';
import { retention } from './pull-plan.ts';

/** How far reading an org's log has come. */
export interface OrgReadProgress {
  /** When the last event was published, in milliseconds; undefined if there is none yet. */
  readonly reached: number | undefined;
  /** Records so far. */
  readonly records: number;
  /** Requests sent so far. */
  readonly requests: number;
}

/** How an org's log is read. */
export interface OrgReadOptions {
  /** Called for each page. */
  readonly onPage?: (progress: OrgReadProgress) => void;
}

/**
 * Reads a span of an org's log, page by page as it is asked for. Nothing is kept: after a failure it begins anew; an
 * archive ({@link pullLog}) resumes. Rejects with an `OktaError`, or with the reason of the client's signal.
 */
export async function* readOrgLog(
  client: Client,
  span: Span,
  { onPage }: OrgReadOptions = {},
): AsyncGenerator<Event | Rejection | Source> {
  const origin = { file: client.org.origin };
  let [records, bytes] = [0, 0];
  for await (const page of readPages(client, boundedUrl(client.org, span))) {
    let reached: number | undefined;
    for (const { value, text } of page.records) {
      const record = decodeEvent(value, origin);
      records++;
      bytes += text.length;
      if (record.kind === 'event') reached = record.time;
      yield record;
    }
    onPage?.({ reached, records, requests: client.requests() });
  }
  yield { kind: 'source', file: origin.file, format: 'okta', compression: 'none', bytes, records };
}

/** An org's log, ready for a hunt. */
export interface OrgLog {
  /** What is read of it; requests begin when it is gone through. */
  readonly events: AsyncIterable<Event | Rejection | Source>;
  /** For the option of a hunt: the time of which all was read, once it was. */
  readonly covered: () => CoveredTime | undefined;
}

/**
 * Opens a span of an org's log for a hunt, which then knows that an org without events was silent. `now` is the
 * moment of the request; milliseconds since 1970 UTC.
 */
export function openOrgLog(
  client: Client,
  span: Span,
  now: number,
  options: OrgReadOptions = {},
): OrgLog {
  return coveredLog(readOrgLog(client, span, options), client, span, now);
}

/** Events of a span, and that they are all of it once they were gone through. */
export function coveredLog(
  events: OrgLog['events'],
  client: Client,
  span: Span,
  now: number,
): OrgLog {
  let isWhole = false;
  const watched = (async function* () {
    yield* events;
    isWhole = true;
  })();
  const covered = (): CoveredTime => ({
    from: Math.max(span.since, now - retention),
    to: Math.min(span.until, byEarlierClock(client, now)),
  });
  return { events: watched, covered: () => (isWhole ? covered() : undefined) };
}

/** How an archive is pulled into. */
export interface PullLogOptions {
  /** How late an event may arrive: younger time is fetched again by the next pull. Milliseconds; a day if left out. */
  readonly overlap?: number;
  /** The wall clock, in milliseconds since 1970 UTC; that of this machine if left out. */
  readonly now?: () => number;
  /** Called when a page was committed. */
  readonly onPage?: (advance: Advance) => void;
  /** A stored link was refused, and the pull starts over from a little earlier. */
  readonly onReset?: (error: OktaError) => void;
  /** Whether a new archive is gzipped; an existing one is as it is. */
  readonly gzip?: boolean | undefined;
  /** The file system; that of this machine if left out. */
  readonly disk?: Disk;
}

/** What a pull did, and how many events the archive holds now. */
export interface PulledLog extends Pulled {
  /** Events in the archive. */
  readonly events: number;
}

/** How late an event may arrive unless told otherwise: a day. */
const usualOverlap = 24 * 3_600_000;

/**
 * Pulls what the archive in a folder lacks of a span of an org's log; it is made if there is none. Whatever ends it,
 * what was pulled is safe, and the same call resumes. Rejects with an `OktaError`, of trouble `disk` if the file
 * system fails, or with the reason of the client's signal.
 */
export async function pullLog(
  client: Client,
  span: Span,
  folder: string,
  options: PullLogOptions = {},
): Promise<PulledLog> {
  const { overlap = usualOverlap, now = Date.now, onPage, onReset } = options;
  const telling = { ...(onPage && { onPage }), ...(onReset && { onReset }) };
  try {
    return await withArchive({ ...options, folder, client }, async (archive) => {
      const pulled = await pull(archive, client, span, { overlap, now, ...telling });
      return { ...pulled, events: archive.manifest().events };
    });
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof Error) || code === undefined || syscall === undefined) throw error;
    const told = tell('paths.cannotWrite', { folder, reason: message });
    throw new OktaError('disk', told, tell('paths.pullAgain'));
  }
}

/** An archive, and the client of the org whose log it is. */
export interface ArchiveUse extends Pick<PullLogOptions, 'gzip' | 'disk'> {
  readonly folder: string;
  readonly client: Client;
}

/** Runs an action with an archive, which is locked meanwhile. */
export async function withArchive<T>(
  { folder, client, gzip, disk = realDisk() }: ArchiveUse,
  action: (archive: EventArchive) => Promise<T>,
): Promise<T> {
  const release = await lockArchive(disk, folder, processHolder());
  try {
    const archive = await openArchive({
      disk,
      folder,
      org: client.org.origin,
      compression: gzip === true ? 'gzip' : undefined,
      tool: (await product()).version,
      createSeen: createUuidSet,
    });
    return await action(archive);
  } finally {
    await release();
  }
}
