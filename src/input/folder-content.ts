import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** All files below a folder: the path of each with its length, in bytes, and what they contain, one behind the other. */
export interface FolderContent {
  readonly files: readonly (readonly [path: string, length: number])[];
  readonly bytes: Buffer;
}

/** Reads all files below a folder. Throws if any of it cannot be read, or is neither file nor folder. */
export function contentOfFolder(folder: string): FolderContent {
  const files: [path: string, length: number][] = [];
  const pieces: Buffer[] = [];
  walk(folder, '', (path) => {
    const bytes = readFileSync(`${folder}/${path}`);
    files.push([path, bytes.length]);
    pieces.push(bytes);
    return true;
  });
  return { files, bytes: Buffer.concat(pieces) };
}

/** What a folder had, read while it is compared: the bytes that `next` gives hold until it is asked again. */
export interface ReadContent extends Pick<FolderContent, 'files'> {
  readonly next: (length: number) => Buffer;
}

/**
 * Whether a folder has these files and no others, with this content. Reads without giving way, and no more than it
 * has to: of hundreds of small files each wait, and each question about one, would take longer than the reading.
 */
export function isContentOfFolder({ files, next }: ReadContent, folder: string): boolean {
  const room = Buffer.allocUnsafe(Math.max(...files.map(([, length]) => length)) + 1);
  let place = 0;
  const isSame = (path: string): boolean => {
    const [expected, length = 0] = files[place++] ?? [];
    return (
      path === expected &&
      readInto(room.subarray(0, length + 1), `${folder}/${path}`) === length &&
      next(length).compare(room, 0, length) === 0
    );
  };
  try {
    return walk(folder, '', isSame) && place === files.length;
  } catch {
    return false;
  }
}

/** Goes through the files below a folder, always in the same order, for as long as they are wanted. */
function walk(folder: string, name: string, goOn: (path: string) => boolean): boolean {
  const inside = readdirSync(`${folder}/${name}`, { withFileTypes: true });
  return inside
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .every((entry) => {
      const path = `${name}${entry.name}`;
      if (entry.isDirectory()) return walk(folder, `${path}/`, goOn);
      if (!entry.isFile()) throw new Error(`${path} is neither file nor folder`);
      return goOn(path);
    });
}

/** How many bytes a file has, up to the size of the room, which is to be one byte larger than the file should be. */
function readInto(room: Uint8Array, path: string): number {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const more = readSync(file, room, length, room.length - length, null);
      length += more;
      // A file gives at once what it has: where one byte is missing it has ended, and need not be asked again.
      if (more === 0 || length >= room.length - 1) return length;
    }
  } finally {
    closeSync(file);
  }
}
