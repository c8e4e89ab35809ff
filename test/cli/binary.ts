import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The program as it is installed. */
export const binary = join(root, 'bin', 'oktahunt.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Start {
  readonly cwd: string;
  /** Beside {@link bare}, which is all that is passed on. */
  readonly env?: Record<string, string>;
  /** A file descriptor for standard output, in place of a pipe. */
  readonly stdout?: number;
  /** All of standard input. */
  readonly stdin?: string;
}

/** The environment of every run without options of its own; in it, the same run gives the same report. */
export const bare = {
  PATH: process.env['PATH'] ?? '',
  LANG: 'C.UTF-8',
  SOURCE_DATE_EPOCH: '1767225600',
};

/** Starts the real program; its standard input stays open. */
export function start(args: readonly string[], { cwd, env = {}, stdout }: Start): ChildProcess {
  const child = spawn(process.execPath, [binary, ...args], {
    cwd,
    env: { ...bare, ...env },
    stdio: ['pipe', stdout ?? 'pipe', 'pipe'],
  });
  child.stdin?.on('error', () => {}); // It may end without reading all.
  return child;
}

/** All that a program wrote, and how it ended. */
export function collect(child: ChildProcess): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []];
  // A chunk may end within a character.
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8');
  child.stdout?.on('data', (chunk) => out.push(chunk));
  child.stderr?.on('data', (chunk) => err.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, out: out.join(''), err: err.join('') }));
  });
}

/** Runs the real program to its end. */
export function oktahunt(args: readonly string[], options: Start): Promise<Ended> {
  const child = start(args, options);
  child.stdin?.end(options.stdin ?? '');
  return collect(child);
}

/** The packages whose code a run with `NODE_DEBUG=esm,module` tells of, by name. */
export function packagesOf(err: string): string[] {
  // The runtime itself may lie in a node_modules folder.
  const loaded = err.replaceAll(dirname(dirname(process.execPath)), '');
  const found = loaded.matchAll(/node_modules[/\\]+((?:@[^/\\'"]+[/\\]+)?[^/\\'"]+)[/\\]/g);
  return [...new Set([...found].map((match) => match[1] ?? ''))].sort();
}
