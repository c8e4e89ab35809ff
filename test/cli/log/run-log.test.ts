import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LogEvent, logEventNames, logEvents } from '../../../src/cli/log/log-events.ts';
import { logFormatIn } from '../../../src/cli/log/log-format.ts';
import { logSchema } from '../../../src/cli/log/log-schema.ts';
import { createRunLog, logTo } from '../../../src/cli/log/run-log.ts';
import { main } from '../../../src/cli/main.ts';
import { inkless } from '../../../src/report/text/invisible.ts';
import { canary } from '../../okta/builders.ts';
import { makeSandbox } from '../sandbox.ts';
import { aWorld, type WorldOptions } from '../world.ts';

let folder = '';
beforeEach(() => {
  folder = makeSandbox();
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly time: string;
  readonly level: string;
  readonly event: LogEvent;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Every line of a log, each checked to be what it says it is. */
function linesOf(text: string): readonly Line[] {
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const read = JSON.parse(line) as Line;
      expect(read).toMatchObject({ time: '2023-10-20T12:00:00.000Z' });
      expect(read.level).toBe(logEvents[read.event]);
      expect(logSchema.safeParse(read).error).toBeUndefined();
      expect(line).not.toMatch(new RegExp(inkless().source, 'u'));
      return read;
    });
}

async function ran(argv: readonly string[], options: WorldOptions = {}) {
  const io = aWorld({ cwd: folder, ...options, env: { XDG_CONFIG_HOME: folder, ...options.env } });
  const at = argv.map((word) => (/\.(?:yml|ndjson)$/.test(word) ? join(folder, word) : word));
  const code = await main(at, io);
  return { code, out: io.out(), err: io.err() };
}

const json = ['--log-format', 'json'];
const rules = ['--no-builtin-rules', '--rules', 'alarm.yml'];

describe('the log of a run', () => {
  test('is a line in text, and an object in JSON', async () => {
    const io = aWorld();
    const log = createRunLog(io, 'text');
    const entry = { event: 'okta.wait', line: 'paused', fields: { seconds: 3 } } as const;
    await logTo({ stderr: log.stderr() }, entry);
    expect(io.err()).toBe('paused\n');
    log.use('json');
    await logTo({ stderr: log.stderr() }, entry);
    expect(linesOf(io.err().slice('paused\n'.length))).toEqual([
      {
        time: '2023-10-20T12:00:00.000Z',
        level: 'info',
        event: 'okta.wait',
        message: 'paused',
        fields: { seconds: 3 },
      },
    ]);
  });

  test('has nothing but objects, however others write to it', async () => {
    const io = aWorld({ terminal: true });
    const stderr = createRunLog(io, 'json').stderr();
    for (const part of ['a', 'b\nc\n', '\n', 'd\x1b[2J\u202e\n']) {
      await new Promise((done) => stderr.write(part, done));
    }
    expect(linesOf(io.err()).map(({ event, message }) => [event, message])).toEqual([
      ['text', 'ab'],
      ['text', 'c'],
      ['text', 'd\x1b[2J\u202e'],
    ]);
    expect(stderr.isTTY).toBe(false);
  });

  test('never fails, since nobody could be told', async () => {
    const io = aWorld({ stderrError: 'EPIPE' });
    for (const format of ['text', 'json'] as const) {
      const stderr = createRunLog(io, format).stderr();
      await logTo({ stderr }, { event: 'text', line: 'a' });
      await logTo({ stderr }, { event: 'text', line: 'b' });
    }
  });

  test('has no login of a URL', async () => {
    const io = aWorld();
    const stderr = createRunLog(io, 'json').stderr();
    const line = 'through http://me:p4ssw0rd@proxy.example';
    await logTo({ stderr }, { event: 'text', line, fields: { why: line, all: [line] } });
    expect(io.err()).not.toContain('p4ssw0rd');
  });
});

