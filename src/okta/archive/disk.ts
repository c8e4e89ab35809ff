import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

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
  readonly append: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly truncate: (path: string, length: number) => Promise<void>;
  /** Resolves when a file, or the names in a folder, would survive a power cut. */
  readonly sync: (path: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Does nothing if the file does not exist. */
  readonly remove: (path: string) => Promise<void>;
  /** The names in a folder, in order; none if there is no such folder. */
  readonly list: (path: string) => Promise<readonly string[]>;
}

const chunk = 1 << 20;
const { O_APPEND, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;

/** The disk of this machine. It does not follow a link that stands in for a file. */
export function realDisk(): Disk {
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
    sync: (path) =>
      using(path, 'r', (file) =>
        file.sync().catch(async (error: unknown) => {
          // Some systems cannot sync folders; for files it is an error.
          if (!(await file.stat()).isDirectory()) throw error;
        }),
      ),
    rename,
    remove: (path) => rm(path, { force: true }),
    list: async (path) => ((await ifThere(() => readdir(path))) ?? []).sort(),
  };
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
