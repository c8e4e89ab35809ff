import { readFile } from 'node:fs/promises';
import { tell } from '../language/message.ts';
import { type FilePlace, locate } from './file/file-identity.ts';
import { InputError } from './input-error.ts';
import { findStray } from './unpack/utf8.ts';

/**
 * Reads a value list: one value a line, networks in CIDR notation; blank lines and what follows a `#`
 * are comments. Throws an {@link InputError} if the file cannot be read or is not valid UTF-8.
 */
export async function loadList(path: string): Promise<readonly string[]> {
  return readList(await locate(path));
}

/** The same from a place that is known. */
export async function readList({ path, file }: FilePlace): Promise<readonly string[]> {
  const advice = tell('input.listAdvice');
  const bytes = await readFile(path).catch(InputError.thrower(file, advice));
  const stray = findStray(bytes);
  if (stray) {
    throw new InputError(file, tell('input.strayByte', { byte: String(stray.offset) }), advice);
  }
  return parseList(bytes.toString());
}

/** The values of a list's text, each once. */
function parseList(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const values = lines.map((line) => line.replace(/(^|\s)#.*$/s, '').trim());
  return [...new Set(values.filter((value) => value !== ''))];
}
