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

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['help', ['--help'], ['main.cjs']],
  ['help of a command', ['scan', '--help'], ['main.cjs']],
  ...['list', 'show', 'check', 'test', 'why', 'coverage', 'backtest', 'tune'].map(
    (name) => [`help of rules ${name}`, ['rules', name, '--help'], ['main.cjs']] as const,
  ),
  ['a scan of one event', ['scan', log], ['main.cjs', 'scan.cjs']],
  ['one in Japanese', ['scan', log, '--lang', 'ja'], ['japanese.cjs', 'main.cjs', 'scan.cjs']],
])('%s loads no more than it needs', (_what, args, files) => {
  expect(loadedBy(args).filter((name) => !name.startsWith('rolldown-runtime'))).toEqual(files);
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
