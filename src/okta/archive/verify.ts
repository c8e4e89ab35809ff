import { join } from 'node:path';
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
  readonly faults: readonly string[];
}

/**
 * Compares the files of an archive with its manifest; undefined if the folder is not an archive.
 * Bytes after the last commit are no fault: the next pull cuts them off.
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
      if (length > 0) faults.push(`${path} is missing`);
      continue;
    }
    files.push(path);
    if (size < length) faults.push(`${path} was truncated: ${size} of ${length} bytes are left`);
    else if ((await digestOf(disk, path, length)) !== sha256) {
      faults.push(`${path} was changed after it was pulled (SHA-256 differs)`);
    }
  }
  if (manifest.pending) {
    faults.push(`the pull until ${manifest.pending.until} is unfinished; pull again to resume it`);
  } else if (files.length + manifest.covered.length === 0 && !manifest.follow) {
    faults.push(`nothing was pulled into ${folder} yet; pull again`);
  }
  return { manifest, files, faults };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
