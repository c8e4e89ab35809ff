import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  bare,
  binary,
  collect,
  type Ended,
  oktahunt,
  packagesOf,
  root,
  type Start,
  start,
} from './binary.ts';
import { alarm, alarms, lines, makeSandbox } from './sandbox.ts';

let folder = '';
const inFolder = (name: string): string => join(folder, name);

vi.setConfig({ testTimeout: 60_000 });

beforeAll(() => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
  folder = makeSandbox();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const alone = ['--no-builtin-rules', '--rules', 'alarm.yml'];

/** Runs any command in the folder. */
function run(args: readonly string[], options: Omit<Start, 'cwd'> = {}): Promise<Ended> {
  return oktahunt(args, { cwd: folder, ...options });
}

/** Scans with the alarm rule alone. */
function scan(args: readonly string[], options: Omit<Start, 'cwd'> = {}): Promise<Ended> {
  return run(['scan', ...alone, ...args], options);
}

/** The findings and cases in a report of lines, without what is said of the run. */
function toldIn(out: string): readonly string[] {
  return out.split('\n').filter((line) => /^\{"kind":"(?:finding|case)"/.test(line));
}

describe('exit codes', () => {
  test.each<[string, readonly string[], number]>([
    ['a complete, quiet log', ['quiet.ndjson'], 0],
    ['a finding', ['alarm.ndjson'], 1],
    ['a finding in a file that also holds a torn record', ['alarm.ndjson', 'torn.ndjson'], 1],
    ['a finding under the gate', ['alarm.ndjson', '--fail-on', 'high'], 0],
    ['no gate', ['alarm.ndjson', '--fail-on', 'none'], 0],
    ['a rule that is not skipped', ['alarm.ndjson', '--only', 'al*'], 1],
    ['a misspelt rule', ['alarm.ndjson', '--only', 'alram'], 2],
    ['a misspelt option', ['alarm.ndjson', '--sinc', '7d'], 2],
    ['a misspelt format', ['alarm.ndjson', '--format', 'jsno'], 2],
    ['a bad time', ['alarm.ndjson', '--since', 'monday'], 2],
    ['a bad rule', ['alarm.ndjson', '--rules', 'bad.yml'], 2],
    ['no file', [], 2],
    ['a missing file', ['missing.ndjson'], 3],
    ['a missing list', ['alarm.ndjson', '--list', 'ips=missing.txt'], 2],
    ['a missing rule', ['alarm.ndjson', '--rules', 'missing.yml'], 2],
    ['a list that is a folder', ['alarm.ndjson', '--list', 'ips=.'], 2],
    ['an output in no folder', ['alarm.ndjson', '-o', 'json=missing/out.json'], 3],
    ['garbage', ['garbage.ndjson'], 4],
    ['an empty file', ['empty.ndjson'], 4],
    ['a torn record', ['torn.ndjson'], 4],
    ['a torn record, allowed', ['torn.ndjson', '--allow-partial'], 0],
  ])('%s', async (_, args, code) => {
    const ended = await scan(args);
    expect({ ...ended, code: ended.code }).toMatchObject({ code });
    expect(ended.err).not.toContain('    at ');
    expect(ended.out + ended.err).not.toContain('\x1b');
    if (code === 2 || code === 3) {
      expect(ended.err).toMatch(/^error: /);
      expect(ended.out).toBe('');
    }
  });

  test('are the same in every format', async () => {
    for (const format of ['table', 'json', 'ndjson']) {
      expect(await scan(['torn.ndjson', '--format', format])).toMatchObject({ code: 4 });
      expect(await scan(['alarm.ndjson', '--format', format])).toMatchObject({ code: 1 });
    }
  });

  test('are the same with the least memory, unless it may forget: then the answer is doubtful', async () => {
    const least = ['--state-budget', '64KB'];
    const whole = await scan(['many.ndjson', '-f', 'ndjson', '-q']);
    const tight = await scan(['many.ndjson', '-f', 'ndjson', '-q', ...least]);
    expect([tight.code, toldIn(tight.out)]).toEqual([whole.code, toldIn(whole.out)]);
    const forgetful = [...least, '--state-overflow', 'forget', '--min-severity', 'critical'];
    const { code, err } = await scan([
      'many.ndjson',
      ...forgetful,
      '--fail-on',
      'critical',
      '-f',
      'ndjson',
    ]);
    expect(code).toBe(4);
    expect(err).toMatch(/not complete: [\d,]+ events forgotten/);
  });

  test('of commands: a misspelt one is told what was meant', async () => {
    expect(await run(['scna'])).toEqual({
      code: 2,
      out: '',
      err: "error: unknown command 'scna'\n  fix: did you mean scan?\n  help: oktahunt --help\n",
    });
  });
});

describe('standard output', () => {
  test('is the report alone; the rest is on standard error', async () => {
    const { out, err } = await scan(['alarm.ndjson', 'torn.ndjson', '--format', 'ndjson']);
    const told = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told).toMatchObject([
      { kind: 'run', phase: 'begin' },
      { kind: 'finding', rule: { name: 'alarm' } },
      { kind: 'case' },
      { kind: 'run', phase: 'end', complete: false, because: ['skipped'], findings: 1 },
    ]);
    expect(err).toMatch(/^skipped: torn\.ndjson:6: /m);
    expect(err).toMatch(/^1 finding: 1 medium; 27 records = 26 evaluated \+ .* \+ 1 skipped$/m);
    expect(err).toMatch(/^not complete: /m);
  });

  test('has the same report with --quiet, and beside it only why it is not complete', async () => {
    const [loud, quiet] = await Promise.all([
      scan(['torn.ndjson', '--format', 'json']),
      scan(['torn.ndjson', '--format', 'json', '--quiet']),
    ]);
    const reason = loud.err.split('\n').filter((line) => line.startsWith('not complete: '));
    expect(reason.length).toBeGreaterThan(0);
    expect(quiet).toEqual({ ...loud, err: `${reason.join('\n')}\n` });
    expect(loud.err.length).toBeGreaterThan(quiet.err.length);
  });

  test('reads standard input, and finds the same there', async () => {
    const text = readFileSync(inFolder('alarm.ndjson'), 'utf8');
    const ended = await scan(['-', '--format', 'ndjson', '--quiet'], { stdin: text });
    const named = await scan(['alarm.ndjson', '--format', 'ndjson', '--quiet']);
    expect([ended.code, toldIn(ended.out)]).toEqual([named.code, toldIn(named.out)]);
  });

  test.each<[string, readonly string[], Record<string, string>, colored: boolean]>([
    ['a pipe', [], {}, false],
    ['a pipe with NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['a pipe with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['a pipe with --color always', ['--color', 'always'], { NO_COLOR: '1' }, true],
    ['a pipe with FORCE_COLOR and --no-color', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ])('has colour only when asked for: %s', async (_, args, env, colored) => {
    const { out } = await scan(['alarm.ndjson', ...args], { env });
    expect(out.includes('\x1b[')).toBe(colored);
  });

  test.each([
    ['scan', ...alone, 'many.ndjson', '-f', 'ndjson', '--fail-on', 'none'],
    ['convert-log', 'many.ndjson'],
  ])('that closes early ends %s as a broken pipe', async (...args) => {
    const child = start(args, { cwd: folder });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, err } = await collect(child);
    expect({ code, err }).toEqual({ code: 141, err: '' });
  });

  test('loses nothing of a long report on the way into a slow pipe', async () => {
    const { out } = await scan(['many.ndjson', '-f', 'ndjson', '-q']);
    expect(out.match(/^\{"kind":"finding"/gm)).toHaveLength(2000);
    expect(out.match(/^\{"kind":"case"/gm)).toHaveLength(2000);
    expect(out.endsWith('}\n')).toBe(true);
  });

  test.runIf(existsSync('/dev/full'))('that is full is an error', async () => {
    const stdout = openSync('/dev/full', 'w');
    for (const args of [['scan', 'alarm.ndjson'], ['--help'], ['rules', 'list']]) {
      const ended = await run(args, { stdout });
      expect(ended).toMatchObject({
        code: 3,
        err: 'error: cannot write to standard output: no space left on the device\n',
      });
    }
    closeSync(stdout);
  });
});

describe('reports in files', () => {
  test('are written whole, beside the table, for the owner only', async () => {
    const { code, out } = await scan([
      'alarm.ndjson',
      '-o',
      'json=a.json',
      '-o',
      'ndjson=a.ndjson',
    ]);
    expect(code).toBe(1);
    expect(out).toContain('The alarm rang');
    expect(JSON.parse(readFileSync(inFolder('a.json'), 'utf8')).findings).toHaveLength(1);
    const told = readFileSync(inFolder('a.ndjson'), 'utf8').trimEnd().split('\n');
    expect(told.map((line) => JSON.parse(line).kind)).toEqual(['run', 'finding', 'case', 'run']);
    expect(JSON.parse(told[1] ?? '').rule.name).toBe('alarm');
    expect(statSync(inFolder('a.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('are the bytes that standard output would get', async () => {
    const { out } = await scan(['alarm.ndjson', '-f', 'json', '-o', 'json=same.json']);
    expect(readFileSync(inFolder('same.json'), 'utf8')).toBe(out);
  });

  test.runIf(existsSync('/dev/full'))('on a full disk are an error', async () => {
    expect(await scan(['alarm.ndjson', '-o', 'json=/dev/full', '-q'])).toMatchObject({
      code: 3,
      err: 'error: cannot write to /dev/full: no space left on the device\n',
    });
  });

  test.skipIf(process.platform === 'win32')('that break off leave nothing behind', async () => {
    const args = [
      'many.ndjson',
      '--rules',
      'alarm.yml',
      '-o',
      'ndjson=broken.ndjson',
      '-f',
      'json',
    ];
    const command = ['scan', '--no-builtin-rules', ...args].map((word) => `'${word}'`).join(' ');
    const limited = `ulimit -f 64; exec '${process.execPath}' '${binary}' ${command} -q`;
    const child = spawn('sh', ['-c', limited], { cwd: folder, env: bare, stdio: 'pipe' });
    expect(await collect(child)).toMatchObject({
      code: 3,
      err: 'error: cannot write to broken.ndjson: the file would be larger than allowed\n',
    });
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
  });

  test('never replace an input', async () => {
    const before = readFileSync(inFolder('alarm.ndjson'), 'utf8');
    expect(await scan(['alarm.ndjson', '-o', 'ndjson=alarm.ndjson'])).toMatchObject({ code: 2 });
    expect(readFileSync(inFolder('alarm.ndjson'), 'utf8')).toBe(before);
  });
});

describe('a signal', () => {
  const reading = ['scan', '-', ...alone, '-o', 'json=cut.json'];
  const drafts = () => readdirSync(folder).filter((name) => name.startsWith('.cut.json'));

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s ends a run that waits for input; what was found is reported',
    async (signal, code) => {
      const child = start([...reading, '-f', 'ndjson'], { cwd: folder });
      const ended = collect(child);
      child.stdin?.write(`${lines([alarm()])}torn\n`);
      child.stderr?.on('data', (text) => {
        if (String(text).includes('skipped: ')) child.kill(signal);
      });
      const { out, err, ...rest } = await ended;
      expect(rest).toEqual({ code });
      const [, finding = '', , end = ''] = out.split('\n');
      expect(JSON.parse(finding)).toMatchObject({ kind: 'finding' });
      expect(JSON.parse(end)).toMatchObject({
        phase: 'end',
        complete: false,
        because: expect.arrayContaining(['cut-short']),
      });
      expect(err).toContain(`not complete: interrupted by ${signal}`);
      const report = JSON.parse(readFileSync(inFolder('cut.json'), 'utf8'));
      expect(report.findings).toHaveLength(1);
      expect(report.summary.doubts).toContainEqual(expect.objectContaining({ code: 'cut-short' }));
      expect(drafts()).toEqual([]);
    },
  );

  test('that comes again does not wait for a reader who never reads', async () => {
    const child = start([...reading, '-f', 'ndjson', '-q'], { cwd: folder });
    child.stdin?.write(lines(alarms(2000)));
    child.stdin?.end();
    await once(child.stdout as Readable, 'readable');
    expect(drafts()).toHaveLength(1);
    await vi.waitFor(
      () => {
        child.kill('SIGINT');
        expect(child.exitCode).toBe(130);
      },
      { timeout: 20_000 },
    );
    expect(drafts()).toEqual([]);
  });
});

describe('the start', () => {
  /** The packages whose code a command line loads. */
  async function loadedBy(args: readonly string[]): Promise<string[]> {
    const { err } = await run(args, { env: { NODE_DEBUG: 'esm,module' } });
    return packagesOf(err);
  }

  test.each([[['--help']], [['--version']], [['scan', '--help']], [['rules', 'list', '--help']]])(
    'of %j loads no package: what it needs of them is in the program',
    async (args) => {
      expect(await loadedBy(args)).toEqual([]);
    },
  );

  test('without a build says how to build', async () => {
    mkdirSync(inFolder('bin'));
    copyFileSync(binary, inFolder('bin/oktahunt.cjs'));
    const child = spawn(process.execPath, ['bin/oktahunt.cjs'], { cwd: folder, env: bare });
    const { code, err } = await collect(child);
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('npm ci') });
  });

  test('of a scan of files loads none either, so not the SDK', async () => {
    expect(await loadedBy(['scan', 'quiet.ndjson'])).toEqual([]);
  });
});
