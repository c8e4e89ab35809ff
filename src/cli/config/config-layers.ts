import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathsOf } from '../../input/file/platform-path.ts';
import { tell } from '../../language/message.ts';
import { breakdown, misuse } from '../failure.ts';
import type { Io } from '../terminal/io.ts';
import type { Layer } from './settings.ts';

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
    if (!layer) throw misuse(tell('setting.noConfigFile', { path: flag }));
    return [layer];
  }
  const project = await findProject(io.cwd());
  const own = await readLayer(ownFile(io.env), true);
  return [...(project ? [project] : []), ...(own ? [own] : [])];
}

/** The path of the user's file: below `XDG_CONFIG_HOME`, else `APPDATA` on Windows, else `~/.config`. */
export function ownFile(env: Io['env'], platform: string = process.platform): string {
  const { join } = pathsOf(platform);
  const usual = platform === 'win32' ? env['APPDATA'] : undefined;
  const base = env['XDG_CONFIG_HOME'] || usual || join(env['HOME'] || homedir(), '.config');
  return join(base, 'oktahunt', 'config.yaml');
}

async function findProject(from: string): Promise<Layer | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const layer = await readLayer(join(folder, projectFile), false);
    if (layer) return layer;
    const isRoot = existsSync(join(folder, '.git'));
    if (isRoot || dirname(folder) === folder) return undefined;
  }
}

async function readLayer(file: string, isOwn: boolean): Promise<Layer | undefined> {
  let text: string;
  try {
    // Mostly there is none, and an error takes longer to make than the question.
    if (!statSync(file, { throwIfNoEntry: false })) return undefined;
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw breakdown(tell('output.cannotRead', { name: file, reason: message }));
  }
  // Only a run with a file needs the parser.
  const { parseLayer } = await import('./config-file.ts');
  return parseLayer(text, file, isOwn);
}
