import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * SHA-256 of the names and contents of all files in a folder, in hexadecimal; undefined if any of it cannot be read,
 * or is neither file nor folder. Reads without giving way: of hundreds of small files each wait would take longer than
 * the reading.
 */
export function digestOfFolder(folder: string): string | undefined {
  const hash = createHash('sha256');
  try {
    return addFolder(folder, '', hash) ? hash.digest('hex') : undefined;
  } catch {
    return undefined;
  }
}

function addFolder(folder: string, name: string, hash: Hash): boolean {
  const inside = readdirSync(join(folder, name), { withFileTypes: true });
  return inside
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .every((entry) => {
      const path = `${name}${entry.name}`;
      if (entry.isDirectory()) return addFolder(folder, `${path}/`, hash);
      if (!entry.isFile()) return false;
      const bytes = readFileSync(join(folder, path));
      hash.update(`${path}\n${bytes.length}\n`);
      hash.update(bytes);
      return true;
    });
}
