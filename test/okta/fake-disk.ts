import type { Disk } from '../../src/okta/archive/disk.ts';

/** The process was killed, or the power was cut. */
export class Killed extends Error {}

interface File {
  bytes: Buffer;
  /** What would survive a power cut. */
  safe: Buffer;
}

export interface FakeDisk extends Disk {
  /** Calls that change something, so far. */
  readonly calls: () => number;
  /** Before the how many-th changing call, from 0, `what` is thrown; it counts on from now. */
  readonly breakAt: (call: number, what: () => Error) => void;
  /**
   * What a power cut leaves: file contents and names that were synced. With a `chance` (at least 0, less
   * than 1) also, of what was not synced, whatever part of it by chance reached the disk, in any order.
   */
  readonly powerCut: (chance?: () => number) => void;
  readonly names: () => readonly string[];
  readonly text: (path: string) => Buffer | undefined;
  readonly set: (path: string, bytes: Buffer) => void;
}

const missing = (path: string) => Object.assign(new Error(`ENOENT ${path}`), { code: 'ENOENT' });

/** A disk in memory that forgets what was not synced. */
export function aFakeDisk(): FakeDisk {
  let files = new Map<string, File>();
  /** The names that would survive. */
  let safeNames = new Map<string, File>();
  /** What was done to names and not synced since. */
  let unsafe: ((names: Map<string, File>) => void)[] = [];
  let calls = 0;
  let broken: { at: number; what: () => Error } | undefined;
  const step = (): void => {
    if (broken && calls >= broken.at) throw broken.what();
    calls++;
  };
  const fileAt = (path: string): File => {
    const file = files.get(path);
    if (!file) throw missing(path);
    return file;
  };
  return {
    makeFolder: async () => {},
    read: async (path) => files.get(path)?.bytes,
    async *parts(path, length) {
      const { bytes } = fileAt(path);
      for (let at = 0; at < Math.min(length, bytes.length); at += 1000) {
        yield bytes.subarray(at, Math.min(at + 1000, length));
      }
    },
    size: async (path) => files.get(path)?.bytes.length,
    create: async (path, bytes) => {
      step();
      if (files.has(path)) throw Object.assign(new Error(`EEXIST ${path}`), { code: 'EEXIST' });
      const file = { bytes: Buffer.from(bytes), safe: Buffer.alloc(0) };
      files.set(path, file);
      unsafe.push((names) => names.set(path, file));
    },
    append: async (path, bytes) => {
      const file = fileAt(path);
      // A kill in the middle of a write leaves a part of it.
      if (broken && calls >= broken.at) {
        file.bytes = Buffer.concat([file.bytes, bytes.subarray(0, bytes.length / 2)]);
      }
      step();
      file.bytes = Buffer.concat([file.bytes, bytes]);
    },
    truncate: async (path, length) => {
      step();
      const file = fileAt(path);
      file.bytes = file.bytes.subarray(0, length);
    },
    sync: async (path) => {
      step();
      const file = files.get(path);
      if (file) {
        file.safe = file.bytes;
        return;
      }
      const inside = (name: string): boolean => name.startsWith(`${path}/`);
      for (const name of [...safeNames.keys()]) if (inside(name)) safeNames.delete(name);
      for (const [name, content] of files) if (inside(name)) safeNames.set(name, content);
      unsafe = [];
    },
    rename: async (from, to) => {
      step();
      const file = fileAt(from);
      files.delete(from);
      files.set(to, file);
      unsafe.push(
        (names) => names.delete(from),
        (names) => names.set(to, file),
      );
    },
    remove: async (path) => {
      if (!files.has(path)) return;
      step();
      files.delete(path);
      unsafe.push((names) => names.delete(path));
    },
    list: async (path) =>
      [...files.keys()]
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1))
        .sort(),
    calls: () => calls,
    breakAt: (call, what) => {
      calls = 0;
      broken = { at: call, what };
    },
    powerCut: (chance = () => 1) => {
      files = new Map(safeNames);
      for (const change of unsafe) if (chance() < 0.5) change(files);
      for (const file of files.values()) {
        const { bytes, safe } = file;
        const more = Math.floor((bytes.length - safe.length) * chance());
        file.bytes = chance() < 0.5 && more > 0 ? bytes.subarray(0, safe.length + more) : safe;
        file.safe = file.bytes;
      }
      safeNames = new Map(files);
      unsafe = [];
    },
    names: () => [...files.keys()].sort(),
    text: (path) => files.get(path)?.bytes,
    set: (path, bytes) => {
      const file = { bytes, safe: bytes };
      files.set(path, file);
      safeNames.set(path, file);
    },
  };
}
