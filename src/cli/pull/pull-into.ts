import { randomUUID } from 'node:crypto';
import { parseDuration } from '../../event/duration.ts';
import { lockArchive } from '../../okta/archive/archive-lock.ts';
import { type Disk, realDisk } from '../../okta/archive/disk.ts';
import { type EventArchive, openArchive } from '../../okta/archive/event-archive.ts';
import type { OktaError } from '../../okta/http/okta-error.ts';
import type { Span } from '../../okta/log/log-query.ts';
import { type Pulled, pull } from '../../okta/log/pull-log.ts';
import { createUuidSet } from '../../store/uuid-set.ts';
import type { Connection } from '../config/connection.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import { misuse } from '../failure.ts';
import { cannotWrite } from '../terminal/sink.ts';
import { product } from '../version.ts';
import type { Pulling } from './pull-progress.ts';

export interface StoreOptions {
  readonly folder: string;
  /** Undefined: as the archive is, or not gzipped. */
  readonly gzip?: boolean | undefined;
  readonly connection: Connection;
  readonly pulling: Pulling;
  readonly disk?: Disk;
}

/** What a pull did, and how many events the archive holds now. */
export interface Stored extends Pulled {
  readonly events: number;
}

/** Brings an archive up to hold a span, alone with it for that time. */
export async function pullInto(options: StoreOptions, span: Span): Promise<Stored> {
  try {
    return await pullAlone(options, span);
  } catch (error) {
    throw ofDisk(error, options.folder);
  }
}

/** An error of the disk under an archive in plain words, with what to do; any other as it is. */
export function ofDisk(error: unknown, folder: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || syscall === undefined) return error;
  const isElsewhere = ['EEXIST', 'ENOENT', 'ENOTDIR'].includes(code);
  const fix = isElsewhere
    ? 'name another folder'
    : 'mend that, then run the same command: what was pulled is safe, and it goes on there';
  return cannotWrite(folder, error, fix);
}

async function pullAlone(options: StoreOptions, span: Span): Promise<Stored> {
  const { folder, connection, gzip, disk = realDisk() } = options;
  const { client } = connection;
  const holder = { pid: process.pid, mark: randomUUID(), isAlive };
  const release = await lockArchive(disk, folder, holder);
  try {
    const archive = await openArchive({
      disk,
      folder,
      org: client.org.origin,
      compression: gzip === true ? 'gzip' : undefined,
      tool: (await product()).version,
      createSeen: createUuidSet,
    });
    const pulled = await bring(archive, options, span);
    return { ...pulled, events: archive.manifest().events };
  } finally {
    await release();
  }
}

/** Pulls into an archive that is open already. */
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
      pulling.warn(
        `warning: the stored place in the log was refused (${error.message}); asking again from a little before`,
      ),
    onPage: (advance) => {
      events += advance.added;
      const { reached } = advance;
      pulling.page({
        span: advance.span,
        reached,
        events,
        requests: client.requests(),
        rate: client.rate(),
        skew: client.skew(),
      });
    },
  });
}

/** A length of time such as `24h`, in milliseconds; `0` is none. */
export function timeOf({ value, origin }: ResolvedSetting): number {
  const time = value === '0' ? 0 : parseDuration(value);
  if (time === undefined)
    throw misuse(`${origin}: '${value}' is no length of time`, 'give for example 90m, 24h or 7d');
  return time;
}

/** Whether a process runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
