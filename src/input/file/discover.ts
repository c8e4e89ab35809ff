import { constants, type Stats } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { type Message, tell } from '../../language/message.ts';
import { InputError, reasonOf } from '../input-error.ts';
import {
  type FilePlace,
  identify,
  lastName,
  list,
  locate,
  locateIn,
  look,
  lookAtLink,
  placeOf,
} from './file-identity.ts';
import { type GlobStep, isPattern, parseGlob } from './glob.ts';
import { withoutBookkeeping } from './log-archive.ts';
import { patternPath } from './platform-path.ts';

/** One thing to read. */
export type InputFile =
  | {
      readonly kind: 'stdin';
      readonly file: string;
      readonly named: true;
      readonly stream: Readable;
    }
  /**
   * `isRegular` says that it is no pipe and no device, and can be read twice; only then `bytes` is its size when it
   * was found.
   */
  | (FilePlace & {
      readonly kind: 'file';
      readonly named: boolean;
      readonly isRegular: boolean;
      readonly bytes: number | undefined;
    })
  /** Found in a folder, and not readable, for the reason given. */
  | (FilePlace & {
      readonly kind: 'unreadable';
      readonly named: boolean;
      readonly why: Message;
    })
  /** Found in a folder, and no file that could hold a log. */
  | (FilePlace & { readonly kind: 'special'; readonly named: boolean; readonly note: Message });

/**
 * Finds what the paths name: files, folders (walked to the bottom, links followed once), patterns, and `-`
 * for standard input. In the order named, folders sorted by name; nothing twice.
 *
 * Throws {@link InputError} if one of them names nothing that can be read.
 */
export async function discoverFiles(
  paths: readonly string[],
  stdin: Readable | undefined,
): Promise<readonly InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const path of paths) {
    for (const [key, input] of await findPath(path, stdin)) {
      const known = found.get(key);
      if (!known || (input.named && !known.named)) found.set(key, input);
    }
  }
  return Array.from(found.values());
}

type Found = readonly (readonly [key: string, input: InputFile])[];

async function findPath(path: string, stdin: Readable | undefined): Promise<Found> {
  if (path === '-') return [['-', standardInput(stdin)]];
  const place = await locate(path);
  const [stats, error] = await stat(place.path).then(
    (value) => [value, undefined] as const,
    (reason: unknown) => [undefined, reason] as const,
  );
  if (stats) return findNamed(place, stats);
  if (isPattern(path)) return findPattern(path);
  throw InputError.of(path, error, tell('input.checkSpelling'));
}

function standardInput(stream: Readable | undefined): InputFile {
  if (!stream) throw new InputError('-', tell('paths.noStdin'), tell('paths.nameFile'));
  if ('isTTY' in stream && stream.isTTY === true) {
    throw new InputError('-', tell('input.stdinTerminal'), tell('input.pipeOrName'));
  }
  return { kind: 'stdin', file: '-', named: true, stream };
}

async function findNamed(place: FilePlace, stats: Stats): Promise<Found> {
  const folder = stats.isDirectory();
  const mode = folder ? constants.R_OK | constants.X_OK : constants.R_OK;
  const remedy = tell('input.changePermissions');
  await access(place.path, mode).catch(InputError.thrower(place.file, remedy));
  if (!folder) {
    await checkKind(place, stats);
    const isRegular = stats.isFile();
    const bytes = isRegular ? stats.size : undefined;
    return [[await identify(place), { kind: 'file', named: true, isRegular, bytes, ...place }]];
  }
  const found = await walk(place, new Set());
  return readable(place.file, found, 'nothingReadable', tell('input.nameAnother'));
}

/** Refuses what is no file and holds no log: it would fail only when it is read, or never end. */
async function checkKind(place: FilePlace, stats: Stats): Promise<void> {
  if (stats.isSocket()) {
    throw new InputError(place.file, tell('input.isSocket'), tell('input.nameFile'));
  }
  if (!stats.isCharacterDevice()) return;
  const advice = tell('input.pipeDash');
  const mode = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const handle = await open(place.path, mode).catch(InputError.thrower(place.file, advice));
  const isTerminal = isatty(handle.fd);
  await handle.close();
  if (isTerminal) throw new InputError(place.file, tell('input.isTerminal'), advice);
}

