import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { anEngine, aSummary, aWorld } from './world.ts';

const clean = [aSummary()];

describe('rules list', () => {
  test('prints name, level, technique and title', async () => {
    const world = aWorld();
    expect(await main(['rules', 'list'], world, anEngine([]).load)).toBe(0);
    expect(world.out()).toBe(
      'NAME           LEVEL  ATT&CK  TITLE\n' +
        'admin-proxy    low    T1539   Title of admin-proxy\n' +
        'session-moved  low    T1539   Title of session-moved\n',
    );
  });

  test('prints JSON for scripts', async () => {
    const world = aWorld();
    await main(['rules', 'list', '--format', 'json'], world, anEngine([]).load);
    expect(JSON.parse(world.out())).toMatchObject([
      { name: 'admin-proxy', level: 'low', techniques: ['T1539'], file: 'admin-proxy.yml' },
      { name: 'session-moved' },
    ]);
  });
});

describe('the command line', () => {
  const cases: readonly [argv: string[], fix: string | undefined, help: string][] = [
    [['scna'], 'did you mean scan?', 'oktahunt'],
    [['--versoin'], 'did you mean --version?', 'oktahunt'],
    [['scan', 'a', '--sinc', '7d'], 'did you mean --since?', 'oktahunt scan'],
    [['scan', 'a', '--format', 'jsno'], 'did you mean json?', 'oktahunt scan'],
    [['scan', 'a', '-o', 'jsno=x'], 'did you mean json?', 'oktahunt scan'],
    [['scan', 'a', '--fail-on', 'hihg'], 'did you mean high?', 'oktahunt scan'],
    [['scan', 'a', '--min-severity', 'none'], undefined, 'oktahunt scan'],
    [['scan', 'a', '--color', 'neber'], 'did you mean never?', 'oktahunt scan'],
    [['scan', 'a', '--only', 'sesion-moved'], 'did you mean session-moved?', 'oktahunt scan'],
    [['scan', 'a', '--since'], undefined, 'oktahunt scan'],
    [['scan'], undefined, 'oktahunt scan'],
    [['rules', 'lst'], 'did you mean list?', 'oktahunt rules'],
    [['rules', 'list', '--format', 'ndjson'], undefined, 'oktahunt rules list'],
    [['schema', 'fnding'], 'did you mean finding?', 'oktahunt schema'],
    [['help', 'exitcodes'], 'did you mean exit-codes?', 'oktahunt help'],
  ];

  test.each(cases)('refuses %j with exit code 2', async (argv, fix, help) => {
    const world = aWorld();
    expect(await main(argv, world, anEngine(clean).load)).toBe(2);
    expect(world.out()).toBe('');
    expect(world.err()).toMatch(/^error: [^\n]+\n/);
    expect(world.err()).toContain(`  help: ${help} --help\n`);
    if (fix) expect(world.err()).toContain(`  fix: ${fix}\n`);
  });

  test.each([
    [['--help'], 'Usage: oktahunt'],
    [[], 'Usage: oktahunt'],
    [['rules'], 'Usage: oktahunt rules'],
    [['help'], 'Usage: oktahunt'],
    [['help', 'scan'], 'Usage: oktahunt scan'],
    [['help', 'rules', 'list'], 'Usage: oktahunt rules list'],
    [['scan', '--help'], 'Usage: oktahunt scan'],
    [['schema', '--help'], 'Usage: oktahunt schema'],
    [['help', 'exit-codes'], 'Exit codes'],
    [['help', 'formats'], 'Formats'],
    [['help', 'environment'], 'Environment'],
    [['schema'], 'finding'],
  ])('prints help for %j to standard output and ends well', async (argv, start) => {
    const world = aWorld();
    expect(await main(argv, world, anEngine(clean).load)).toBe(0);
    expect(world.out().startsWith(start)).toBe(true);
    expect(world.err()).toBe('');
  });

  test.each([[[]], [['scan']], [['rules']], [['rules', 'list']], [['schema']], [['help']]])(
    'has examples in the help of %j',
    async (argv) => {
      const world = aWorld();
      await main([...argv, '--help'], world, anEngine(clean).load);
      expect(world.out()).toMatch(/\nExamples:\n {2}\S/);
    },
  );

  test.each([
    [[], 80],
    [['scan'], 80],
  ])('keeps the help of %j within the terminal, examples aside', async (argv, columns) => {
    const world = aWorld();
    await main([...argv, '--help'], world, anEngine(clean).load);
    const help = world.out().split('\nExamples:')[0] ?? '';
    for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test('prints its version on one line', async () => {
    const world = aWorld();
    expect(await main(['--version'], world, anEngine(clean).load)).toBe(0);
    expect(world.out()).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });

  test.each([
    [['--lang', 'ja', 'scan', '--help'], 0, '使い方: oktahunt scan [オプション] [file...]'],
    [['--lang=ja', 'rules', 'list', '--help'], 0, '使い方: oktahunt rules list [オプション]'],
    [['--lang', 'ja', 'rules'], 0, '使い方: oktahunt rules [オプション] [コマンド]'],
    [['--lang', 'ja'], 0, '使い方: oktahunt [オプション] [コマンド]'],
    [['scan', '--help'], 0, 'Usage: oktahunt scan [options] [file...]'],
  ])('takes a language before the command: %j', async (argv, code, line) => {
    const world = aWorld();
    expect(await main(argv, world, anEngine([]).load)).toBe(code);
    expect(`${world.out()}${world.err()}`.split('\n')).toContain(line);
  });

  test.each([[['--lang', 'xx', 'scan', 'a']], [['--lang=xx']], [['--lang']]])(
    'refuses another language before the command: %j',
    async (argv) => {
      const world = aWorld();
      expect(await main(argv, world, anEngine([]).load)).toBe(2);
      expect(world.err()).toContain('fix: one of en, ja');
    },
  );

  test('loads no engine for help, version or misuse', async () => {
    const load = (): never => {
      throw new Error('loaded');
    };
    for (const argv of [['--help'], ['--version'], ['scan', '--help'], ['scan'], ['schema']]) {
      expect(await main(argv, aWorld(), load)).not.toBe(3);
    }
  });

  test.each(['finding', 'report', 'rule'])('prints the JSON Schema of a %s', async (name) => {
    const world = aWorld();
    expect(await main(['schema', name], world, anEngine(clean).load)).toBe(0);
    expect(JSON.parse(world.out())).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
    });
  });

  test('shows hostile arguments escaped', async () => {
    const world = aWorld();
    await main(['scan', 'a', '--format', '\x1b[2J'], world, anEngine(clean).load);
    expect(world.err()).toContain('\\x1b[2J');
    expect(world.err()).not.toContain('\x1b');
  });
});
