import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Doubt } from '../finding/summary.ts';
import type { Disk } from '../okta/archive/disk.ts';
import { manifestName } from '../okta/archive/manifest-name.ts';

/** The paths of a scan, with archives replaced by their event files, and what is wrong with those. */
export interface Opened {
  readonly paths: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** Folders below a path that are looked into for archives, and how deep. */
const [mostFolders, deepest] = [10_000, 8];

/**
 * Verifies every archive against its manifest: those among the paths, which are replaced by their event
 * files, and those in folders below them, which are read like other folders. Throws what `signal` was
 * aborted with.
 */
export async function openArchives(paths: readonly string[], signal: AbortSignal): Promise<Opened> {
  const opened: string[] = [];
  const doubts: Doubt[] = [];
  for (const path of paths) {
    const archives = await archivesBelow(path);
    const files: string[] = [];
    for (const archive of archives) {
      const [{ verifyArchive }, { realDisk }] = await Promise.all([
        import('../okta/archive/verify.ts'),
        import('../okta/archive/disk.ts'),
      ]);
      const verified = await verifyArchive(heedful(realDisk(), signal), archive);
      if (archive === path) files.push(...(verified?.files ?? []));
      for (const message of verified?.faults ?? []) {
        doubts.push({ code: 'archive-changed', message });
      }
    }
    opened.push(...(files.length > 0 ? files : [path]));
  }
  return { paths: opened, doubts };
}

/** A disk that stops reading files when the signal is aborted. */
function heedful(disk: Disk, signal: AbortSignal): Disk {
  return {
    ...disk,
    async *parts(path, length) {
      for await (const part of disk.parts(path, length)) {
        signal.throwIfAborted();
        yield part;
      }
    },
  };
}

/** A folder itself and those below it that hold a manifest; links are not followed. */
async function archivesBelow(path: string): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [{ folder: path, depth: 0 }];
  for (let looked = 0; looked < mostFolders; looked++) {
    const next = waiting.shift();
    if (!next) break;
    const entries = await readdir(next.folder, { withFileTypes: true }).catch(() => []);
    if (entries.some(({ name }) => name === manifestName)) found.push(next.folder);
    if (next.depth >= deepest) continue;
    for (const entry of entries) {
      const folder = join(next.folder, entry.name);
      if (entry.isDirectory()) waiting.push({ folder, depth: next.depth + 1 });
    }
  }
  return found;
}
