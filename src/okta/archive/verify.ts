import { join } from 'node:path';
import { digestOf } from './day-file.ts';
import type { Disk } from './disk.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { manifestName } from './manifest-name.ts';

/** What an archive is worth as evidence. */
export interface Verified {
  readonly manifest: Manifest;
  /** The event files, in order of days, as paths below the folder given. */
  readonly files: readonly string[];
  /** What is wrong, one sentence each. */
  readonly faults: readonly string[];
}

/**
 * Reads an archive's manifest and compares every file with it; undefined if the folder is no archive.
 * What was written behind the last commit is no fault: the next pull cuts it off.
 */
export async function verifyArchive(disk: Disk, folder: string): Promise<Verified | undefined> {
  const bytes = await disk.read(join(folder, manifestName)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const manifest = parseManifest(bytes, folder);
  const faults: string[] = [];
  const files: string[] = [];
  for (const [name, { bytes: length, sha256 }] of Object.entries(manifest.files).sort(byName)) {
    const path = join(folder, name);
    const size = await disk.size(path);
    if (size === undefined) {
      if (length > 0) faults.push(`${path} is gone`);
      continue;
    }
    files.push(path);
    if (size < length) faults.push(`${path} was cut: ${size} of ${length} bytes are left`);
    else if ((await digestOf(disk, path, length)) !== sha256) {
      faults.push(`${path} was changed after it was pulled (SHA-256 differs)`);
    }
  }
  if (manifest.pending) {
    faults.push(`the pull until ${manifest.pending.until} has not ended; pull again to go on`);
  } else if (files.length + manifest.covered.length === 0 && !manifest.follow) {
    faults.push(`nothing was pulled into ${folder} yet; pull again`);
  }
  return { manifest, files, faults };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
