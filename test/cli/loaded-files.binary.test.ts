import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bare, binary, root } from './binary.ts';

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-loaded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const log = join(folder, 'log.ndjson');
const [event] = readFileSync(join(root, 'fixtures/incidents/benign-day.ndjson'), 'utf8').split(
  '\n',
);
writeFileSync(log, `${event}\n`);
const noter = join(import.meta.dirname, 'loaded-files.mjs');

/** The files of the program, and the packages, that a run loads. */
function loadedBy(args: readonly string[]): readonly string[] {
  const to = join(folder, 'loaded.json');
  const env = { ...bare, LOADED_FILES: to };
  execFileSync(process.execPath, ['--import', noter, binary, ...args], { env, stdio: 'pipe' });
  return JSON.parse(readFileSync(to, 'utf8'));
}

const forHelp = ['english.json', 'main.cjs'];
const forScan = [...forHelp, 'scan.cjs'];

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['help', ['--help'], forHelp],
  ['help of a command', ['scan', '--help'], forHelp],
  ...['list', 'show', 'check', 'test', 'why', 'coverage', 'backtest', 'tune'].map(
    (name) => [`help of rules ${name}`, ['rules', name, '--help'], forHelp] as const,
  ),
  ['a scan of one event', ['scan', log], forScan],
  [
    'one in Japanese',
    ['scan', log, '--lang', 'ja'],
    [...forScan, 'japanese.cjs', 'japanese.json'].sort(),
  ],
])('%s loads no more than it needs', (_what, args, files) => {
  expect(loadedBy(args).filter((name) => !name.startsWith('rolldown-runtime'))).toEqual(files);
});

test('help opens no stream but the one that it is written to', () => {
  const program = `
    const opened = [];
    for (const name of ['stdin', 'stdout', 'stderr']) {
      const { get } = Object.getOwnPropertyDescriptor(process, name);
      const note = () => (opened.push(name), get.call(process));
      Object.defineProperty(process, name, { get: note, configurable: true });
    }
    process.argv = ${JSON.stringify([process.execPath, binary, '--help'])};
    process.on('exit', () => require('node:fs').writeSync(2, JSON.stringify([...new Set(opened)])));
    require(${JSON.stringify(binary)});`;
  const run = spawnSync(process.execPath, ['-e', program], { env: bare, encoding: 'utf8' });
  expect(JSON.parse(run.stderr)).toEqual(['stdout']);
});

/** Modules of Node that the program needs now and then, and that take long to load. */
const heavy = ['child_process', 'crypto', 'perf_hooks', 'readline', 'worker_threads', 'zlib'];

test.each<readonly [string, readonly string[]]>([
  ['help', ['--help']],
  ['a scan of one event', ['scan', log]],
  ['one that gives JSON', ['scan', log, '--format', 'json']],
])('%s loads nothing of Node that takes long', (_what, args) => {
  const program = `
    const { writeSync } = require('node:fs');
    process.argv = ${JSON.stringify([process.execPath, binary, ...args])};
    process.on('exit', () => writeSync(2, JSON.stringify(process.moduleLoadList)));
    require(${JSON.stringify(binary)});`;
  const run = spawnSync(process.execPath, ['-e', program], { env: bare, encoding: 'utf8' });
  const loaded = JSON.parse(run.stderr.slice(run.stderr.indexOf('["')));
  expect(loaded).toContain('NativeModule fs');
  expect(heavy.filter((name) => loaded.includes(`NativeModule ${name}`))).toEqual([]);
});
