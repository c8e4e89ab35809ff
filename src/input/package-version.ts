import { readFile } from 'node:fs/promises';
import { packageFile } from './package-files.ts';

/** Name and version of this package, from its `package.json`. */
export async function product(): Promise<{ readonly name: string; readonly version: string }> {
  const text = await readFile(packageFile('package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
}
