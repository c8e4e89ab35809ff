import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Message, tell } from '../../language/message.ts';
import { makeFolder } from '../../okta/archive/disk.ts';
import { misuse } from '../failure.ts';
import { cannotWrite } from './sink.ts';

/**
 * Writes new files, and the folders that they need; if one cannot be written, those before it are removed. One that
 * exists is misuse with this advice.
 */
export async function writeNew(
  files: readonly (readonly [path: string, text: string])[],
  advice: Message,
): Promise<void> {
  const written: string[] = [];
  try {
    for (const [path, text] of files) {
      await makeFolder(dirname(path), 0o777).catch((error) => {
        throw cannotWrite(path, error);
      });
      await writeFile(path, text, { flag: 'wx' }).catch((error) => {
        if (error.code !== 'EEXIST') throw cannotWrite(path, error);
        throw misuse(tell('misuse.exists', { path }), advice);
      });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    throw error;
  }
}
