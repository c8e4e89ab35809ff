import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Doubt } from '../finding/summary.ts';
import { list, locate } from '../input/file/file-identity.ts';
import { withoutBookkeeping } from '../input/file/log-archive.ts';
import type { Language } from '../language/language.ts';
import { type MessageValue, toldBy, valueIn } from '../language/message.ts';
import type { Disk } from '../okta/archive/disk.ts';
import { manifestName } from '../okta/archive/manifest-name.ts';

/** How many folders below a path are searched for archives, and how deep. */
const [mostFolders, deepest] = [10_000, 8];

/**
 * Compares every archive in the paths, and in folders below them, with its manifest, and returns what is
 * wrong. A manifest vouches for files, but does not decide what is read: the folder is read like any
 * other. Throws the signal's reason if it fires. Faults are told in the language of the run, as doubts are.
 */
export async function verifyArchives(
  paths: readonly string[],
  signal: AbortSignal,
  language: Language,
): Promise<readonly Doubt[]> {
  const doubts: Doubt[] = [];
  for (const folder of (await Promise.all(paths.filter(isFolder).map(archivesBelow))).flat()) {
    for (const fault of await faultsOf(folder, signal)) {
      doubts.push({ code: 'archive-changed', message: valueIn(language, fault) });
    }
  }
  return doubts;
}

/** Asked at once: to be told by an error that a log is no folder takes longer than to read its first event. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** A damaged manifest does not keep events from being scanned: it is a fault like others. */
async function faultsOf(folder: string, signal: AbortSignal): Promise<readonly MessageValue[]> {
  const [{ verifyArchive }, { realDisk }] = await Promise.all([
    import('../okta/archive/verify.ts'),
    import('../okta/archive/disk.ts'),
  ]);
  try {
    return (await verifyArchive(abortable(realDisk(), signal), folder))?.faults ?? [];
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return [toldBy(error)];
    throw error;
  }
}

/** The paths without new archives, which have nothing but bookkeeping yet. */
export async function withoutEmptyArchives(paths: readonly string[]): Promise<readonly string[]> {
  const isEmpty = await Promise.all(paths.map(holdsBookkeepingAlone));
  return paths.filter((_, index) => !isEmpty[index]);
}

async function holdsBookkeepingAlone(folder: string): Promise<boolean> {
  if (!isFolder(folder)) return false;
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes(manifestName)) return false;
  return (await withoutBookkeeping(await list(await locate(folder)))).length === 0;
}

/** A disk that stops reading files when the signal fires. */
function abortable(disk: Disk, signal: AbortSignal): Disk {
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

/** Those of a folder and its subfolders that have a manifest; links are not followed. */
async function archivesBelow(path: string): Promise<readonly string[]> {
  const found: string[] = [];
  const queue = [{ folder: path, depth: 0 }];
  for (let looked = 0; looked < mostFolders; looked++) {
    const next = queue.shift();
    if (!next) break;
    const entries = await readdir(next.folder, { withFileTypes: true }).catch(() => []);
    if (entries.some(({ name }) => name === manifestName)) found.push(next.folder);
    if (next.depth >= deepest) continue;
    for (const entry of entries) {
      const folder = join(next.folder, entry.name);
      if (entry.isDirectory()) queue.push({ folder, depth: next.depth + 1 });
    }
  }
  return found;
}