describe('--log-format json', () => {
  test('logs what a scan says, and leaves its report alone', async () => {
    const args = ['scan', 'torn.ndjson', ...rules, '--format', 'ndjson'];
    const plain = await ran(args);
    const { code, out, err } = await ran([...args, ...json]);
    expect([code, out]).toEqual([plain.code, plain.out]);
    const lines = linesOf(err);
    expect(lines.map(({ message }) => message)).toEqual(plain.err.split('\n').slice(0, -1));
    expect(lines.map(({ event }) => event)).toEqual([
      'input.rejected',
      'scan.summary',
      'scan.incomplete',
    ]);
    expect(lines[1]?.fields).toMatchObject({ records: 6, evaluated: 5, skipped: 1 });
  });

  test.each([
    ['misuse', ['scan', 'quiet.ndjson', '--no-such-option'], 2],
    ['misuse of its neighbour', ['scan', 'quiet.ndjson', '--fail-on', 'x'], 2],
    ['a faulty rule', ['scan', 'quiet.ndjson', '--rules', 'bad.yml'], 2],
    ['a file that is not there', ['scan', 'none.ndjson', ...rules], 3],
  ])('logs the error of %s', async (_, args, code) => {
    const plain = await ran(args);
    const ended = await ran([...args, ...json]);
    expect([plain.code, ended.code]).toEqual([code, code]);
    const line = linesOf(ended.err).at(-1) as Line;
    const { exitCode, details } = line.fields as { exitCode: number; details: string[] };
    expect([line.event, exitCode]).toEqual(['run.failed', code]);
    const told = plain.err.trimEnd().split('\n');
    expect([line.message, ...details]).toEqual(told.map((text) => text.trim()));
  });

  test('may stand in a configuration file, and counts before it is told', async () => {
    writeFileSync(join(folder, 'oktahunt.config.yaml'), 'logFormat: json\nfailOn: high\n');
    const { err } = await ran(['scan', 'quiet.ndjson', ...rules, '--format', 'ndjson']);
    const [first] = linesOf(err);
    expect(first).toMatchObject({
      event: 'config.applied',
      fields: { options: ['failOn', 'logFormat'] },
    });
  });

  test('logs no credential', async () => {
    const env = { OKTA_CLIENT_ORGURL: 'https://evil.example', OKTA_CLIENT_TOKEN: canary };
    for (const args of [
      ['pull', '--since', '1d', '--out', 'store'],
      ['pull', '--since', '1d', '--out', 'store', `--token=${canary}`],
      ['watch', '--store', 'store', '--token-file', canary],
    ]) {
      const { code, err } = await ran([...args, ...json], { env });
      expect(code).toBe(2);
      expect(linesOf(err)).toHaveLength(1);
      expect(err).not.toContain(canary);
    }
  });

  test('draws no line that is redrawn, even in a terminal', async () => {
    const { err } = await ran(['scan', 'many.ndjson', ...rules, '--format', 'json', ...json], {
      terminal: true,
    });
    expect(err).not.toMatch(/\r|\\u001b/);
    linesOf(err);
  });

  test.each([
    [['scan', '--log-format', 'json'], 'json'],
    [['scan', '--log-format=json'], 'json'],
    [['scan', '--log-format=json', '--log-format', 'text'], 'text'],
    [['scan', '--', '--log-format=json'], 'text'],
    [['scan', '--log-format'], 'text'],
  ] as const)('is found in %j: %s', (argv, format) => {
    expect(logFormatIn(argv)).toBe(format);
  });
});

test('everything in the table of what is logged is logged somewhere, and is in the help', async () => {
  const src = join(import.meta.dirname, '../../../src/cli');
  const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('log-events.ts'))
    .map((file) => readFileSync(join(src, file), 'utf8'))
    .join('');
  const { out } = await ran(['help', 'logging']);
  for (const name of logEventNames) {
    expect(code).toContain(`'${name}'`);
    expect(out).toContain(`  ${name}`);
  }
});
