import { readFileSync } from 'node:fs';
import { packageFile } from './package-files.ts';

/** Name and version of this package, from its `package.json`. */
export async function product(): Promise<{ readonly name: string; readonly version: string }> {
  const text = readFileSync(packageFile('package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
}
