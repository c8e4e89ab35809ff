import { join } from 'node:path';
import { objectIn } from '../../event/json.ts';
import { tell } from '../../language/message.ts';
import { OktaError } from '../http/okta-error.ts';
import type { Disk } from './disk.ts';

/** The run that locks an archive. */
export interface LockHolder {
  readonly pid: number;
  /** Whether a process with this number runs on this machine. */
  readonly isAlive: (pid: number) => boolean;
  /** Unique to each run. */
  readonly mark: string;
}

const lockName = '.oktahunt-archive.lock';

/**
 * Locks an archive for one run; the returned function releases it. Throws an {@link OktaError} if
 * another run holds it. The lock of a dead process is taken over: it is renamed first, and
 * only one of several runs can do that.
 */
export async function lockArchive(
  disk: Disk,
  folder: string,
  holder: LockHolder,
): Promise<() => Promise<void>> {
  const path = join(folder, lockName);
  const text = JSON.stringify({ pid: holder.pid, mark: holder.mark });
  await disk.makeFolder(folder);
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await disk.create(path, Buffer.from(text));
      return () => disk.remove(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const other = await disk.read(path);
    const pid = other && objectIn(Buffer.from(other).toString())?.['pid'];
    if (typeof pid === 'number' && holder.isAlive(pid)) throw busy(folder, pid, path);
    if (other === undefined) continue;
    const aside = `${path}.${holder.mark}`;
    await disk.rename(path, aside).catch(() => {});
    const taken = await disk.read(aside);
    if (taken && Buffer.compare(taken, other) !== 0) await disk.rename(aside, path);
    else await disk.remove(aside);
  }
  throw busy(folder, undefined, path);
}

function busy(folder: string, pid: number | undefined, path: string): OktaError {
  const told =
    pid === undefined
      ? tell('archive.busy', { folder })
      : tell('archive.busyProcess', { folder, pid: String(pid) });
  return new OktaError('setup', told, tell('archive.waitOrDelete', { path }));
}
