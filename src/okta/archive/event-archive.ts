import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { OktaError } from '../http/okta-error.ts';
import type { PageRecord } from '../log/log-page.ts';
import { type Day, dayFileOf, note, openDay, readDay, type SeenEvents } from './day-file.ts';
import type { Disk } from './disk.ts';
import { emptyManifest, type Manifest, parseManifest } from './manifest.ts';
import { manifestName } from './manifest-name.ts';

export interface ArchiveOptions {
  readonly disk: Disk;
  readonly folder: string;
  /** Origin of the org; an archive holds one org's log. */
  readonly org: string;
  /** For a new archive; an old one keeps what it has. */
  readonly compression: Manifest['compression'] | undefined;
  /** Version of this program. */
  readonly tool: string;
  readonly createSeen: () => SeenEvents;
}

/** What a commit added. */
export interface Added {
  readonly added: number;
  readonly repeated: number;
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
   * Adds a page's records and what it changes in the manifest, together: after a kill or a power cut
   * at any moment either all of it is there or nothing.
   */
  readonly commit: (records: readonly PageRecord[], change: Change) => Promise<Committed>;
}

export type Change = Partial<Pick<Manifest, 'covered' | 'settled' | 'pending' | 'follow'>>;

/** Days whose uuids are remembered at once: a page spans few, late events go back one or two. */
const openDays = 4;

/**
 * Opens an archive for writing, or makes one: an empty folder, or none yet. What a run before left
 * behind its last commit is cut off. Throws an {@link OktaError} for a folder that is something else,
 * an archive of another org, and files that are shorter than committed.
 */
export async function openArchive(options: ArchiveOptions): Promise<EventArchive> {
  const { disk, folder, org, tool } = options;
  const [path, draft] = [join(folder, manifestName), join(folder, `${manifestName}.tmp`)];
  const known = await readManifest(options);
  let manifest = known ?? emptyManifest(org, options.compression ?? 'none', tool);
  const days = new Map<string, Day>();

  const write = async (next: Manifest): Promise<void> => {
    await disk.remove(draft);
    await disk.create(draft, Buffer.from(`${JSON.stringify(next, null, 1)}\n`));
    await disk.sync(draft);
    await disk.rename(draft, path);
    await disk.sync(folder);
    manifest = next;
  };
  const dayOf = async (name: string): Promise<Day> => {
    const open = days.get(name);
    days.delete(name);
    const { bytes = 0 } = manifest.files[name] ?? {};
    const day = open ?? (await openDay(disk, join(folder, name), bytes, options.createSeen()));
    days.set(name, day);
    for (const [oldest] of days) if (days.size > openDays) days.delete(oldest);
    return day;
  };
  /** New files stand in the manifest before there is anything in them, so that no file is ever a stranger. */
  const register = async (names: readonly string[]): Promise<void> => {
    const fresh = names.filter((name) => manifest.files[name] === undefined);
    if (fresh.length === 0) return;
    for (const name of fresh) {
      if ((await disk.size(join(folder, name))) !== undefined) throw stranger(folder, name);
    }
    const files = { ...manifest.files };
    for (const name of fresh) files[name] = { bytes: 0, events: 0, sha256: emptyDigest };
    await write({ ...manifest, files });
    for (const name of fresh) await disk.create(join(folder, name), new Uint8Array(0));
    await disk.sync(folder);
  };

  await disk.makeFolder(folder);
  if (known) await cutTails(disk, folder, known);
  else await write(manifest);
  return {
    manifest: () => manifest,
    async commit(records, change) {
      const suffix = manifest.compression === 'gzip' ? '.ndjson.gz' : '.ndjson';
      const byFile = groupBy(records, (record) => dayFileOf(record, suffix));
      await register([...byFile.keys()]);
      const files = { ...manifest.files };
      const total = { added: 0, repeated: 0, conflicts: 0 };
      const fresh: PageRecord[] = [];
      for (const [name, members] of byFile) {
        const day = await dayOf(name);
        const before = files[name] as Manifest['files'][string];
        const kept: PageRecord[] = [];
        const stored = async function* (): AsyncGenerator<string> {
          yield* readDay(disk, join(folder, name), before.bytes);
          for (const { text } of kept) yield text;
        };
        for (const record of members) {
          const fate = await note(day, record, stored);
          if (fate === 'repeated') total.repeated++;
          else total.added++;
          if (fate === 'conflict') total.conflicts++;
          if (fate !== 'repeated') kept.push(record);
        }
        if (kept.length === 0) continue;
        fresh.push(...kept);
        const text = Buffer.from(kept.map((record) => `${record.text}\n`).join(''));
        const bytes = suffix.endsWith('.gz') ? gzipSync(text) : text;
        await disk.append(join(folder, name), bytes);
        await disk.sync(join(folder, name));
        day.hash.update(bytes);
        files[name] = {
          bytes: before.bytes + bytes.length,
          events: before.events + kept.length,
          sha256: day.hash.copy().digest('hex'),
        };
      }
      const events = manifest.events + total.added;
      const conflicts = manifest.conflicts + total.conflicts;
      await write({ ...manifest, tool, files, events, conflicts, ...change });
      return { ...total, fresh };
    },
  };
}

/** SHA-256 of nothing. */
const emptyDigest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

async function readManifest(options: ArchiveOptions): Promise<Manifest | undefined> {
  const { disk, folder, org, compression } = options;
  const bytes = await disk.read(join(folder, manifestName));
  if (bytes === undefined) return undefined;
  const manifest = parseManifest(bytes, folder);
  if (manifest.org !== org) {
    const message = `the archive ${folder} holds the log of ${manifest.org}, not of ${org}`;
    throw new OktaError('setup', message, 'pull into another folder');
  }
  if (compression !== undefined && compression !== manifest.compression) {
    const message = `the archive ${folder} is ${manifest.compression === 'gzip' ? 'gzipped' : 'not gzipped'}`;
    throw new OktaError('setup', message, 'keep it so: an archive is one or the other');
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
  const message = `${join(basename(folder), name)} has ${size} bytes, but ${bytes} were written to it`;
  const advice = `the archive was damaged from outside; pull into another folder than ${folder}`;
  return new OktaError('setup', message, advice);
}

function stranger(folder: string, name: string): OktaError {
  const message = `${join(folder, name)} exists and is not part of the archive`;
  return new OktaError('setup', message, 'pull into another folder, or move the file away');
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
