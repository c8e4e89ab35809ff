import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { failuresLog } from '../../tune/failures-log.ts';
import { root } from '../binary.ts';
import { lines } from '../sandbox.ts';
import { aWorld, type WorldOptions } from '../world.ts';

const tuned = relative(process.cwd(), join(root, 'fixtures', 'commands', 'tuned'));
const own = ['many-failures', '--no-builtin-rules', '--rules', tuned];
const folder = mkdtempSync(join(tmpdir(), 'oktahunt-tally-'));
const file = (name: string): string => join(folder, name);
const write = (name: string, text: string): void => writeFileSync(file(name), text);

beforeAll(() => {
  for (const days of [2, 21, 60]) write(`${days}.ndjson`, lines(failuresLog(days)));
  write('torn.ndjson', `${lines(failuresLog(21))}{"uuid": "x", \x1b[2J\n`);
  write('empty.ndjson', '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `rules ...` and gives all that came of it. */
async function rules(argv: readonly string[], options: WorldOptions = {}) {
  const world = aWorld(options);
  const code = await main(['rules', ...argv], world);
  return { code, out: world.out(), err: world.err() };
}

describe('golden', () => {
  test.each<[file: string, argv: readonly string[]]>([
    ['backtest.txt', ['backtest', ...own, file('21.ndjson')]],
    ['backtest.json', ['backtest', ...own, file('21.ndjson'), '-f', 'json']],
    ['backtest.weeks.txt', ['backtest', ...own, file('60.ndjson')]],
    ['tune.txt', ['tune', ...own, file('21.ndjson')]],
    ['tune.json', ['tune', ...own, file('21.ndjson'), '-f', 'json']],
    ['tune.short.txt', ['tune', ...own, file('2.ndjson')]],
  ])('%s', async (name, argv) => {
    const ended = await rules(argv);
    expect({ code: ended.code, err: ended.err }).toEqual({ code: 0, err: '' });
    await expect(ended.out).toMatchFileSnapshot(join(root, 'fixtures', 'golden', 'rules', name));
    if (!name.endsWith('.txt')) return;
    expect(Math.max(...ended.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('the order and the split of the log', () => {
  test.each(['backtest', 'tune'])('do not matter to %s', async (command) => {
    const records = failuresLog(21);
    write('a.ndjson', lines(records.filter((_, index) => index % 3 === 0).reverse()));
    write('b.ndjson', lines(records.filter((_, index) => index % 3 > 0).reverse()));
    const whole = await rules([command, ...own, file('21.ndjson'), '-f', 'json']);
    const split = await rules([command, ...own, file('b.ndjson'), file('a.ndjson'), '-f', 'json']);
    expect(split).toEqual(whole);
  });
});

describe('the rule', () => {
  const totalOf = async (...argv: string[]): Promise<unknown> => {
    const { code, out, err } = await rules(['backtest', ...argv, file('21.ndjson'), '-f', 'json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out).findings.total;
  };

  test('can be a file, its only rule that reports, beside the bundled ones', async () => {
    expect(await totalOf(`${tuned}/many-failures.yml`)).toBe(40);
  });

  test('can be a file that is reached by a link', async () => {
    symlinkSync(join(root, 'fixtures', 'commands', 'tuned'), file('link'));
    expect(await totalOf(`${file('link')}/many-failures.yml`, '--rules', tuned)).toBe(40);
  });

  test('can be one that only feeds others', async () => {
    expect(await totalOf('failure', '--no-builtin-rules', '--rules', tuned)).toBeGreaterThan(40);
  });

  test('can be bundled, by name or by file', async () => {
    expect(await totalOf('session-without-start')).toBe(0);
    expect(await totalOf(join(root, 'rules', 'session', 'session-without-start.yml'))).toBe(0);
  });

  test.each<[argument: string, said: RegExp]>([
    ['nothing', /'nothing'/],
    ['the-monitor-fails', /'the-monitor-fails' is a filter/],
    ['nowhere/rule.yml', /there is no such file/],
    [
      `${relative(process.cwd(), root) || '.'}/fixtures/commands/related/sign-ins.yml`,
      /several rules: /,
    ],
  ])('%s is misuse', async (argument, said) => {
    const argv = ['backtest', argument, '--no-builtin-rules', '--rules', tuned, file('21.ndjson')];
    const { code, out, err } = await rules(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(said);
  });
});

test.each(['backtest', 'tune'])('%s reads standard input', async (command) => {
  const world = aWorld();
  (world.stdin as PassThrough).end(lines(failuresLog(21)));
  expect(await main(['rules', command, ...own, '-'], world)).toBe(0);
  expect(world.out()).toMatch(/^40 findings in 20.95 days/m);
});

describe('the exit code', () => {
  test.each<[code: number, argv: readonly string[]]>([
    [4, ['torn.ndjson']],
    [0, ['torn.ndjson', '--allow-partial']],
    [4, ['empty.ndjson']],
    [3, ['missing.ndjson']],
    [2, ['21.ndjson', '--since', 'soon']],
  ])('is %d for %j', async (expected, [name, ...flags]) => {
    for (const command of ['backtest', 'tune']) {
      const { code } = await rules([command, ...own, file(name as string), ...flags]);
      expect(code).toBe(expected);
    }
  });

  test('comes with its reason', async () => {
    const table = await rules(['tune', ...own, file('torn.ndjson')]);
    expect(table).toMatchObject({ err: '' });
    expect(table.out).toMatch(/^not complete: 1 of 489 records could not be read/m);
    const json = await rules(['tune', ...own, file('torn.ndjson'), '-f', 'json']);
    expect(json.err).toMatch(/^not complete: 1 of 489 records could not be read/);
    expect(JSON.parse(json.out).doubts).toHaveLength(1);
  });

  test('is 2 without a log, and for days that are none', async () => {
    expect((await rules(['backtest', ...own])).code).toBe(2);
    expect((await rules(['tune', ...own, file('2.ndjson'), '--min-days', 'x'])).code).toBe(2);
  });
});

test('counts only the time that was asked for, with what came before as context', async () => {
  const asked = ['--since', '2024-01-09', '--until', '2024-01-10', '-f', 'json'];
  const { code, out } = await rules(['backtest', ...own, file('21.ndjson'), ...asked]);
  expect(code).toBe(0);
  const { byDay, log, findings } = JSON.parse(out);
  expect(byDay).toHaveLength(1);
  expect(byDay[0]).toMatchObject({ day: '2024-01-09', findings: { high: 1, low: 3 } });
  expect({ days: log.days, total: findings.total }).toEqual({ days: 1, total: 4 });
});

test('proposes from as many days on as it is told', async () => {
  const short = await rules(['tune', ...own, file('2.ndjson')]);
  expect(short.out).toMatch(/less than 7 days: too short to tell/);
  expect(short.out).not.toMatch(/^filter:/m);
  const told = await rules(['tune', ...own, file('2.ndjson'), '--min-days', '1']);
  expect(told.out).not.toMatch(/too short/);
  expect(told.out).toMatch(/^filter:$/m);
});

test('shows nothing of the log to the terminal as it is', async () => {
  const [first] = failuresLog(1);
  const login = '\x1b[2Jeve\u202e@example.com';
  const records = Array.from({ length: 12 }, (_, index) => ({
    ...first,
    uuid: `u${index}`,
    published: `2024-01-01T09:${index + 10}:00.000Z`,
    actor: { id: `${index}`, alternateId: login },
  }));
  write('hostile.ndjson', lines(records));
  for (const command of ['backtest', 'tune']) {
    const argv = ['failure', '--rules', tuned, file('hostile.ndjson'), '--min-days', '0'];
    const flags = command === 'tune' ? argv : argv.slice(0, -2);
    const { out } = await rules([command, ...flags]);
    expect(out).toContain('\\x1b[2Jeve');
    expect(out).not.toMatch(/[\x1b\u202e]/);
  }
});

describe('a run', () => {
  test('shows progress in a terminal', async () => {
    let time = 0;
    const options = { terminal: true, now: () => (time += 600) };
    const { code, err } = await rules(['tune', ...own, file('21.ndjson')], options);
    expect(code).toBe(0);
    expect(err).toMatch(/evaluating .*t 16\) · 17 of 21 rules/);
    const quiet = await rules(['tune', ...own, file('21.ndjson'), '-q'], options);
    expect(quiet.err).toBe('');
  });

  test.each(['backtest', 'tune'])(
    'of %s that is interrupted says so, and ends with 130',
    async (command) => {
      const world = aWorld();
      const ended = main(['rules', command, ...own, '-'], world);
      (world.stdin as PassThrough).write(lines(failuresLog(21)));
      await vi.waitFor(() => expect((world.stdin as PassThrough).readableLength).toBe(0));
      world.send('SIGINT');
      expect(await ended).toBe(130);
      expect(world.out() + world.err()).toMatch(/^not complete: interrupted by SIGINT/m);
    },
  );
});
