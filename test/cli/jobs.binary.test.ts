import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Ended, oktahunt, root, type Start } from './binary.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder = '';

/** Runs in a folder with large logs, and the folder for temporary files inside it. */
function run(args: readonly string[], options: Omit<Start, 'cwd'> = {}): Promise<Ended> {
  return oktahunt(args, { cwd: folder, env: { TMPDIR: join(folder, 'tmp') }, ...options });
}

/** How a scan ends that reports as JSON, but for what remembering cost and when it was. */
async function report(options: Omit<Start, 'cwd'>, ...args: readonly string[]): Promise<Ended> {
  const ended = await run(['scan', ...args, '-f', 'json', '--fail-on', 'none'], options);
  return { ...ended, out: ended.out.replaceAll(/^ *"(?:peakBytes|spilledBytes|at)": .*\n/gm, '') };
}

/** So many copies of a record there are among the logs that threads are worth it. */
const copies = 6_000;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  mkdirSync(join(folder, 'tmp'));
  mkdirSync(join(folder, 'logs'));
  const incidents = join(root, 'fixtures/incidents');
  for (const name of readdirSync(incidents).filter((one) => one.endsWith('.ndjson'))) {
    const lines = readFileSync(join(incidents, name), 'utf8').trimEnd().split('\n');
    const more = Array.from({ length: copies }, () => lines[0]);
    writeFileSync(join(folder, 'logs', name), `${[...lines, ...more, '{"uuid":'].join('\n')}\n`);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('--jobs', () => {
  test.each(['2', '4'])('reports the same with %s threads as with one', async (jobs) => {
    const one = await report({}, 'logs');
    // Each log ends in the middle of a record.
    expect(one.code).toBe(4);
    expect(JSON.parse(one.out).findings.length).toBeGreaterThan(20);
    expect(await report({}, 'logs', '--jobs', jobs)).toEqual(one);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  test('reports the same of a log so large that several threads read it', async () => {
    const lines = readFileSync(
      join(root, 'fixtures/incidents/cloudflare-2023-10-18.ndjson'),
      'utf8',
    )
      .trimEnd()
      .split('\n');
    const filler = 'x'.repeat(8_000);
    const large = (at: number): string =>
      JSON.stringify({
        ...{ ...JSON.parse(lines[at % lines.length] as string), uuid: `event-${at}` },
        legacyEventType: filler,
      });
    const log = join(folder, 'large.ndjson');
    const records = Array.from({ length: 6_000 }, (_, at) => large(at));
    writeFileSync(log, `${[...lines, ...records].join('\n')}\n`);
    const one = await report({}, log, '--verbose');
    expect(JSON.parse(one.out).findings.length).toBeGreaterThan(0);
    expect(await report({}, log, '--verbose', '--jobs', '3')).toEqual(one);
    // What is torn is read by the main thread.
    appendFileSync(log, '{"uuid":');
    const torn = await report({}, log);
    expect(torn.code).toBe(4);
    expect(await report({}, log, '--jobs', '2')).toEqual(torn);
    rmSync(log);
  });

  test('reports the same in another language, of some time, with whole events and a small memory', async () => {
    const options = ['--lang', 'ja', '--since', '2023-10-02', '--raw-events', '--show-suppressed'];
    const all = ['logs', ...options, '--state-budget', '2MB'];
    expect(await report({}, ...all, '--jobs', '2')).toEqual(await report({}, ...all));
  });

  test('evaluates standard input as well', async () => {
    const stdin = readFileSync(join(folder, 'logs', 'beyondtrust-2023-10-02.ndjson'), 'utf8');
    const [one, two] = await Promise.all([
      report({ stdin }, '-'),
      report({ stdin }, '-', '--jobs', '2'),
    ]);
    expect(JSON.parse(one.out).findings.length).toBeGreaterThan(0);
    expect(two).toEqual(one);
  });

  test('says that one thread evaluates what may be forgotten', async () => {
    const { code, err } = await run([
      'scan',
      'logs',
      '--jobs',
      '2',
      '--state-overflow',
      'forget',
      '--fail-on',
      'none',
    ]);
    expect(code).toBe(4);
    expect(err).toContain('one thread evaluates the rules: --jobs does not go with');
  });

  test.each(['0', '17', '-1', 'all', '1.5'])('is misused as %s', async (jobs) => {
    const { code, err } = await run(['scan', 'logs', `--jobs=${jobs}`]);
    expect(code).toBe(2);
    expect(err).toContain(
      `--jobs '${jobs}' is not a number of threads\n  fix: give 1 to 16, or auto`,
    );
  });
});
