import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import type { Rejection } from '../../../src/event/event.ts';
import { inEnglish, languages } from '../../../src/language/languages.ts';
import { usualBudget } from '../../../src/library/usual-budget.ts';
import { aDoubt, aFinding, anEngine, aSummary, aWorld, noFindings } from '../world.ts';

const clean = [aSummary()];
const found = [aFinding('high'), aSummary({ findings: { ...noFindings, high: 1 } })];
const doubtful = [aSummary({ doubts: [aDoubt] })];
const rejection: Rejection = { kind: 'rejection', reason: 'bad-json', message: 'no' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('scan', () => {
  test.each([
    ['nothing found', clean, [], 0],
    ['findings', found, [], 1],
    ['findings under the gate', found, ['--fail-on', 'critical'], 0],
    ['findings without a gate', found, ['--fail-on', 'none'], 0],
    ['a doubt', doubtful, [], 4],
    ['a doubt that is allowed', doubtful, ['--allow-partial'], 0],
  ])('ends with the code of the verdict: %s', async (_, outcomes, options, exitCode) => {
    const { load } = anEngine(outcomes);
    expect(await main(['scan', 'log.json', ...options], aWorld(), load)).toBe(exitCode);
  });

  test('gives standard output the report and nothing else', async () => {
    const world = aWorld();
    await main(['scan', 'log.json', '--format', 'ndjson'], world, anEngine(found).load);
    expect(world.out()).toBe('ndjson high\nndjson summary\n');
  });

  test('is silent on standard error beside a table', async () => {
    const world = aWorld();
    await main(['scan', 'log.json'], world, anEngine([rejection, ...doubtful]).load);
    expect(world.err()).toBe('');
  });

  test('sums up on standard error beside a report for machines', async () => {
    const world = aWorld();
    await main(['scan', 'log.json', '-f', 'json'], world, anEngine([rejection, ...doubtful]).load);
    expect(world.err()).toBe(
      'skipped: bad-json: no\n' +
        'no findings; 10 records = 10 evaluated + 0 duplicate + 0 filtered + 0 skipped\n' +
        'not complete: one record was skipped\n',
    );
  });

  test('tells the reason for exit 4 even if quiet, and nothing else', async () => {
    const world = aWorld();
    const { load } = anEngine([rejection, ...doubtful]);
    expect(await main(['scan', 'log.json', '-f', 'ndjson', '-q'], world, load)).toBe(4);
    expect(world.err()).toBe('not complete: one record was skipped\n');
  });

  test.each([
    [[], 7],
    [['-v'], 101],
    [['-q'], 0],
  ])('tells of a hundred skipped records with %j in %i lines', async (options, lines) => {
    const world = aWorld();
    const outcomes = [...Array<Rejection>(100).fill(rejection), ...clean];
    await main(['scan', 'log.json', '-f', 'json', ...options], world, anEngine(outcomes).load);
    expect(world.err().split('\n').length - 1).toBe(lines);
  });

  test.each([
    [[], /^warning: .*--allow-partial/],
    [['-q'], /^warning: .*--allow-partial/],
  ])('warns of what was allowed, with %j', async (options, expected) => {
    const world = aWorld();
    await main(['scan', 'a', '--allow-partial', ...options], world, anEngine(doubtful).load);
    expect(world.err()).toMatch(expected);
  });

  test('does not warn of what needed no permission', async () => {
    const world = aWorld();
    await main(['scan', 'a', '--allow-partial'], world, anEngine(clean).load);
    expect(world.err()).toBe('');
  });

  test('writes several reports of one run', async () => {
    const world = aWorld();
    const [json, ndjson] = [join(folder, 'a.json'), join(folder, 'a.ndjson')];
    const outputs = ['-o', `json=${json}`, '-o', `ndjson=${ndjson}`];
    await main(['scan', 'log.json', ...outputs], world, anEngine(found).load);
    expect(world.out()).toBe('table high\ntable summary\n');
    expect(readFileSync(json, 'utf8')).toBe('json high\njson summary\n');
    expect(readFileSync(ndjson, 'utf8')).toBe('ndjson high\nndjson summary\n');
  });

  test('leaves no half-written report when it breaks down', async () => {
    const world = aWorld();
    const { load } = anEngine([], {
      hunt: async function* () {
        yield aFinding('high');
        throw Object.assign(new Error('EIO: the disk is broken'), { code: 'EIO', syscall: 'read' });
      },
    });
    const exitCode = await main(['scan', 'a', '-o', `json=${join(folder, 'a.json')}`], world, load);
    expect(exitCode).toBe(3);
    expect(world.err()).toBe('error: EIO: the disk is broken\n');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says so when standard output is full', async () => {
    const world = aWorld({ stdoutError: 'ENOSPC' });
    expect(await main(['scan', 'a'], world, anEngine(found).load)).toBe(3);
    expect(world.err()).toContain('cannot write to standard output: no space left on the device');
  });

  test.each(['table', 'json', 'ndjson'])(
    'ends as a broken pipe when the reader of %s is gone',
    async (format) => {
      const world = aWorld({ stdoutError: 'EPIPE' });
      expect(await main(['scan', 'a', '-f', format], world, anEngine(found).load)).toBe(141);
      expect(world.err()).toBe('');
    },
  );

  test('writes the reports in files whole when the reader of another is gone', async () => {
    const world = aWorld({ stdoutError: 'EPIPE' });
    const path = join(folder, 'a.json');
    const argv = ['scan', 'a', '-f', 'ndjson', '-o', `json=${path}`];
    expect(await main(argv, world, anEngine(found).load)).toBe(141);
    expect(readFileSync(path, 'utf8')).toBe('json high\njson summary\n');
    expect(world.err()).toMatch(/^1 finding: 1 high/);
  });

  test('ends as it would if nobody reads standard error', async () => {
    const outcomes = [rejection, ...doubtful];
    for (const stderrError of ['EPIPE', 'ENOSPC']) {
      const world = aWorld({ stderrError });
      expect(await main(['scan', 'a', '-f', 'json'], world, anEngine(outcomes).load)).toBe(4);
      expect(await main(['scan'], world, anEngine(outcomes).load)).toBe(2);
    }
  });

  test('is a mistake of its own when the hunt says nothing', async () => {
    const world = aWorld();
    expect(await main(['scan', 'a'], world, anEngine([]).load)).toBe(3);
    expect(world.err()).toContain('please report it');
  });
});

describe('what scan asks the engine for', () => {
  test('the bundled rules first, then the named ones, with the named lists', async () => {
    const { calls, load } = anEngine(clean);
    const options = ['--rules', 'a.yml', '--rules', 'b', '--list', 'vips=v.txt'];
    await main(['scan', 'log.json', ...options], aWorld(), load);
    expect(calls.rules).toEqual([
      {
        paths: ['/bundled/rules', 'a.yml', 'b'],
        options: { lists: new Map([['vips', ['entry of v.txt']]]), language: 'en' },
      },
    ]);
  });

  test('no bundled rules when told so', async () => {
    const { calls, load } = anEngine(clean);
    await main(['scan', 'a', '--no-builtin-rules', '--rules', 'b'], aWorld(), load);
    expect(calls.rules).toEqual([{ paths: ['b'], options: { lists: new Map(), language: 'en' } }]);
  });

  test('the period and the severity, and nothing that was not given', async () => {
    const { calls, load } = anEngine(clean);
    await main(['scan', 'a', '--since', '7d', '--min-severity', 'high'], aWorld(), load);
    const shouldContinue = expect.any(Function);
    const spill = expect.objectContaining({ write: expect.any(Function) });
    const state = { budget: usualBudget, seed: expect.any(Number), spill };
    const options = {
      now: Date.UTC(2023, 9, 20, 12),
      language: inEnglish,
      since: Date.UTC(2023, 9, 13, 12),
      packs: [],
      minSeverity: 'high',
      shouldContinue,
      state,
    };
    expect(calls.hunts).toEqual([expect.objectContaining({ options })]);
  });

  test('no temporary file when it may forget', async () => {
    const { calls, load } = anEngine(clean);
    const options = ['--state-budget', '64KB', '--state-overflow', 'forget'];
    await main(['scan', 'a', ...options], aWorld(), load);
    const state = { budget: 65_536, seed: expect.any(Number) };
    expect(calls.hunts).toEqual([
      expect.objectContaining({ options: expect.objectContaining({ state }) }),
    ]);
  });

  test('the rules chosen', async () => {
    const { calls, load } = anEngine(clean);
    await main(['scan', 'a', '--only', 'session-*'], aWorld(), load);
    const [first, second] = [{ name: 'session-moved', generate: true }, { generate: false }];
    expect(calls.hunts).toMatchObject([{ rules: { rules: [first, second] } }]);
  });

  test('a report as wide and colourful as the terminal, and the same for every file', async () => {
    const { calls, load } = anEngine(clean);
    const world = aWorld({ terminal: true });
    await main(['scan', 'a', '-v', '-o', `json=${join(folder, 'a.json')}`], world, load);
    const tool = {
      name: 'oktahunt',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      rulesDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    };
    const mayContinue = expect.any(Function);
    const always = {
      tool,
      run: { at: new Date(world.now()).toISOString(), org: null, console: null },
      unicode: true,
      plain: false,
      language: inEnglish,
      zone: 'UTC',
      verbose: true,
      facts: true,
      minSeverity: 'informational',
      command: expect.stringContaining('oktahunt scan a -v -o json='),
      mayContinue,
    };
    expect(calls.reports).toEqual([
      { ...always, columns: 80, color: true },
      { ...always, columns: 100, color: false },
    ]);
  });

  test('rules, findings and a report in the language of the reader', async () => {
    const { calls, load } = anEngine(clean);
    const argv = ['scan', 'a', '--lang', 'ja', '--tz', 'Asia/Tokyo', '--plain'];
    await main(argv, aWorld({ terminal: true }), load);
    expect(calls.rules).toMatchObject([{ options: { language: 'ja' } }]);
    expect(calls.hunts).toMatchObject([{ options: { language: languages.ja } }]);
    expect(calls.reports).toMatchObject([
      { language: languages.ja, zone: 'Asia/Tokyo', plain: true, color: false, unicode: true },
    ]);
  });

  test('the language of the locale, unless only programs read', async () => {
    const world = aWorld({ env: { LANG: 'ja_JP.UTF-8' } });
    const { calls, load } = anEngine(clean);
    await main(['scan', 'a'], world, load);
    await main(['scan', 'a', '--format', 'ndjson'], world, load);
    expect(calls.hunts).toMatchObject([
      { options: { language: languages.ja } },
      { options: { language: inEnglish } },
    ]);
  });
});

describe('a signal', () => {
  /** An engine that reads until it is told to stop, and then finds `found`. */
  function endless(onRead: (count: number) => void) {
    return anEngine(found, {
      readEvents: async function* () {
        for (let count = 1; count < 10_000; count++) {
          onRead(count);
          yield { kind: 'source' } as never;
        }
      },
    });
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends reading, and the report says that it is partial', async (signal, code) => {
    const world = aWorld();
    let reads = 0;
    const { load } = endless((count) => {
      reads = count;
      if (count === 3) world.send(signal);
    });
    expect(await main(['scan', 'a'], world, load)).toBe(code);
    expect(reads).toBe(3);
    expect(world.out()).toBe('table high\ntable summary cut-short\n');
    expect(world.exits).toEqual([]);
  });

  test('keeps what a reader has to say that breaks off with an error', async () => {
    const world = aWorld();
    const { load } = endless((count) => {
      if (count === 2) world.send('SIGINT');
      if (count === 2) throw new DOMException('aborted', 'AbortError');
    });
    expect(await main(['scan', 'a'], world, load)).toBe(130);
    expect(world.out()).toContain('cut-short');
  });

  test('that comes twice ends the process at once, without a half-written report', async () => {
    const world = aWorld();
    const { load } = endless((count) => {
      if (count !== 2) return;
      world.send('SIGINT');
      expect(world.exits).toEqual([]);
      world.send('SIGINT');
      expect(readdirSync(folder)).toEqual([]);
    });
    await main(['scan', 'a', '-o', `json=${join(folder, 'a.json')}`], world, load);
    expect(world.exits).toEqual([130]);
  });

  test('after the run is none of its business', async () => {
    const world = aWorld();
    await main(['scan', 'a'], world, anEngine(clean).load);
    world.send('SIGINT');
    world.send('SIGINT');
    expect(world.exits).toEqual([]);
  });
});
