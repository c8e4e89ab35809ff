import { readFile } from 'node:fs/promises';
import { InputError } from './input-error.ts';

/**
 * Reads a value list: one value a line, networks in CIDR notation; blank lines and what follows a `#`
 * are comments. Throws an {@link InputError} if the file cannot be read.
 */
export async function loadList(path: string): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw InputError.of(path, error, 'give the path of a text file with one value a line');
  }
  return parseList(text);
}

/** The values of a list's text, each once. */
export function parseList(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const values = lines.map((line) => line.replace(/(^|\s)#.*$/, '').trim());
  return [...new Set(values.filter((value) => value !== ''))];
}
