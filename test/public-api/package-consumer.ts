import { execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** What a stranger's strict project says to the compiler. */
const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  types: ['node'],
};

/** How a program of the stranger ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A project in an empty folder, in which the package is installed as it would be published. */
export interface Consumer {
  readonly folder: string;
  /** Writes a source file. */
  readonly write: (name: string, text: string) => void;
  /** What the compiler says, empty if nothing; leaves JavaScript beside the sources. */
  readonly compile: () => string;
  /** Runs a compiled program. */
  readonly run: (name: string, args?: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Ran>;
  readonly remove: () => void;
}

/** Packs the package and installs it; `dist/` must be up to date. */
export function installPackage(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'oktahunt-consumer-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'oktahunt'), { recursive: true });
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  execFileSync('npm', pack, { cwd: root, stdio: 'ignore' });
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  const into = join(modules, 'oktahunt');
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', into, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of [...Object.keys(dependencies), '@types/node', 'undici-types']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('package.json', '{"type": "module"}');
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return {
    folder,
    write,
    compile: () => {
      try {
        execFileSync(process.execPath, [tsc, '-p', folder], { cwd: folder, encoding: 'utf8' });
        return '';
      } catch (error) {
        return (error as { stdout?: string }).stdout ?? String(error);
      }
    },
    run: (name, args = [], env = {}) => start(folder, [name, ...args], env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function start(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}
