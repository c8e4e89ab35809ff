import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { tell } from '../language/message.ts';
import { linkRules } from '../rule/link.ts';
import { linkPacks, type Pack, parsePack } from '../rule/pack.ts';
import type { Lists, RuleSet } from '../rule/rule.ts';
import type { RuleText } from '../rule/rule-file.ts';
import {
  linkTranslations,
  parseTranslations,
  type TranslationFile,
  type Translations,
} from '../rule/translation.ts';
import { mistakeAt, RuleError } from '../rule/yaml/diagnostic.ts';
import { builtInRules } from './built-in-rules.ts';
import { type FilePlace, identify, list, locate } from './file/file-identity.ts';
import { InputError } from './input-error.ts';
import { loadParsedRules, type ParsedRules, parseOnce } from './parsed-rules.ts';
import { findStray } from './unpack/utf8.ts';
import { readList } from './value-lists.ts';

export { builtInRules };

/** What is read with rules. */
export interface RuleOptions {
  /** Value lists that replace or join those found in `lists` folders beside the rules. */
  readonly lists?: Lists;
  /** The tag of the language whose translations are read with the rules; none are if left out. */
  readonly language?: string;
}

/** A rule file as it stands on the disk. `file` is as the user named it. */
export interface StoredRule extends RuleText {
  /** The same for one file, however it was reached. */
  readonly key: string;
}

/** What lies at the paths of rules and is none. */
export interface PassedOver {
  /** Files that look like a rule, but are called otherwise (`a.yml.disabled`) or hidden. */
  readonly files: readonly string[];
  /** Paths without any rule file. */
  readonly paths: readonly string[];
}

/** Rule files, unparsed, and the value lists, packs and translations beside them. */
export interface RuleTexts {
  readonly texts: readonly StoredRule[];
  readonly packs: readonly StoredRule[];
  readonly translations: readonly StoredRule[];
  readonly lists: Lists;
  readonly passedOver: PassedOver;
}

/** Rules as they were loaded, and what was not. */
export interface LoadedRules extends RuleSet {
  /** Questions, each with the rules that answer it. */
  readonly packs: readonly Pack[];
  /** What they say in the language that was asked for; `translated` puts it in place. */
  readonly translations: Translations;
  /** What lies at the paths and is no rule file. */
  readonly passedOver: PassedOver;
}

/**
 * Loads rules from files and folders (every `.yml` and `.yaml` below them), the bundled ones unless told otherwise;
 * the value lists in their `lists` folders, the packs in their `packs` folders, and the translations for a language
 * in their folders `translations/<tag>`. Links are followed, and no file is read twice. Throws a `RuleError`
 * with every problem of every file, or an {@link InputError} for a path that cannot be read.
 */
export async function loadRules(
  paths: readonly string[] = [builtInRules()],
  options: RuleOptions = {},
): Promise<LoadedRules> {
  const [texts, parsed] = await Promise.all([readRules(paths, options), loadParsedRules()]);
  return linkTexts(texts, parsed);
}

/** Parses and links what {@link readRules} read, and throws as {@link loadRules} does. */
export function linkTexts(
  { texts, packs: files, translations, lists, passedOver }: RuleTexts,
  parsed: ParsedRules = new Map(),
): LoadedRules {
  const set = linkRules(
    texts.map((text) => parseOnce(text, parsed)),
    lists,
  );
  const packs = linkPacks(readPacks(files), set.rules);
  const words = linkTranslations(translations.map(readTranslation), set.rules, packs);
  return { ...set, packs, translations: words, passedOver };
}

function readTranslation({ text, file, damage }: StoredRule): TranslationFile {
  return damage ? { translations: [], problems: [damage] } : parseTranslations(text, file);
}

/** Parses pack files; throws a {@link RuleError} with the problems of all. */
function readPacks(texts: readonly StoredRule[]): readonly Pack[] {
  const files = texts.map(({ text, file, damage }) =>
    damage ? { pack: undefined, problems: [damage] } : parsePack(text, file),
  );
  const problems = files.flatMap((file) => file.problems);
  if (problems.length > 0) throw new RuleError(problems);
  return files.flatMap(({ pack }) => pack ?? []);
}

/**
 * Reads what {@link loadRules} loads, without a look inside. A file that is reached by several paths
 * has the name that it has by the first of them.
 */