async function findPattern(path: string): Promise<Found> {
  const { root, names } = patternPath(path, process.platform);
  const places = new Map<string, FilePlace>();
  for (const steps of parseGlob(names)) {
    for (const place of await match(placeOf(root), steps)) {
      places.set(place.path.toString('latin1'), place);
    }
  }
  const found: (readonly [string, InputFile])[] = [];
  for (const place of Array.from(places.values()).sort((a, b) => (a.file < b.file ? -1 : 1))) {
    found.push(...(await findIn(place, new Set(), true)));
  }
  return readable(path, found, 'nothingMatches', tell('input.checkPattern'));
}

function readable(
  path: string,
  found: Found,
  reason: 'nothingReadable' | 'nothingMatches',
  advice: Message,
): Found {
  if (found.some(([, input]) => input.kind === 'file')) return found;
  const first = found.map(([, input]) => input).find((input) => input.kind === 'unreadable');
  const why = first && { file: first.file, why: first.why };
  throw new InputError(
    path,
    why ? tell(`input.${reason}Because`, why) : tell(`input.${reason}`),
    advice,
  );
}

async function walk(folder: FilePlace, seen: Set<string>): Promise<Found> {
  const key = await identify(folder);
  if (seen.has(key)) return [];
  seen.add(key);
  const found: (readonly [string, InputFile])[] = [];
  for (const place of await withoutBookkeeping(await list(folder))) {
    found.push(...(await findIn(place, seen, false)));
  }
  return found;
}

/** What is at a place that was not named as such. Nothing there is fatal. */
async function findIn(place: FilePlace, seen: Set<string>, named: boolean): Promise<Found> {
  try {
    const stats = await stat(place.path);
    if (stats.isDirectory()) return await walk(place, seen);
    const key = await identify(place);
    if (!stats.isFile()) {
      const note = tell('source.notRegular');
      return [[key, { kind: 'special', named, note, ...place }]];
    }
    await access(place.path, constants.R_OK);
    return [[key, { kind: 'file', named, isRegular: true, bytes: stats.size, ...place }]];
  } catch (error) {
    const key = `unreadable ${place.path.toString('latin1')}`;
    return [[key, { kind: 'unreadable', named, why: reasonOf(error), ...place }]];
  }
}

async function match(from: FilePlace, steps: readonly GlobStep[]): Promise<readonly FilePlace[]> {
  const [step, ...rest] = steps;
  if (!step) return [from];
  if (step.kind === 'name') return matchName(from, step.name, rest);
  const inside = await list(from).catch(() => []);
  const matches = step.kind === 'folders' ? await match(from, rest) : [];
  const found = [...matches];
  for (const place of inside) {
    const name = lastName(place);
    if (step.kind === 'match') {
      if (step.matches(name)) found.push(...(await matchRest(place, rest)));
    } else if (!name.startsWith('.') && (await isOwnFolder(place))) {
      found.push(...(await match(place, steps)));
    }
  }
  return found;
}

async function matchName(
  from: FilePlace,
  name: string,
  rest: readonly GlobStep[],
): Promise<readonly FilePlace[]> {
  if (name !== '') return matchRest(await locateIn(from, name, name), rest);
  // Only braces bring a slash here: `{/a,/b}/*.json`.
  return match(from.file === '' ? placeOf('/') : from, rest);
}

async function matchRest(
  place: FilePlace,
  rest: readonly GlobStep[],
): Promise<readonly FilePlace[]> {
  if (rest.length > 0) return (await look(place))?.isDirectory() ? match(place, rest) : [];
  return (await lookAtLink(place)) ? [place] : [];
}

/** A folder itself, not a link to one: `**` follows no links, so that it ends. */
async function isOwnFolder(place: FilePlace): Promise<boolean> {
  return (await lookAtLink(place))?.isDirectory() === true;
}
