import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Doubt } from '../finding/summary.ts';
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
 * files (there may be none yet), and those in folders below them, which are read like other folders.
 */
export async function openArchives(paths: readonly string[]): Promise<Opened> {
  const opened: string[] = [];
  const doubts: Doubt[] = [];
  for (const path of paths) {
    const archives = await archivesBelow(path);
    let files: readonly string[] = [path];
    for (const archive of archives) {
      const [{ verifyArchive }, { realDisk }] = await Promise.all([
        import('../okta/archive/verify.ts'),
        import('../okta/archive/disk.ts'),
      ]);
      const verified = await verifyArchive(realDisk(), archive);
      if (archive === path && verified) files = verified.files;
      for (const message of verified?.faults ?? []) {
        doubts.push({ code: 'archive-changed', message });
      }
    }
    opened.push(...files);
  }
  return { paths: opened, doubts };
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
