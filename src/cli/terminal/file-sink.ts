import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { tell } from '../../language/message.ts';
import { breakdown, Failure } from '../failure.ts';
import { cannotWrite, type Sink } from './sink.ts';

/**
 * Writes to a file, which gets its name only when finished: until then it is a hidden file
 * beside it, readable by its owner only. Devices and pipes are written to directly.
 */
export async function fileSink(path: string): Promise<Sink> {
  try {
    const known = await stat(path).catch(() => undefined);
    if (known?.isDirectory())
      throw breakdown(tell('output.cannotWrite', { name: path, reason: tell('output.isFolder') }));
    if (known && !known.isFile()) return deviceSink(path, await open(path, 'w'));
    const target = known ? await realpath(path) : resolve(path);
    const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
    return draftSink({ path, target, draft, file: await open(draft, 'wx', 0o600) });
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
}

function draftSink({ path, target, draft, file }: Draft): Sink {
  return {
    write: (text) => attempt(path, () => file.writeFile(text)),
    finish: () =>
      attempt(path, async () => {
        await file.sync();
        await file.close();
        await rename(draft, target);
        await syncFolder(dirname(target));
      }),
    discard: () => {
      rmSync(draft, { force: true });
      void file.close().catch(() => {});
    },
  };
}

/** A rename survives a power cut only once the folder is synced; not all systems can do that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close().catch(() => {});
}

async function attempt(name: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw cannotWrite(name, error);
  }
}
