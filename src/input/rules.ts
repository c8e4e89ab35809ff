import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRuleFile } from '../rule/document.ts';
import { linkRules } from '../rule/link.ts';
import type { Lists, RuleSet } from '../rule/rule.ts';
import { InputError } from './input-error.ts';
import { loadList } from './lists.ts';

export interface RuleOptions {
  /** Value lists that replace or join those found in `lists` folders beside the rules. */
  readonly lists?: Lists;
}

/** A rule file as it stands on the disk. `file` is as the user named it. */
export interface RuleText {
  readonly file: string;
  readonly text: string;
}

/** Rule files, unparsed, and the value lists beside them. */
export interface RuleTexts {
  readonly texts: readonly RuleText[];
  readonly lists: Lists;
}

/** The folder of the rules that come with the package. */
export function builtInRules(): string {
  return fileURLToPath(new URL('../../rules', import.meta.url));
}

/**
 * Loads rules from files and folders (every `.yml` and `.yaml` below them), and the value lists in
 * their `lists` folders. Throws a `RuleError` with every problem of every file, or an
 * {@link InputError} for a path that cannot be read.
 */
export async function loadRules(
  paths: readonly string[],
  options: RuleOptions = {},
): Promise<RuleSet> {
  const { texts, lists } = await readRules(paths, options);
  return linkRules(
    texts.map(({ file, text }) => parseRuleFile(text, file)),
    lists,
  );
}

/**
 * Reads what {@link loadRules} loads, without a look inside. A file that is reached by several paths
 * is read once, under the name of the last of them.
 */
export async function readRules(
  paths: readonly string[],
  options: RuleOptions = {},
): Promise<RuleTexts> {
  const found = (await Promise.all(paths.map((path) => findFiles(path)))).flat();
  const files = await distinct(found);
  const rules = files.filter((file) => /\.ya?ml$/i.test(file));
  const named = files.filter((file) => file.endsWith('.txt'));
  const [texts, lists] = await Promise.all([
    Promise.all(rules.map(readRule)),
    Promise.all(named.map(async (file) => [basename(file, '.txt'), await loadList(file)] as const)),
  ]);
  return { texts, lists: new Map([...lists, ...(options.lists ?? [])]) };
}

/** Each file once, whatever the ways to it. */
async function distinct(files: readonly string[]): Promise<readonly string[]> {
  const places = await Promise.all(files.map((file) => realpath(file).catch(() => file)));
  return [...new Map(files.map((file, index) => [places[index], file])).values()];
}

async function readRule(file: string): Promise<RuleText> {
  try {
    return { file, text: await readFile(file, 'utf8') };
  } catch (error) {
    throw InputError.of(file, error, 'check the path and who may read it');
  }
}

/** Folders deeper than this are not looked into: a loop of links, most likely. */
const maxDepth = 16;

/** Rule files at a path, and lists beside them, in order of name. */
async function findFiles(path: string, depth = 0): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    if (depth > maxDepth) return [];
    const names = (await readdir(path)).sort();
    const inside = await Promise.all(
      names
        .filter((name) => !name.startsWith('.'))
        .map((name) => findFiles(join(path, name), depth + 1)),
    );
    const wanted = (file: string): boolean =>
      /\.ya?ml$/i.test(file) || /[/\\]lists[/\\][^/\\]+\.txt$/.test(file);
    return inside.flat().filter(wanted);
  } catch (error) {
    throw InputError.of(path, error, 'give a rule file or a folder of rules');
  }
}
