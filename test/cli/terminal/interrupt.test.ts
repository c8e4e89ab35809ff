import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sample } from '../../effort.ts';
import { collect, root, start } from '../binary.ts';
import { alarm, alarms, lines, makeSandbox } from '../sandbox.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Compares each event's value with all others of the window: a minute for the events of `busy.ndjson`. */
const busy = `title: All that was ever seen
name: busy
logsource: {product: okta, service: okta}
context:
  all: {before: 300d, fields: {near: {similar: actor.alternateId}}}
detection:
  s: {eventType: test.alarm, all.near|gte: 1000000}
  condition: s
level: high
`;

let folder = '';
beforeAll(() => {
  expect(existsSync(join(root, 'dist', 'cli', 'main.js')), 'run `npm run build` first').toBe(true);
  folder = makeSandbox();
  writeFileSync(join(folder, 'busy.yml'), busy);
  writeFileSync(join(folder, 'busy.ndjson'), lines(alarms(30_000)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Milliseconds of processor time that a process has used; undefined where the system does not tell. */
function usedBy(pid: number | undefined): number | undefined {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = rest.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** Starts a command, sends it a signal once it has used so much time, and tells how it ended. */
async function interrupted(args: readonly string[], signal: NodeJS.Signals, after: number) {
  const child = start(args, { cwd: folder });
  const ended = collect(child);
  let [sent, last] = [Number.NaN, 0];
  const watch = setInterval(() => {
    last = usedBy(child.pid) ?? last;
    if (Number.isNaN(sent) && last >= after) {
      sent = last;
      child.kill(signal);
    }
  }, 10);
  const told = await ended;
  clearInterval(watch);
  return { ...told, took: last - sent };
}

const alone = ['--no-builtin-rules', '--rules', 'busy.yml', '--rules', 'alarm.yml'];

describe.runIf(existsSync('/proc/self/stat'))('a signal while rules are judged', () => {
  const formats = [
    ['json', 'SIGINT', 130],
    ['table', 'SIGTERM', 143],
    ['ndjson', 'SIGTERM', 143],
  ] as const;

  test.each(sample(formats))(
    'ends a scan within two seconds, and the report says so: %s, %s',
    async (format, signal, code) => {
      const file = `cut.${format}`;
      const args = ['scan', 'busy.ndjson', ...alone, '-f', format, '-o', `json=${file}`, '-q'];
      const { took, out, err, ...ended } = await interrupted(args, signal, 3_000);
      expect(ended).toEqual({ code });
      expect(took).toBeLessThan(2_000);
      const { summary, findings } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const doubts = summary.doubts.map(({ message }: { message: string }) => message);
      expect(doubts).toContainEqual(expect.stringMatching(`^interrupted by ${signal}`));
      expect(doubts).toContainEqual(expect.stringMatching(/^interrupted before .* evaluated$/));
      expect(summary.rules.map(({ status }: { status: string }) => status)).toContain('undecided');
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      if (format === 'json') expect(JSON.parse(out)).toMatchObject({ summary, findings });
      else if (format === 'table') expect(out).toMatch(/NOT complete(.|\n)*interrupted by SIGTERM/);
      if (format !== 'table') expect(err).toContain(`not complete: interrupted by ${signal}`);
    },
  );

  test('comes again, and ends the process at once', async () => {
    const args = ['scan', 'busy.ndjson', ...alone, '-o', 'json=twice.json'];
    const child = start(args, { cwd: folder });
    const ended = collect(child);
    const watch = setInterval(() => {
      if ((usedBy(child.pid) ?? 0) < 3_000) return;
      child.kill('SIGTERM');
    }, 20);
    const { code } = await ended;
    clearInterval(watch);
    expect(code).toBe(143);
    expect(readdirSync(folder).filter((name) => name.includes('twice'))).toEqual([]);
  });

  test.each<readonly string[]>([
    ['rules', 'why', 'busy', ...alone, '--event', 'x', 'busy.ndjson'],
    ['convert-log', 'busy.ndjson', 'busy.ndjson', 'busy.ndjson', '-o', 'converted.ndjson'],
  ])('ends %s %s as well', async (...args) => {
    const { took, out } = await interrupted(args, 'SIGTERM', 500);
    expect(took).toBeLessThan(2_000);
    expect(out).toBe('');
    expect(readdirSync(folder).filter((name) => name.includes('converted'))).toEqual([]);
  });
});

test('a signal in the second of two inputs tells what was read of it', async () => {
  const args = ['scan', 'quiet.ndjson', '-', '--no-builtin-rules', '--rules', 'alarm.yml'];
  const child = start([...args, '-f', 'json'], { cwd: folder });
  const ended = collect(child);
  child.stdin?.write(`${lines([alarm()])}torn\n`);
  child.stderr?.on('data', (text) => {
    if (String(text).includes('skipped: ')) child.kill('SIGTERM');
  });
  const { code, out } = await ended;
  expect(code).toBe(143);
  const { summary, findings } = JSON.parse(out);
  expect(findings).toHaveLength(1);
  expect(summary).toMatchObject({ records: 22, skipped: 1 });
  expect(summary.sources).toMatchObject([
    { file: 'quiet.ndjson', records: 20 },
    { records: 2, note: 'not read to its end' },
  ]);
});
