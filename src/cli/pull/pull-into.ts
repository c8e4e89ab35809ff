import { tell } from '../../language/message.ts';
import { withArchive as lockedArchive, type PulledLog } from '../../library/org-log.ts';
import type { Disk } from '../../okta/archive/disk.ts';
import type { EventArchive } from '../../okta/archive/event-archive.ts';
import type { OktaError } from '../../okta/http/okta-error.ts';
import type { Span } from '../../okta/log/log-query.ts';
import { type Pulled, pull } from '../../okta/log/pull-log.ts';
import type { Connection } from '../config/connection.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import { parseLength } from '../option/time-option.ts';
import { cannotWrite } from '../terminal/sink.ts';
import type { Pulling } from './pull-progress.ts';

export interface StoreOptions {
  readonly folder: string;
  /** Undefined: as the archive is; a new one is not gzipped. */
  readonly gzip?: boolean | undefined;
  readonly connection: Connection;
  readonly pulling: Pulling;
  readonly disk?: Disk;
}

/** Pulls what the archive lacks of a span. */
export function pullInto(options: StoreOptions, span: Span): Promise<PulledLog> {
  return withArchive(options, async (archive) => {
    const pulled = await bring(archive, options, span);
    return { ...pulled, events: archive.manifest().events };
  });
}

/** Runs an action with the archive, which is locked meanwhile. Errors of its disk become failures in plain words. */
export async function withArchive<T>(
  { folder, connection, gzip, disk }: StoreOptions,
  action: (archive: EventArchive) => Promise<T>,
): Promise<T> {
  try {
    const { client } = connection;
    return await lockedArchive({ folder, client, gzip, ...(disk && { disk }) }, action);
  } catch (error) {
    throw ofDisk(error, folder);
  }
}

/** An error of the disk under an archive in plain words, with advice; any other error unchanged. */
export function ofDisk(error: unknown, folder: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || syscall === undefined) return error;
  const isElsewhere = ['EEXIST', 'ENOENT', 'ENOTDIR'].includes(code);
  const advice = isElsewhere ? tell('pull.otherFolder') : tell('pull.fixAndResume');
  return cannotWrite(folder, error, advice);
}

/** Pulls into an open archive. */
export async function bring(
  archive: EventArchive,
  { connection, pulling }: StoreOptions,
  span: Span,
): Promise<Pulled> {
  const { client, settings, world } = connection;
  let events = 0;
  return pull(archive, client, span, {
    overlap: timeOf(settings.overlap as ResolvedSetting),
    now: world.now,
    onReset: (error: OktaError) =>
      pulling.warn('okta.reset', tell('pull.staleLink', { why: error.told })),
    onPage: ({ span, reached, added }) => {
      events += added;
      const [requests, rate, skew] = [client.requests(), client.rate(), client.skew()];
      pulling.page({ span, reached, events, requests, rate, skew });
    },
  });
}

/** Milliseconds of a duration such as `24h`, or of `0`. */
export function timeOf({ value, origin }: ResolvedSetting): number {
  return value === '0' ? 0 : parseLength(value, origin);
}
