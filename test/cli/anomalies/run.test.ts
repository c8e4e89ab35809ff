import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { sessionSchema } from '../../../src/surprise/session-schema.ts';
import { staff, visited, workOf } from '../../surprise/visits.ts';
import { lines } from '../sandbox.ts';
import { aWorld } from '../world.ts';

const theft = {
  who: 'p03',
  day: 17,
  at: 14,
  session: 'stolen',
  country: 'Romania',
  network: 'rented servers',
  system: 'Linux',
  apps: ['Payroll'],
};
const records = [...workOf(staff.slice(0, 12), 19), theft].flatMap(visited);

let folder = '';
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anomalies-'));
  writeFileSync(path('log.ndjson'), lines(records));
  writeFileSync(path('broken.ndjson'), `${lines(records)}{"no": "event"}\n`);
  writeFileSync(path('one.ndjson'), lines(records.slice(0, 100)));
  writeFileSync(path('two.ndjson'), lines(records.slice(90).toReversed()));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[]) {
  const world = aWorld();
  const code = await main(['anomalies', ...args], world);
  return { code, out: world.out(), err: world.err() };
}

describe('oktahunt anomalies', () => {
  test('ranks the sessions of a file, on one screen', async () => {
    const { code, out, err } = await run([path('log.ndjson')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\d+ sessions of 12 people and programs, 15 days of log\n/);
    expect(out).toMatch(
      /^1\. p03@example\.com · \d+\.\d bits · 19 Oct 2023 14:00:00 – 14:01:00 UTC/m,
    );
    expect(out).toContain('session stolen');
    expect(out.split('\n').length).toBeLessThan(60);
  });

  test('writes one session per line, the same for files in any split and order', async () => {
    const whole = await run([path('log.ndjson'), '-f', 'ndjson', '--top', '30']);
    const split = await run([
      path('two.ndjson'),
      '--from',
      path('one.ndjson'),
      '-f',
      'ndjson',
      '--top',
      '30',
    ]);
    expect(split.out).toBe(whole.out);
    const sessions = whole.out
      .trimEnd()
      .split('\n')
      .map((line) => sessionSchema.parse(JSON.parse(line)));
    expect(sessions.map(({ rank }) => rank)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    expect(sessions[0]).toMatchObject({ session: 'stolen', verdict: 'known' });
  });

  test('shows one person, with ranks among all', async () => {
    const { out } = await run([path('log.ndjson'), '--user', 'P05@', '-f', 'json']);
    const { sessions, ranked } = JSON.parse(out) as {
      sessions: { rank: number; actor: { login: string } }[];
      ranked: number;
    };
    expect(new Set(sessions.map(({ actor }) => actor.login))).toEqual(new Set(['p05@example.com']));
    expect(ranked).toBeGreaterThan(sessions.length);
  });

  test('ranks a period only', async () => {
    const since = await run([path('log.ndjson'), '--since', '2023-10-20', '-f', 'ndjson']);
    expect(since.out).not.toContain('stolen');
    const until = await run([
      path('log.ndjson'),
      '--until',
      '2023-10-03',
      '-f',
      'ndjson',
      '--top',
      '100',
    ]);
    expect(until.out.trimEnd().split('\n')).toHaveLength(12);
    expect(until.out).toContain('"verdict":"undecided"');
  });

  test('in Japanese', async () => {
    const { out } = await run([path('log.ndjson'), '--lang', 'ja']);
    expect(out).toContain('からは初めて');
  });

  test('says what it could not read', async () => {
    const broken = await run([path('broken.ndjson')]);
    expect(broken.code).toBe(4);
    expect(broken.err).toContain(
      `not complete: 1 of ${records.length + 1} records could not be read`,
    );
    expect((await run([path('broken.ndjson'), '--allow-partial'])).code).toBe(0);
  });

  test.each<[args: readonly string[], code: number, err: RegExp]>([
    [[], 2, /nothing to rank: give files/],
    [['x.ndjson', '--top', '0'], 2, /--top '0' is not a number of sessions/],
    [['x.ndjson', '--top', 'all'], 2, /--top 'all' is not a number of sessions/],
    [['x.ndjson', '--since', '2d', '--until', '3d'], 2, /is not before --until/],
    [['x.ndjson', '-f', 'html'], 2, /html/],
    [['--since', '2d', '--encoding', 'utf-16le'], 2, /--encoding is only for files/],
    [['nowhere.ndjson'], 3, /nowhere\.ndjson/],
  ])('%j ends with %d', async (args, code, err) => {
    const ended = await run(args);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(err);
    expect(ended.out).toBe('');
  });
});
