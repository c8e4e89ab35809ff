import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { collect, oktahunt, root, start } from './binary.ts';

vi.setConfig({ testTimeout: 60_000 });

beforeAll(() => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
});

const tried = 'fixtures/commands/tried';
const log = `${tried}/tests/two-addresses/hit-high-watched.ndjson`;
const own = ['--no-builtin-rules', '--rules', tried];

/** Runs the installed program in the folder of the package. */
const run = (args: readonly string[], stdin?: string) =>
  oktahunt(['rules', ...args], { cwd: root, ...(stdin !== undefined && { stdin }) });

describe('the installed program', () => {
  test.each<[args: readonly string[], code: number, out: RegExp, err: RegExp]>([
    [
      ['list', '--technique', 'T1606'],
      0,
      /^session-without-start {2}/m,
      /^\d+ of \d+ rules match$/m,
    ],
    [['show', 'session-without-start'], 0, /T1606\.001 Forge Web Credentials/, /^$/],
    [['show', 'session-without-strat'], 2, /^$/, /did you mean session-without-start\?/],
    [['check', '--strict'], 0, /: 0 errors, 0 warnings, \d+ notes$/m, /^$/],
    [['check', 'fixtures/commands/flawed'], 2, /\[broken\]/, /^$/],
    [['check', 'nowhere'], 2, /^$/, /^error: nowhere: there is no such file/],
    [['test', tried], 1, /2 passed, 4 failed/, /^$/],
    [['test', 'fixtures/commands/flawed'], 2, /^$/, /^error: 2 problems in the rules/],
    [['why', 'two-addresses', ...own, '--event', 'x', log], 2, /^$/, /not among the 2 records/],
    [['coverage', ...own, log], 0, /has data for 1 of 2 rules$/m, /^$/],
    [['coverage', 'nowhere.ndjson'], 3, /^$/, /^error: /],
    [['backtest', 'two-addresses', ...own, log], 0, /^1 finding in /m, /^$/],
    [['backtest', 'rules/session/session-moved-machine.yml', log], 0, /^0 findings in /m, /^$/],
    [['backtest', 'two-adresses', ...own, log], 2, /^$/, /did you mean two-addresses\?/],
    [['backtest', 'two-addresses', ...own, 'nowhere'], 3, /^$/, /^error: /],
    [['tune', 'session-moved-machine', log], 0, /^THRESHOLDS that make no/m, /^$/],
  ])('rules %j ends with %d', async (args, code, out, err) => {
    const ended = await run(args);
    expect(ended).toMatchObject({ code });
    expect(ended.out).toMatch(out);
    expect(ended.err).toMatch(err);
    expect(ended.out + ended.err).not.toContain('\x1b');
  });

  test('tests rules that a correlation of their own file silences by the fixtures of that', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rules-test-'));
    try {
      const rule = (name: string, type: string) =>
        `title: T\nname: ${name}\nlogsource: {product: okta, service: okta}\ndetection: {a: {eventType: ${type}}, condition: a}\n`;
      const steps = 'type: temporal_ordered, rules: [one, two], group-by: [actor.id]';
      writeFileSync(
        join(folder, 'both.yml'),
        `title: B\nname: both\ncorrelation: {${steps}, timespan: 2d}\n---\n${rule('one', 'user.session.start')}---\n${rule('two', 'user.session.end')}`,
      );
      mkdirSync(join(folder, 'both'));
      const event = (day: number, type: string) =>
        JSON.stringify({
          uuid: `u${day}`,
          published: `2023-10-0${day}T09:00:00.000Z`,
          eventType: `user.session.${type}`,
          actor: { id: 'ann' },
        });
      const put = (name: string, ...lines: readonly string[]) =>
        writeFileSync(join(folder, 'both', name), `${lines.join('\n')}\n`);
      put('hit-near.ndjson', event(2, 'start'), event(3, 'end'));
      expect(await run(['test', '--strict', folder])).toMatchObject({ code: 0 });
      put('hit-apart.ndjson', event(2, 'start'), event(6, 'end'));
      const { code, out } = await run(['test', '--strict', folder]);
      expect(code).toBe(1);
      expect(out).toContain('needs 2 d of earlier log without a gap of over 24 h');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('reads a log from standard input', async () => {
    const record = {
      uuid: 'u1',
      published: '2023-10-02T09:00:00.000Z',
      eventType: 'user.session.end',
    };
    const { code, out } = await run(
      ['why', 'untried', ...own, '--event', 'u1', '-'],
      JSON.stringify(record),
    );
    expect(code).toBe(0);
    expect(out).toContain('HOLDS');
  });

  test.each(['backtest', 'tune'])('%s ends with 130 when it is interrupted', async (command) => {
    const child = start(['rules', command, 'two-addresses', ...own, '-'], { cwd: root });
    const ended = collect(child);
    child.stderr?.on('data', (text) => {
      if (String(text).includes('waiting: ')) child.kill('SIGINT');
    });
    const { code, out, err } = await ended;
    expect(code).toBe(130);
    expect(out + err).toMatch(/^not complete: interrupted by SIGINT/m);
  });
});
