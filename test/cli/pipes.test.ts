import { execFileSync } from 'node:child_process';
import { closeSync, createReadStream, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sample } from '../effort.ts';
import { collect, oktahunt, root, start } from './binary.ts';
import { makeSandbox } from './sandbox.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder = '';
beforeAll(() => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
  folder = makeSandbox();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tried = join(root, 'fixtures', 'commands', 'tried');
const log = join(tried, 'tests', 'two-addresses', 'hit-high-watched.ndjson');
const own = ['--no-builtin-rules', '--rules', tried];
const event = '00000000-0000-4000-8000-000000000002';

/** Every command that writes to standard output without an org. */
const commands: readonly (readonly string[])[] = [
  ...['table', 'json', 'ndjson'].map((format) => ['scan', log, ...own, '-f', format, '-q']),
  ['scan', 'quiet.ndjson', '-f', 'json', '-q'],
  ['convert-log', 'quiet.ndjson', '-q'],
  ['rules', 'list', ...own],
  ['rules', 'list', ...own, '-f', 'json'],
  ['rules', 'show', 'two-addresses', ...own],
  ['rules', 'why', 'two-addresses', ...own, '--event', event, log],
  ['rules', 'check', tried],
  ['rules', 'test', tried],
  ['rules', 'test', tried, '-f', 'junit'],
  ['rules', 'coverage', ...own],
  ['rules', 'coverage', ...own, log],
  ['schema'],
  ['schema', 'finding'],
  ['config', 'show'],
  ['init', '--out', '-'],
  ['doctor'],
  ['help', 'exit-codes'],
  ['help', 'lint'],
  ['help', 'scan'],
  ['--help'],
  ['--version'],
];

describe('standard output', () => {
  test.each(sample(commands).map((argv) => [argv.join(' ').replaceAll(root, ''), argv] as const))(
    'without a reader is a broken pipe: %s',
    async (_, argv) => {
      const child = start(argv, { cwd: folder });
      child.stdout?.destroy();
      const { code, err } = await collect(child);
      expect({ code, err }).toEqual({ code: 141, err: '' });
    },
  );

  test
    .runIf(existsSync('/dev/full'))
    .each(sample(commands).map((argv) => [argv.join(' ').replaceAll(root, ''), argv] as const))(
    'on a full disk is an error with its reason: %s',
    async (_, argv) => {
      const stdout = openSync('/dev/full', 'w');
      const { code, err } = await oktahunt(argv, { cwd: folder, stdout });
      closeSync(stdout);
      expect({ code, err }).toEqual({
        code: 3,
        err: 'error: cannot write to standard output: no space left on the device\n',
      });
    },
  );

  test('whose reader leaves when all was written is no broken pipe', async () => {
    const child = start(['scan', log, ...own, '-f', 'ndjson', '-q', '--fail-on', 'none'], {
      cwd: folder,
    });
    const lines: string[] = [];
    child.stdout?.on('data', (chunk) => lines.push(String(chunk)));
    child.stdout?.once('end', () => child.stdout?.destroy());
    const { code } = await collect(child);
    expect({ code, whole: lines.join('').endsWith('}\n') }).toEqual({ code: 0, whole: true });
  });
});

describe('standard error without a reader', () => {
  test.each<[argv: readonly string[], code: number]>([
    [['scan', 'torn.ndjson', '-f', 'ndjson'], 4],
    [['scan', 'alarm.ndjson', '-f', 'ndjson', '--no-builtin-rules', '--rules', 'alarm.yml'], 1],
    [['scan', 'missing.ndjson'], 3],
    [['scan', '--no-such-option'], 2],
    [['convert-log', 'torn.ndjson'], 4],
    [['rules', 'list', '--level', 'high'], 0],
    [['rules', 'check', 'bad.yml'], 2],
    [['pull', '--since', '1d', '--out', 'archive'], 2],
    [['init', '--out', 'made.yaml'], 0],
  ])('changes nothing in the end of %j', async (argv, code) => {
    const child = start(argv, { cwd: folder });
    child.stderr?.destroy();
    child.stdout?.resume();
    const ended = await collect(child);
    expect(ended.code).toBe(code);
  });
});

describe.skipIf(process.platform === 'win32')('a named pipe as the output', () => {
  test('whose reader leaves is a broken pipe, and the other reports are whole', async () => {
    const argv = ['scan', 'many.ndjson', '--no-builtin-rules', '--rules', 'alarm.yml', '-q'];
    const outputs = ['-f', 'ndjson', '-o', 'ndjson=pipe', '-o', 'ndjson=whole.ndjson'];
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const child = start([...argv, ...outputs], { cwd: folder });
    const reader = createReadStream(join(folder, 'pipe'));
    reader.once('data', () => reader.destroy());
    const { code, out } = await collect(child);
    expect(code).toBe(141);
    // A case for each finding, for they have nobody in common.
    expect(out.match(/^\{"kind":"finding"/gm)).toHaveLength(2000);
    expect(out.match(/^\{"kind":"case"/gm)).toHaveLength(2000);
    expect(readFileSync(join(folder, 'whole.ndjson'), 'utf8')).toBe(out);
  });
});
