import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tell } from '../../language/message.ts';
import { OktaError } from '../http/okta-error.ts';
import type { PageRecord } from '../log/log-page.ts';
import {
  type Day,
  dayFileOf,
  openDay,
  readDay,
  type SeenEvents,
  withoutStored,
} from './day-file.ts';
import type { Disk } from './disk.ts';
import { emptyManifest, type Manifest, parseManifest } from './manifest.ts';
import { manifestName } from './manifest-name.ts';

export interface ArchiveOptions {
  readonly disk: Disk;
  readonly folder: string;
  /** The org's origin; an archive holds one org's log. */
  readonly org: string;
  /** For a new archive; an existing one must have the same, if given. */
  readonly compression: Manifest['compression'] | undefined;
  /** Version of this program. */
  readonly tool: string;
  readonly createSeen: () => SeenEvents;
}

/** What a commit added. */
export interface Added {
  /** Events that were not there before. */
  readonly added: number;
  /** Events that were there already. */
  readonly repeated: number;
  /** Events with the uuid of another event; both are kept. */
  readonly conflicts: number;
}

/** What a commit added, and the records themselves. */
export interface Committed extends Added {
  readonly fresh: readonly PageRecord[];
}

/** A folder of day files and the manifest that says how much of them counts. */
export interface EventArchive {
  readonly manifest: () => Manifest;
  /**
   * Adds a page's records and the change to the manifest, atomically: after a kill or a power cut
   * at any time all of it is there or nothing.
   */
  readonly commit: (records: readonly PageRecord[], change: Change) => Promise<Committed>;
}

export type Change = Partial<Pick<Manifest, 'covered' | 'settled' | 'pending' | 'follow'>>;

/** Days whose uuids are kept in memory at once: a page spans few, late events go back one or two. */
const openDays = 4;

/**
 * Opens an archive for writing, or creates one. What an earlier run wrote after its last commit is cut
 * off. Throws an {@link OktaError} for a folder with other content, an archive of another org, and files
 * that are shorter than committed.
 */
export async function openArchive(options: ArchiveOptions): Promise<EventArchive> {
  const { disk, folder, org, tool } = options;
  const known = await readManifest(options);
  const first = known ?? emptyManifest(org, options.compression ?? 'none', tool);
  const { current, write, register } = createManifestFile(disk, folder, first);
  const days = new Map<string, Day>();
  const dayOf = async (name: string): Promise<Day> => {
    const open = days.get(name);
    days.delete(name);
    const { bytes = 0 } = current().files[name] ?? {};
    const day = open ?? (await openDay(disk, join(folder, name), bytes, options.createSeen()));
    days.set(name, day);
    for (const [oldest] of days) if (days.size > openDays) days.delete(oldest);
    return day;
  };
  await disk.makeFolder(folder);
  if (known) await cutTails(disk, folder, known);
  else await write(first);
  return {
    manifest: current,
    async commit(records, change) {
      const suffix = current().compression === 'gzip' ? '.ndjson.gz' : '.ndjson';
      const byFile = groupBy(records, (record) => dayFileOf(record, suffix));
      await register([...byFile.keys()]);
      const files = { ...current().files };
      let fresh: readonly PageRecord[] = [];
      let newConflicts = 0;
      for (const [name, members] of byFile) {
        const path = join(folder, name);
        const day = await dayOf(name);
        const { bytes, events } = files[name] as DayEntry;
        const news = await withoutStored(day, members, () => readDay(disk, path, bytes));
        newConflicts += news.conflicts;
        if (news.records.length === 0) continue;
        fresh = [...fresh, ...news.records];
        const text = Buffer.from(news.records.map((record) => `${record.text}\n`).join(''));
        const part = suffix.endsWith('.gz') ? gzipSync(text) : text;
        await disk.append(path, part);
        await disk.sync(path);
        const sha256 = day.hash.update(part).copy().digest('hex');
        const total = events + news.records.length;
        files[name] = { bytes: bytes + part.length, events: total, sha256 };
      }
      const added = fresh.length;
      const events = current().events + added;
      const conflicts = current().conflicts + newConflicts;
      await write({ ...current(), tool, files, events, conflicts, ...change });
      return { added, repeated: records.length - added, conflicts: newConflicts, fresh };
    },
  };
}

type DayEntry = Manifest['files'][string];

/** The manifest on the disk, always replaced as a whole. */
function createManifestFile(disk: Disk, folder: string, first: Manifest) {
  const [path, draft] = [join(folder, manifestName), join(folder, `${manifestName}.tmp`)];
  let manifest = first;
  const write = async (next: Manifest): Promise<void> => {
    await disk.remove(draft);
    await disk.create(draft, Buffer.from(`${JSON.stringify(next, null, 1)}\n`));
    await disk.sync(draft);
    await disk.rename(draft, path);
    await disk.sync(folder);
    manifest = next;
  };
  return {
    current: () => manifest,
    write,
    /** Enters new files before they exist, so that none of ours is ever mistaken for a foreign one. */
    register: async (names: readonly string[]): Promise<void> => {
      const fresh = names.filter((name) => manifest.files[name] === undefined);
      if (fresh.length === 0) return;
      for (const name of fresh) {
        if ((await disk.size(join(folder, name))) !== undefined) throw foreign(folder, name);
      }
      const files = { ...manifest.files };
      for (const name of fresh) files[name] = { bytes: 0, events: 0, sha256: emptyDigest };
      await write({ ...manifest, files });
      for (const name of fresh) await disk.create(join(folder, name), new Uint8Array(0));
      await disk.sync(folder);
    },
  };
}

/** SHA-256 of no bytes. */
const emptyDigest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

async function readManifest(options: ArchiveOptions): Promise<Manifest | undefined> {
  const { disk, folder, org, compression } = options;
  const bytes = await disk.read(join(folder, manifestName));
  if (bytes === undefined) return undefined;
  const manifest = parseManifest(bytes, folder);
  if (manifest.org !== org) {
    const told = tell('archive.otherOrg', { folder, org: manifest.org, other: org });
    throw new OktaError('setup', told, tell('archive.otherFolder'));
  }
  if (compression !== undefined && compression !== manifest.compression) {
    const isGzipped = manifest.compression === 'gzip';
    const told = tell(isGzipped ? 'archive.isGzipped' : 'archive.notGzipped', { folder });
    throw new OktaError('setup', told, tell('archive.sameCompression'));
  }
  return manifest;
}

async function cutTails(disk: Disk, folder: string, { files }: Manifest): Promise<void> {
  for (const [name, { bytes }] of Object.entries(files)) {
    const path = join(folder, name);
    const size = await disk.size(path);
    if (size === undefined && bytes === 0) await disk.create(path, new Uint8Array(0));
    else if (size === undefined || size < bytes) throw damaged(folder, name, size ?? 0, bytes);
    else if (size > bytes) await disk.truncate(path, bytes);
  }
}

function damaged(folder: string, name: string, size: number, bytes: number): OktaError {
  const lengths = { size: String(size), bytes: String(bytes) };
  const told = tell('archive.damaged', { path: join(basename(folder), name), ...lengths });
  return new OktaError('setup', told, tell('archive.damagedAdvice', { folder }));
}

function foreign(folder: string, name: string): OktaError {
  const told = tell('archive.foreign', { path: join(folder, name) });
  return new OktaError('setup', told, tell('archive.moveAway'));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
