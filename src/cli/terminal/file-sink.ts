import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isDevicePath } from '../../input/file/platform-path.ts';
import { tell } from '../../language/message.ts';
import { syncFolder } from '../../okta/archive/disk.ts';
import { type Patience, patience, whileHeld } from '../../okta/archive/held-file.ts';
import { breakdown, Failure } from '../failure.ts';
import { cannotWrite, type Sink } from './sink.ts';

/** What differs from platform to platform; tests pass their own. */
export interface FileSystem extends Patience {
  readonly rename: (from: string, to: string) => Promise<void>;
}

/**
 * Writes to a file, which gets its name only when finished: until then it is a hidden file
 * beside it, readable by its owner only. Devices and pipes are written to directly.
 */
export async function fileSink(
  path: string,
  system: FileSystem = { ...patience, rename },
): Promise<Sink> {
  try {
    if (isDevicePath(path, system.platform)) return deviceSink(path, await open(path, 'w'));
    const known = await stat(path).catch(() => undefined);
    if (known?.isDirectory())
      throw breakdown(tell('output.cannotWrite', { name: path, reason: tell('output.isFolder') }));
    if (known && !known.isFile()) return deviceSink(path, await open(path, 'w'));
    const target = known ? await realpath(path) : resolve(path);
    const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
    const file = await open(draft, 'wx', 0o600);
    return draftSink({ path, target, draft, file, system });
  } catch (error) {
    throw error instanceof Failure ? error : cannotWrite(path, error);
  }
}

function deviceSink(path: string, file: FileHandle): Sink {
  return {
    write: (text) => attempt(path, () => file.writeFile(text)),
    finish: () => attempt(path, () => file.close()),
    discard: () => void file.close().catch(() => {}),
  };
}

interface Draft {
  /** As given. */
  readonly path: string;
  readonly target: string;
  readonly draft: string;
  readonly file: FileHandle;
  readonly system: FileSystem;
}

function draftSink({ path, target, draft, file, system }: Draft): Sink {
  return {
    write: (text) => attempt(path, () => file.writeFile(text)),
    finish: () =>
      attempt(path, async () => {
        await file.sync();
        await file.close();
        await whileHeld(() => system.rename(draft, target), system);
        await syncFolder(dirname(target)).catch(() => {});
      }),
    discard: () => {
      remove(draft);
      // Where an open file cannot be removed, it can be once it is closed.
      void file
        .close()
        .catch(() => {})
        .then(() => remove(draft));
    },
  };
}

/** Removes a file if that is possible now. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

async function attempt(name: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw cannotWrite(name, error);
  }
}
