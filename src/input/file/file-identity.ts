import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { tell } from '../../language/message.ts';
import { InputError } from '../input-error.ts';
import { endsWithSeparator } from './platform-path.ts';

/** A file or folder: the bytes that open it, and the same as text. File names need not be UTF-8. */
export interface FilePlace {
  readonly path: Buffer;
  /** As named by the user, or below what he named; bytes that are no UTF-8 as `\xff`. Hostile text. */
  readonly file: string;
}

/** The place that a path names. */
export function placeOf(file: string): FilePlace {
  return { path: Buffer.from(file), file };
}

/** The place of a name inside a folder; inside of '' it is the name itself. */
export function join(
  folder: FilePlace,
  name: Buffer,
  platform: string = process.platform,
): FilePlace {
  const slash = folder.file === '' || endsWithSeparator(folder.file, platform) ? '' : '/';
  const path = Buffer.concat([folder.path, Buffer.from(slash), name]);
  return { path, file: folder.file + slash + textOf(name) };
}

/** Bytes as text, those that are no UTF-8 as escapes: `\xff`. */
export function textOf(name: Buffer): string {
  const text = name.toString();
  if (!text.includes(lost)) return text;
  const parts: string[] = [];
  for (let at = 0; at < name.length; ) {
    // A character has four bytes at most, and none begins within another.
    const length = [1, 2, 3, 4].find((size) => isUtf8(name.subarray(at, at + size))) ?? 0;
    if (length > 0) parts.push(name.toString('utf8', at, at + length));
    else parts.push(`\\x${(name[at] as number).toString(16).padStart(2, '0')}`);
    at += Math.max(length, 1);
  }
  return parts.join('');
}

/** What stands for bytes that are no UTF-8 in the arguments of a process. */
const lost = '\ufffd';

/** The last name of a path as a shell would have given it. */
export function lastName({ path }: FilePlace): string {
  return path.subarray(path.lastIndexOf(0x2f) + 1).toString();
}

/**
 * The place that a path names whose bytes need not all be UTF-8. What was lost of them on the way here is
 * looked up in the folders; bytes may also be written as we print them, `\xff`, where nothing has that very
 * name. Throws {@link InputError} if more than one name fits.
 */
export async function locate(file: string): Promise<FilePlace> {
  if (!isDoubtful(file)) return placeOf(file);
  let place: FilePlace = placeOf(file.startsWith('/') ? '/' : '');
  for (const name of file.split('/').filter((part) => part !== '')) {
    place = await locateIn(place, name, file);
  }
  return place;
}

/** The same of one name in a folder; `file` is the path it is of. */
export async function locateIn(folder: FilePlace, name: string, file: string): Promise<FilePlace> {
  const literal = join(folder, Buffer.from(name));
  if (!isDoubtful(name)) return literal;
  const isLost = name.includes(lost);
  if (!isLost && (await lookAtLink(literal))) return literal;
  if (!isLost) return join(folder, bytesOf(name));
  const inside = await list(folder).catch(() => []);
  const fitting = inside.filter((place) => lastName(place) === name);
  const [first = literal, second] = fitting;
  if (!second) return first;
  const names = fitting.slice(0, 5).map((place) => place.file.replaceAll(lost, '\\xef\\xbf\\xbd'));
  throw new InputError(file, tell('input.severalNames', { names }), tell('input.writeEscapes'));
}

const escaped = /\\x([0-9a-f]{2})/gi;

function isDoubtful(text: string): boolean {
  // On Windows names are never bytes, and a backslash stands between them.
  return process.platform !== 'win32' && (text.includes(lost) || text.search(escaped) >= 0);
}

function bytesOf(text: string): Buffer {
  const parts = text.split(escaped);
  return Buffer.concat(
    parts.map((part, at) => (at % 2 === 0 ? Buffer.from(part) : Buffer.from(part, 'hex'))),
  );
}

/** What a folder holds, sorted by name, code unit by code unit. Throws what the file system throws. */
export async function list(folder: FilePlace): Promise<readonly FilePlace[]> {
  const path = folder.file === '' ? Buffer.from('.') : folder.path;
  const names: Buffer[] = await readdir(path, { encoding: 'buffer' });
  const places = names.map((name) => join(folder, name));
  return places.sort((a, b) => {
    if (a.file === b.file) return Buffer.compare(a.path, b.path);
    return a.file < b.file ? -1 : 1;
  });
}

/** What the place is, links followed; undefined if it is not there or cannot be looked at. */
export async function look(place: FilePlace): Promise<Stats | undefined> {
  return stat(place.path).catch(() => undefined);
}

/** The same of a link itself. */
export async function lookAtLink(place: FilePlace): Promise<Stats | undefined> {
  return lstat(place.path).catch(() => undefined);
}

/** One text for one file or folder, however it was reached. */
export async function identify(place: FilePlace): Promise<string> {
  return realpath(place.path, { encoding: 'buffer' }).then(
    (path) => path.toString('latin1'),
    // The pipe of a process substitution, `<(...)`, has no path that leads back to it.
    async () => {
      const { dev, ino } = await stat(place.path);
      return `device ${dev}, inode ${ino}`;
    },
  );
}