export async function readRules(
  paths: readonly string[],
  options: RuleOptions = {},
): Promise<RuleTexts> {
  const files: Found[] = [];
  const seen = new Set<string>();
  const passedOver: { files: string[]; paths: string[] } = { files: [], paths: [] };
  for (const path of paths) {
    const search: Search = { seen, passedOver: passedOver.files, again: 0 };
    const found = await findFiles(await locate(path), search, () => true);
    if (search.again === 0 && !found.some(({ file }) => isRuleFile(file))) {
      passedOver.paths.push(path);
    }
    files.push(...found);
  }
  const stray = files.find(({ file }) => !isRuleFile(file) && !file.endsWith('.txt'));
  if (stray) {
    throw new InputError(stray.file, tell('input.notRule'), tell('input.ruleEnding'));
  }
  const rules = files.filter(
    ({ file }) => isRuleFile(file) && !isPack(file) && languageOf(file) === undefined,
  );
  const packs = await eachOf(
    files.filter(({ file }) => isPack(file)),
    readRule,
  );
  const { language } = options;
  const translations = await eachOf(
    files.filter(({ file }) => language !== undefined && languageOf(file) === language),
    readRule,
  );
  const named = files.filter(({ file }) => !isRuleFile(file));
  const texts = await eachOf(rules, readRule);
  const lists = await eachOf(named, async (place) => {
    return [basename(place.file, '.txt'), await readList(place)] as const;
  });
  return {
    texts,
    packs,
    translations,
    lists: new Map([...lists, ...(options.lists ?? [])]),
    passedOver,
  };
}

/** So many files are open at a time; a folder may hold more than a process may open. */
const maxOpen = 64;

async function eachOf<T>(
  places: readonly Found[],
  read: (place: Found) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = [];
  for (let at = 0; at < places.length; at += maxOpen) {
    done.push(...(await Promise.all(places.slice(at, at + maxOpen).map(read))));
  }
  return done;
}

async function readRule({ path, file, key }: Found): Promise<StoredRule> {
  const advice = tell('input.checkPath');
  const bytes = await readFile(path).catch(InputError.thrower(file, advice));
  const text = bytes.toString();
  const stray = findStray(bytes);
  if (!stray) return { file, text, key };
  const { line, column, offset } = stray;
  const what = tell('mistake.notUtf8', { offset: String(offset) });
  return { file, text, key, damage: mistakeAt({ file, line, column }, what) };
}

function isRuleFile(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}

/** `.a.yml`, `a.yml.disabled`, `a.yaml~`: somebody may think that it counts. */
function looksLikeRule(file: string): boolean {
  return /\.ya?ml([^a-z0-9].*)?$/i.test(basename(file));
}

function isPack(file: string): boolean {
  return /[/\\]packs[/\\][^/\\]+\.ya?ml$/i.test(file);
}

/** The tag of the language that a file translates rules into; undefined for other files. */
function languageOf(file: string): string | undefined {
  return /[/\\]translations[/\\]([a-z]{2,3})[/\\][^/\\]+\.ya?ml$/i.exec(file)?.[1]?.toLowerCase();
}

function isList(file: string): boolean {
  return /[/\\]lists[/\\][^/\\]+\.txt$/.test(file);
}

const advice = tell('input.giveRules');

/** A file, and what it is, however it was reached. */
interface Found extends FilePlace {
  readonly key: string;
}

/** A search for rule files at one path. */
interface Search {
  /** What was found at this path and those before. */
  readonly seen: Set<string>;
  readonly passedOver: string[];
  /** How often something was found that was `seen` before. */
  again: number;
}

/** Rule files at a place, and lists beside them; those not seen yet, in order of name. */
async function findFiles(
  place: FilePlace,
  search: Search,
  isWanted: (file: string) => boolean,
): Promise<readonly Found[]> {
  try {
    const stats = await stat(place.path);
    const isFolder = stats.isDirectory();
    if (!isFolder && !isWanted(place.file)) {
      if (looksLikeRule(place.file)) search.passedOver.push(place.file);
      return [];
    }
    if (!isFolder && !stats.isFile())
      throw new InputError(place.file, tell('input.isNoFile'), advice);
    const key = await identify(place);
    if (search.seen.has(key)) {
      search.again++;
      return [];
    }
    search.seen.add(key);
    if (!isFolder) return [{ ...place, key }];
    const found: Found[] = [];
    for (const inside of await list(place)) {
      if (basename(inside.file).startsWith('.')) {
        if (looksLikeRule(inside.file)) search.passedOver.push(inside.file);
        continue;
      }
      found.push(...(await findFiles(inside, search, (file) => isRuleFile(file) || isList(file))));
    }
    return found;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw InputError.of(place.file, error, advice);
  }
}
