import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What a test folder holds: file contents by path, or where a link leads. */
export interface Files {
  readonly [path: string]: string | Uint8Array | { readonly link: string };
}

/** Makes a folder that is gone after the test, and gives its path. */
export async function aFolder(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'oktahunt-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    if (typeof content === 'object' && 'link' in content) await symlink(content.link, target);
    else await writeFile(target, content);
  }
  return folder;
}
