import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';

/** A file or folder: the bytes that open it, and the same as text. File names need not be UTF-8. */
export interface Place {
  readonly path: Buffer;
  /** As named by the user, or below what he named. Hostile text. */
  readonly file: string;
}

/** The place that a path names. */
export function placeOf(file: string): Place {
  return { path: Buffer.from(file), file };
}

/** The place of a name inside a folder; inside of '' it is the name itself. */
export function join(folder: Place, name: Buffer): Place {
  const slash = folder.file === '' || folder.file.endsWith('/') ? '' : '/';
  const path = Buffer.concat([folder.path, Buffer.from(slash), name]);
  return { path, file: folder.file + slash + name.toString() };
}

/** What a folder holds, sorted by name, code unit by code unit. Throws what the file system throws. */
export async function list(folder: Place): Promise<readonly Place[]> {
  const path = folder.file === '' ? Buffer.from('.') : folder.path;
  const names: Buffer[] = await readdir(path, { encoding: 'buffer' });
  const places = names.map((name) => join(folder, name));
  return places.sort((a, b) => compare(a.file, b.file) || Buffer.compare(a.path, b.path));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What the place is, links followed; undefined if it is not there or cannot be looked at. */
export async function look(place: Place): Promise<Stats | undefined> {
  return stat(place.path).catch(() => undefined);
}

/** One text for one file or folder, however it was reached. */
export async function identify(place: Place): Promise<string> {
  return realpath(place.path, { encoding: 'buffer' }).then(
    (path) => path.toString('latin1'),
    // The pipe of a process substitution, `<(...)`, has no path that leads back to it.
    async () => {
      const { dev, ino } = await stat(place.path);
      return `device ${dev}, inode ${ino}`;
    },
  );
}
