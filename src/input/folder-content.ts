import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The names and contents of all files in a folder, one behind the other; undefined if any of it cannot be read, or is
 * neither file nor folder. Reads without giving way: of hundreds of small files each wait would take longer than the
 * reading.
 */
export function contentOfFolder(folder: string): Buffer | undefined {
  const pieces: Uint8Array[] = [];
  try {
    return addFolder(folder, '', pieces) ? Buffer.concat(pieces) : undefined;
  } catch {
    return undefined;
  }
}

function addFolder(folder: string, name: string, pieces: Uint8Array[]): boolean {
  const inside = readdirSync(join(folder, name), { withFileTypes: true });
  return inside
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .every((entry) => {
      const path = `${name}${entry.name}`;
      if (entry.isDirectory()) return addFolder(folder, `${path}/`, pieces);
      if (!entry.isFile()) return false;
      const bytes = readFileSync(join(folder, path));
      pieces.push(Buffer.from(`${path}\n${bytes.length}\n`), bytes);
      return true;
    });
}
