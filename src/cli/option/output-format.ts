import { pathKey } from '../../input/file/platform-path.ts';
import { tell } from '../../language/message.ts';
import { misuse } from '../failure.ts';
import { oneOf } from './enum.ts';

/** The output formats. The reporters have the same keys; `--help` must not load those. */
export const formats = [
  'table',
  'html',
  'markdown',
  'json',
  'ndjson',
  'csv',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'ocsf',
  'ecs',
  'splunk-hec',
  'sentinel',
  'cef',
  'timesketch',
  'stix',
  'misp',
] as const;
export type OutputFormat = (typeof formats)[number];

/** The formats of `rules list`. */
export const listFormats = ['table', 'json'] as const;
export type ListFormat = (typeof listFormats)[number];

/** One report to write: `path` is undefined for standard output. */
export interface Target {
  readonly format: OutputFormat;
  readonly path: string | undefined;
}

/** The format named `text`; anything else is misuse. */
export const parseFormat = oneOf(formats, 'format');

/** Parses `FORMAT=PATH`; the path `-` is standard output. */
export function parseTarget(text: string): Target {
  const [name, path] = cutTarget(text, 'json=findings.json');
  return { format: parseFormat(name), path: path === '-' ? undefined : path };
}

/** Both sides of `FORMAT=PATH`; anything else is misuse, with an `example`. */
export function cutTarget(text: string, example: string): readonly [name: string, path: string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw misuse(tell('misuse.noTarget', { text }), tell('misuse.forExample', { example }));
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * All reports of a run. Standard output gets exactly one: as `--format` says, else as
 * `-o FORMAT=-` says, else the table.
 */
export function targetsOf(
  format: OutputFormat | undefined,
  outputs: readonly Target[],
  keyOf: (path: string) => string = keyHere,
): Target[] {
  const toStdout = outputs.filter((target) => target.path === undefined);
  if (toStdout.length + (format ? 1 : 0) > 1) {
    throw misuse(tell('misuse.twoOnStdout'), tell('misuse.allButOne'));
  }
  const paths = outputs.flatMap((target) => target.path ?? []);
  const keys = paths.map(keyOf);
  const twice = paths.find((_, index) => keys.indexOf(keys[index] as string) !== index);
  if (twice !== undefined) throw misuse(tell('misuse.twoForFile', { path: twice }));
  if (toStdout.length > 0) return [...outputs];
  return [{ format: format ?? 'table', path: undefined }, ...outputs];
}

/** The key of a path in the working directory of this process. */
export function keyHere(path: string): string {
  return pathKey(path, process.cwd(), process.platform);
}

/** The formats that only people read. */
const forPeople: readonly OutputFormat[] = ['table', 'html', 'markdown'];

/** Whether people read any of the reports. */
export function isForPeople(targets: readonly Target[]): boolean {
  return targets.some(({ format }) => forPeople.includes(format));
}
