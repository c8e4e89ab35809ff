import {
  existsSync,
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
import { shownSchema } from '../../src/report/story/shown-schema.ts';
import { timelineSchema } from '../../src/timeline/timeline-schema.ts';
import { collect, type Ended, oktahunt, root, type Start, start } from './binary.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const log = join(root, 'fixtures/incidents/beyondtrust-2023-10-02.ndjson');
const ruth = 'ruth.delgado@example.com';
let folder = '';
let caseId = '';

/** Runs in a folder with a saved report of the incident, and the folder for temporary files inside it. */
function run(args: readonly string[], options: Omit<Start, 'cwd'> = {}): Promise<Ended> {
  return oktahunt(args, { cwd: folder, env: { TMPDIR: join(folder, 'tmp') }, ...options });
}

beforeAll(async () => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
  mkdirSync(join(folder, 'tmp'));
  await run([
    'scan',
    log,
    '-q',
    '-f',
    'ndjson',
    '-o',
    'json=report.json',
    '-o',
    'ndjson=report.ndjson',
  ]);
  caseId = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).cases[0].id;
  writeFileSync(
    join(folder, 'torn.ndjson'),
    `${readFileSync(log, 'utf8').split('\n')[0]}\n{"uuid": "x\n`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('oktahunt timeline', () => {
  test('tells of a case, from a report and the log, who did what', async () => {
    const { code, out, err } = await run([
      'timeline',
      'report.json',
      log,
      '--case',
      caseId.slice(0, 8),
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/INTRUDER {2}✗ policy\.evaluate_sign_on DENY/);
    expect(out).toMatch(/responder ✓ user\.session\.clear/);
    expect(out.split('FIRST STEP OF THE INTRUDER')).toHaveLength(2);
  });

  test('is the same without a report, which is then found by scanning', async () => {
    const args = ['--case', caseId, '--format', 'json'];
    const [with_, without] = await Promise.all([
      run(['timeline', log, 'report.ndjson', ...args]),
      run(['timeline', log, ...args]),
    ]);
    expect(timelineSchema.parse(JSON.parse(without.out))).toEqual(JSON.parse(with_.out));
  });

  test('reads a log from standard input, and leaves nothing of it behind', async () => {
    const stdin = readFileSync(log, 'utf8');
    const args = ['--user', ruth, '--no-findings', '-f', 'ndjson'];
    const [piped, named] = await Promise.all([
      run(['timeline', '-', ...args], { stdin }),
      run(['timeline', log, ...args]),
    ]);
    expect([piped.code, piped.out]).toEqual([0, named.out]);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  test.each<[string, string[], number, RegExp]>([
    ['nothing is asked for', [log], 2, /nothing is asked for/],
    ['no log', ['--user', ruth], 2, /no log and no saved report given/],
    ['no address', [log, '--ip', 'home'], 2, /--ip 'home' is no address/],
    ['no number', [log, '--user', ruth, '--limit', '0'], 2, /--limit '0' is not a number/],
    [
      'a case without findings',
      [log, '--case', 'okc_1', '--no-findings'],
      2,
      /--case needs findings/,
    ],
    [
      'a case that is not there',
      ['report.json', '--case', 'okc_zz'],
      2,
      /no case 'okc_zz'\n {2}fix: the nearest are okc_/,
    ],
    ['two reports', ['report.json', 'report.ndjson', '--user', ruth], 2, /both saved reports/],
    [
      'a file that is not there',
      ['none.ndjson', '--user', ruth, '--no-findings'],
      3,
      /none\.ndjson/,
    ],
  ])('is refused: %s', async (_, args, code, message) => {
    const ended = await run(['timeline', ...args]);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(message);
  });

  test.each<[string, string[], number]>([
    ['no such user', [log, '--user', 'nobody@example.com'], 4],
    ['no such user, accepted', [log, '--user', 'nobody@example.com', '--allow-partial'], 0],
    ['a log with a torn record', ['torn.ndjson', '--ip', '0.0.0.0/0'], 4],
  ])('ends as it should: %s', async (_, args, code) => {
    const ended = await run(['timeline', '--no-findings', ...args]);
    expect(ended.code).toBe(ended.out === '' ? -1 : code);
  });

  test('a signal ends it, and what was kept of standard input is gone', async () => {
    const child = start(['timeline', '-', '--user', ruth], {
      cwd: folder,
      env: { TMPDIR: join(folder, 'tmp') },
    });
    const ended = collect(child);
    child.stdin?.write(readFileSync(log, 'utf8'));
    await vi.waitUntil(() => readdirSync(join(folder, 'tmp')).length > 0, 20_000);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });
});

describe('oktahunt show', () => {
  test('shows a case from a report: its story, what to do, its findings in full', async () => {
    const { code, out, err } = await run(['show', caseId.slice(4, 9), 'report.json']);
    expect([code, err]).toEqual([0, '']);
    const parts = [
      'LEFT BEHIND',
      'WHAT WAS DONE AGAINST IT',
      'WHAT TO DO',
      'WHAT HAPPENED',
      'FALSE POSITIVE IF',
    ];
    expect(parts.map((part) => out.includes(part))).toEqual(parts.map(() => true));
    expect(out).toContain('only the events that findings list');
  });

  test('shows a finding, and of which case it is', async () => {
    const { findings } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    const { code, out } = await run(['show', findings[0].id, 'report.ndjson']);
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(`Part of the case ${caseId}`);
  });

  test('straight from the log, as a document of JSON', async () => {
    const { code, out } = await run(['show', caseId, log, '-f', 'json']);
    expect(code).toBe(0);
    const shown = shownSchema.parse(JSON.parse(out));
    expect(shown.timelines[0]?.turn).toBe('1d5e9474-6130-11ee-8c1d-e0f8d6c33e02');
    expect(shown.cases.map(({ id }) => id)).toEqual([caseId]);
  });

  test.each<[string, string[], number, RegExp]>([
    ['no id', ['report.json'], 2, /no id given/],
    [
      'an id of many',
      ['okf_', 'report.json'],
      2,
      /'okf_' is the beginning of \d+ ids\n {2}fix: give more of it: okf_/,
    ],
    [
      'an id of none',
      ['okf_0000000000', 'report.json'],
      2,
      /there is no case or finding 'okf_0000000000'\n {2}fix: the nearest are ok/,
    ],
    ['no file', ['okf_0'], 2, /no log and no saved report given/],
  ])('%s', async (_, args, code, message) => {
    const ended = await run(['show', ...args]);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(message);
  });

  test('a report that was cut off is refused with the reason', async () => {
    const whole = readFileSync(join(folder, 'report.json'), 'utf8');
    writeFileSync(join(folder, 'cut.json'), whole.slice(0, whole.length / 2));
    const { code, err } = await run(['show', caseId, 'cut.json']);
    expect(code).toBe(3);
    expect(err).toMatch(/^error: cut\.json: the report is not whole: .*\n {2}fix: scan again/);
  });
});

describe('oktahunt scan about something', () => {
  test('shows only that; what is hidden is said, and the exit code is that of all findings', async () => {
    const { code, out } = await run(['scan', log, '--user', 'nobody@example.com']);
    expect(code).toBe(1);
    expect(out).toContain('No finding concerns user nobody@example.com.');
    expect(out).toMatch(
      /Only what concerns user nobody@example\.com is shown; \d+ findings are hidden\./,
    );
  });

  test('a case, which a saved report of it can show again', async () => {
    const saved = await run(['scan', log, '--case', caseId, '-f', 'json', '-q']);
    writeFileSync(join(folder, 'one.json'), saved.out);
    const { findings, cases, summary } = JSON.parse(saved.out);
    expect(cases.map(({ id }: { id: string }) => id)).toEqual([caseId]);
    expect(findings.length + summary.focus.hiddenFindings).toBe(
      Object.values<number>(summary.findings).reduce((sum, count) => sum + count, 0),
    );
    expect((await run(['show', caseId, 'one.json'])).code).toBe(0);
  });

  test('an unknown case is refused after the scan, with the nearest', async () => {
    const { code, out, err } = await run(['scan', log, '--case', 'okc_zz', '-f', 'json', '-q']);
    expect(code).toBe(2);
    expect([out.includes('"cases"'), err.includes('the nearest are okc_')]).toEqual([false, true]);
  });
});
