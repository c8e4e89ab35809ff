import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Doubt } from '../../finding/summary.ts';
import { list, locate } from '../../input/file/file-identity.ts';
import { withoutBookkeeping } from '../../input/file/log-archive.ts';
import type { Disk } from '../../okta/archive/disk.ts';
import { manifestName } from '../../okta/archive/manifest-name.ts';

/** Folders below a path that are looked into for archives, and how deep. */
const [mostFolders, deepest] = [10_000, 8];

/**
 * Compares every archive among the paths, and in folders below them, with its manifest, and tells what is
 * wrong. A manifest vouches for files, and decides nothing about what is read: the folder is read like any
 * other. Throws what `signal` was aborted with.
 */
export async function verifyArchives(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly Doubt[]> {
  const doubts: Doubt[] = [];
  for (const folder of (await Promise.all(paths.map(archivesBelow))).flat()) {
    for (const message of await faultsOf(folder, signal)) {
      doubts.push({ code: 'archive-changed', message });
    }
  }
  return doubts;
}

/** What cannot vouch for its events takes none of them from the scan: it is a fault like others. */
async function faultsOf(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const [{ verifyArchive }, { realDisk }] = await Promise.all([
    import('../../okta/archive/verify.ts'),
    import('../../okta/archive/disk.ts'),
  ]);
  try {
    return (await verifyArchive(heedful(realDisk(), signal), folder))?.faults ?? [];
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return [error.message];
    throw error;
  }
}

/** Those of the paths that hold anything: an archive may have nothing but its bookkeeping yet. */
export async function withoutEmptyArchives(paths: readonly string[]): Promise<readonly string[]> {
  const isEmpty = await Promise.all(paths.map(holdsBookkeepingAlone));
  return paths.filter((_, index) => !isEmpty[index]);
}

async function holdsBookkeepingAlone(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes(manifestName)) return false;
  return (await withoutBookkeeping(await list(await locate(folder)))).length === 0;
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
