import { join } from 'node:path';
import { type Message, tell } from '../../language/message.ts';
import { digestOf } from './day-file.ts';
import type { Disk } from './disk.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { manifestName } from './manifest-name.ts';

/** The result of verifying an archive. */
export interface Verified {
  readonly manifest: Manifest;
  /** The event files, in order of days, as paths below the given folder. */
  readonly files: readonly string[];
  /** One sentence each. */
  readonly faults: readonly Message[];
}

/**
 * Compares the files of an archive with its manifest; undefined if the folder is not an archive.
 * Bytes after the last commit are no fault: the next pull cuts them off.
 */
export async function verifyArchive(disk: Disk, folder: string): Promise<Verified | undefined> {
  const bytes = await disk.read(join(folder, manifestName)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const manifest = parseManifest(bytes, folder);
  const faults: Message[] = [];
  const files: string[] = [];
  for (const [name, { bytes: length, sha256 }] of Object.entries(manifest.files).sort(byName)) {
    const path = join(folder, name);
    const size = await disk.size(path);
    if (size === undefined) {
      if (length > 0) faults.push(tell('archive.missing', { path }));
      continue;
    }
    files.push(path);
    if (size < length) {
      const lengths = { size: String(size), bytes: String(length) };
      faults.push(tell('archive.truncated', { path, ...lengths }));
    } else if ((await digestOf(disk, path, length)) !== sha256) {
      faults.push(tell('archive.changed', { path }));
    }
  }
  if (manifest.pending) {
    faults.push(tell('archive.unfinished', { until: manifest.pending.until }));
  } else if (files.length + manifest.covered.length === 0 && !manifest.follow) {
    faults.push(tell('archive.nothingYet', { folder }));
  }
  return { manifest, files, faults };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
