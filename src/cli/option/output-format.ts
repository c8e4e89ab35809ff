import { misuse } from '../failure.ts';
import { choose } from './enum.ts';

/**
 * The output formats, spelled as people type them. The table of reporters has the same keys; the
 * names stand here as well because `--help` must not load the reporters.
 */
export const formats = ['table', 'json', 'ndjson'] as const;
export type OutputFormat = (typeof formats)[number];

/** The formats of `rules list`. */
export const listFormats = ['table', 'json'] as const;
export type ListFormat = (typeof listFormats)[number];

/** One report to write: `path` is undefined for standard output. */
export interface Target {
  readonly format: OutputFormat;
  readonly path: string | undefined;
}

/** The format that `text` names; misuse if there is none. */
export function parseFormat(text: string): OutputFormat {
  return choose(text, formats, 'format');
}

/** Parses `FORMAT=PATH`; the path `-` is standard output. */
export function parseTarget(text: string): Target {
  const [name, path] = cutTarget(text, 'json=findings.json');
  return { format: parseFormat(name), path: path === '-' ? undefined : path };
}

/** Both sides of `FORMAT=PATH`, or misuse that shows an `example`. */
export function cutTarget(text: string, example: string): readonly [name: string, path: string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw misuse(`--output '${text}' is not FORMAT=PATH`, `for example -o ${example}`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * All reports of a run. Standard output gets one and only one: what `--format` says, else what
 * `-o FORMAT=-` says, else the table.
 */
export function targetsOf(format: OutputFormat | undefined, outputs: readonly Target[]): Target[] {
  const toStdout = outputs.filter((target) => target.path === undefined);
  if (toStdout.length + (format ? 1 : 0) > 1) {
    throw misuse('two reports for standard output', 'give all but one a file: -o FORMAT=PATH');
  }
  const paths = outputs.flatMap((target) => target.path ?? []);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw misuse(`two reports for the file '${twice}'`);
  if (toStdout.length > 0) return [...outputs];
  return [{ format: format ?? 'table', path: undefined }, ...outputs];
}
