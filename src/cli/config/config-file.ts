import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { quotable } from '../../okta/auth/quotable.ts';
import { didYouMean } from '../../rule/yaml/did-you-mean.ts';
import { breakdown, misuse } from '../failure.ts';
import type { Io } from '../terminal/io.ts';
import { type Layer, refusalOf, type SettingName, settingNames } from './settings.ts';

/** A project's file, searched for in the working directory and its parents, up to the repository's root. */
export const projectFile = 'oktahunt.config.yaml';

/** `--config`: a path instead of a search, or false for no file. */
export type ConfigFlag = string | false | undefined;

/** Finds and reads the configuration files, the project's first. A named file must exist. */
export async function readLayers(
  flag: ConfigFlag,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<readonly Layer[]> {
  if (flag === false) return [];
  if (flag !== undefined) {
    const layer = await readLayer(resolve(io.cwd(), flag), true);
    if (!layer) throw misuse(`--config '${flag}': no such file`);
    return [layer];
  }
  const project = await findProject(io.cwd());
  const own = await readLayer(ownFile(io.env), true);
  return [...(project ? [project] : []), ...(own ? [own] : [])];
}

/** The path of the user's file. */
export function ownFile(env: Io['env']): string {
  const base = env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config');
  return join(base, 'oktahunt', 'config.yaml');
}

async function findProject(from: string): Promise<Layer | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const layer = await readLayer(join(folder, projectFile), false);
    if (layer) return layer;
    const isRoot = await stat(join(folder, '.git')).then(
      () => true,
      () => false,
    );
    if (isRoot || dirname(folder) === folder) return undefined;
  }
}

async function readLayer(file: string, isOwn: boolean): Promise<Layer | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw breakdown(`cannot read ${file}: ${message}`);
  }
  return parseLayer(text, file, isOwn);
}

/** Longest configuration file, in characters. */
const longest = 65_536;

/** Parses a configuration file; all its mistakes become one misuse, each with its place. */
export function parseLayer(text: string, file: string, isOwn: boolean): Layer {
  if (text.length > longest) throw misuse(`${file} is too long for a configuration file`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: string[] = [];
  const report = (offset: number, message: string): void => {
    const { line, col } = lines.linePos(offset);
    problems.push(`${file}:${line}:${col}: ${message}`);
  };
  // After a colon the parser quotes its input, which could be a secret.
  for (const { pos, message } of document.errors) report(pos[0], message.replace(/: [\s\S]*$/, ''));
  const values: Partial<Record<SettingName, string>> = {};
  const root = document.contents;
  if (problems.length === 0 && root !== null && !isMap(root))
    report(0, 'settings must have the form `name: value`');
  for (const { key, value } of isMap(root) ? root.items : []) {
    const at = (isScalar(key) && key.range?.[0]) || 0;
    const name = isScalar(key) ? String(key.value) : '';
    const known = settingNames.find((candidate) => candidate === name);
    if (!known) {
      report(at, `unknown setting '${quotable(name)}'${didYouMean(name, settingNames)}`);
      continue;
    }
    const refusal = refusalOf(known, isOwn);
    if (refusal !== undefined) report(at, refusal);
    else if (isScalar(value) && ['string', 'number'].includes(typeof value.value)) {
      values[known] = String(value.value);
    } else report(at, `${name} must be a text`);
  }
  if (problems.length > 0)
    throw misuse(problems.join('; '), "'oktahunt init' writes a file with all settings");
  return { file, isOwn, values };
}
