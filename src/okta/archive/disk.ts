import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Patience, patience, whileHeld } from './held-file.ts';

/** What an archive needs of a file system, small enough for tests to make each call fail. */
export interface Disk {
  /** Creates a folder for its owner only, with its parents, unless it exists. */
  readonly makeFolder: (path: string) => Promise<void>;
  /** A whole file; undefined if it does not exist. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** The first bytes of a file, in parts, each valid until the next one is requested. */
  readonly parts: (path: string, length: number) => AsyncIterable<Uint8Array>;
  /** Bytes; undefined if the file does not exist. */
  readonly size: (path: string) => Promise<number | undefined>;
  /** Creates a file for its owner only; fails if anything has that name, even a link. */
  readonly create: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Writes behind what a file has. */
  readonly append: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Cuts a file to so many bytes. */
  readonly truncate: (path: string, length: number) => Promise<void>;
  /** Resolves when a file, or the names in a folder, would survive a power cut. */
  readonly sync: (path: string) => Promise<void>;
  /** Gives a file another name, in place of what had it. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Does nothing if the file does not exist. */
  readonly remove: (path: string) => Promise<void>;
  /** The names in a folder, in order; none if there is no such folder. */
  readonly list: (path: string) => Promise<readonly string[]>;
}

const chunk = 1 << 20;
const { O_APPEND, O_RDONLY, O_WRONLY } = constants;
/** Windows has no such flag. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;

/** The calls of the system that are not the same everywhere; tests pass those of another platform. */
export interface DiskSystem extends Patience {
  readonly open: (path: string, flags: string) => Promise<FileHandle>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly rm: (path: string, options: { readonly force: true }) => Promise<void>;
}

/** The disk of this machine. It does not follow a link that stands in for a file. */
export function realDisk(system: DiskSystem = { ...patience, open, rename, rm }): Disk {
  return {
    makeFolder: (path) => makeFolder(path),
    read: (path) => ifThere(() => using(path, O_RDONLY | O_NOFOLLOW, (file) => file.readFile())),
    async *parts(path, length) {
      const file = await open(path, O_RDONLY | O_NOFOLLOW);
      try {
        const buffer = Buffer.alloc(Math.min(chunk, Math.max(1, length)));
        for (let at = 0; at < length; ) {
          const { bytesRead } = await file.read(buffer, 0, Math.min(chunk, length - at), at);
          if (bytesRead === 0) return;
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await file.close();
      }
    },
    size: async (path) => (await ifThere(() => stat(path)))?.size,
    create: (path, bytes) => using(path, 'wx', (file) => file.writeFile(bytes)),
    append: (path, bytes) =>
      using(path, O_WRONLY | O_APPEND | O_NOFOLLOW, (file) => file.writeFile(bytes)),
    truncate: (path, length) => using(path, O_WRONLY | O_NOFOLLOW, (file) => file.truncate(length)),
    sync: async (path) =>
      (await stat(path)).isDirectory() ? syncFolder(path, system) : syncFile(path, system),
    rename: (from, to) => whileHeld(() => system.rename(from, to), system),
    remove: (path) => whileHeld(() => system.rm(path, { force: true }), system),
    list: async (path) => ((await ifThere(() => readdir(path))) ?? []).sort(),
  };
}

/** Windows flushes only what is open for writing. */
async function syncFile(path: string, { open }: DiskSystem): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes the names in a folder survive a power cut, where the system can do that. Windows cannot, and does not open
 * folders; NTFS keeps a journal of names.
 */
export async function syncFolder(
  path: string,
  { platform, open: openFile }: Pick<DiskSystem, 'platform' | 'open'> = { ...patience, open },
): Promise<void> {
  if (platform === 'win32') return;
  const folder = await openFile(path, 'r');
  try {
    // Some file systems refuse that.
    await folder.sync().catch(() => {});
  } finally {
    await folder.close();
  }
}

/**
 * Creates a folder and its parents, unless they exist. Node's `recursive` never ends where the
 * system reports an existing parent as missing (/proc).
 */
export async function makeFolder(path: string, mode = 0o700): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isThere = async (folder: string) => (await ifThere(() => stat(folder)))?.isDirectory();
    if (code === 'EEXIST' && (await isThere(path))) return;
    if (code !== 'ENOENT' || (await isThere(dirname(path)))) throw error;
    await makeFolder(dirname(path), mode);
    await makeFolder(path, mode);
  }
}

async function using<T>(
  path: string,
  flags: string | number,
  action: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags, 0o600);
  try {
    return await action(file);
  } finally {
    await file.close();
  }
}

async function ifThere<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
