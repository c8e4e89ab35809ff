import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createProgram } from '../../src/cli/program.ts';
import { ofDisk } from '../../src/cli/pull/pull-into.ts';
import { inEnglish } from '../../src/language/languages.ts';
import { oktahunt } from './binary.ts';
import { makeSandbox } from './sandbox.ts';
import { aWorld } from './world.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(argv: readonly string[], env: Record<string, string> = {}, cwd = folder) {
  const asked: string[] = [];
  const io = aWorld({
    env: { XDG_CONFIG_HOME: join(folder, 'none'), ...env },
    cwd,
    world: {
      fetch: async (url) => {
        asked.push(url);
        const errorSummary = '\u001b[2J\u202eevil\u0007';
        return new Response(JSON.stringify({ errorSummary, errorCode: 'E0000011' }), {
          status: 401,
          headers: { 'content-type': 'application/json' },
        });
      },
      now: () => Date.UTC(2026, 10, 20),
      sleep: async () => {},
      after: () => () => {},
      random: () => 0,
    },
  });
  const code = await main(argv, io);
  return { code, out: io.out(), err: io.err(), asked };
}

const secret = '00a-token-that-was-typed-by-mistake';

describe('K01 no option takes a secret', () => {
  test('by the table of options', () => {
    const context = {
      io: aWorld(),
      load: async () => ({}) as never,
      end: () => {},
      speech: { language: inEnglish },
    };
    const program = createProgram(context, '0.0.0', () => {});
    const flags = program.commands.flatMap(({ options }) => options.map(({ long }) => long ?? ''));
    const about = flags.filter((flag) => /token|key|secret|password/.test(flag));
    expect(about.length).toBeGreaterThan(3);
    for (const flag of about) expect(flag).toMatch(/-file$/);
  });

  test.each([['--token', secret], [`--token=${secret}`], [`--api-token=${secret}`]])(
    'and one that is typed is not repeated: %s',
    async (...argv) => {
      for (const command of ['scan', 'pull', 'watch', 'doctor']) {
        const { code, out, err, asked } = await run([command, ...argv]);
        expect(code).toBe(2);
        expect(out + err).not.toContain(secret);
        expect(asked).toEqual([]);
      }
    },
  );
});

describe('K05 a hostile folder', () => {
  test('names no org by files of the SDK, of dotenv or of npm', async () => {
    const evil = 'https://evil.okta.com';
    writeFileSync(
      join(folder, 'okta.yaml'),
      `okta:\n  client:\n    orgUrl: ${evil}\n    token: x\n`,
    );
    writeFileSync(join(folder, '.env'), `OKTA_CLIENT_ORGURL=${evil}\n`);
    writeFileSync(join(folder, 'package.json'), `{"oktahunt":{"org":"${evil}"}}`);
    const { code, err, asked } = await run(['doctor'], { OKTA_CLIENT_TOKEN: secret });
    expect([code, asked]).toEqual([2, []]);
    expect(err).not.toContain('evil');
  });

  test.each(['customDomain: evil.example', 'tokenFile: /etc/passwd', 'clientId: x'])(
    'cannot say %s',
    async (line) => {
      writeFileSync(join(folder, 'oktahunt.config.yaml'), `${line}\n`);
      const { code, asked } = await run(['scan', '--since', '1d'], {
        OKTA_CLIENT_TOKEN: secret,
        OKTA_CLIENT_ORGURL: 'https://acme.okta.com',
      });
      expect([code, asked]).toEqual([2, []]);
    },
  );

  test('that names an org has it shown before anything is sent', async () => {
    writeFileSync(join(folder, 'oktahunt.config.yaml'), 'org: https://acme.okta.com\n');
    const { err } = await run(['scan', '--since', '1d'], { OKTA_CLIENT_TOKEN: secret });
    expect(err.indexOf('acme.okta.com')).toBeGreaterThanOrEqual(0);
    expect(err.indexOf('acme.okta.com')).toBeLessThan(err.indexOf('401'));
  });
});

describe("K12 Okta's own words", () => {
  test.each([['scan', '--since', '1d'], ['doctor'], ['pull', '--since', '1d', '--out', 'log']])(
    'reach a terminal harmless: %s',
    async (...argv) => {
      const env = { OKTA_CLIENT_TOKEN: secret, OKTA_CLIENT_ORGURL: 'https://acme.okta.com' };
      const args = argv.map((word) => (word === 'log' ? join(folder, 'log') : word));
      const { out, err } = await run(args, env);
      expect(out + err).toContain('evil');
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    },
  );
});

describe('K13 a scan of files', () => {
  test('opens no connection and looks up no name', async () => {
    const sandbox = makeSandbox();
    const trace = join(folder, 'trace');
    const spy = join(folder, 'spy.cjs');
    writeFileSync(trace, '');
    writeFileSync(
      spy,
      `const { appendFileSync } = require('node:fs');
const note = (what) => appendFileSync(${JSON.stringify(trace)}, what + '\\n');
require('node:net').Socket.prototype.connect = () => { note('connect'); process.exit(7); };
const dns = require('node:dns');
dns.lookup = () => { note('lookup'); process.exit(7); };
globalThis.fetch = () => { note('fetch'); process.exit(7); };`,
    );
    try {
      const env = {
        NODE_OPTIONS: `--require ${spy}`,
        OKTA_CLIENT_TOKEN: secret,
        OKTA_CLIENT_ORGURL: 'https://acme.okta.com',
      };
      const scan = await oktahunt(['scan', 'alarm.ndjson'], { cwd: sandbox, env });
      expect([0, 1, 4]).toContain(scan.code);
      expect(readFileSync(trace, 'utf8')).toBe('');
      // The spy works: a scan of the org is seen.
      await oktahunt(['doctor'], { cwd: sandbox, env });
      expect(readFileSync(trace, 'utf8')).not.toBe('');
    } finally {
      rmSync(sandbox, { recursive: true });
    }
  });
});

describe('F30 a disk that takes nothing', () => {
  const env = { OKTA_CLIENT_TOKEN: secret, OKTA_CLIENT_ORGURL: 'https://acme.okta.com' };

  test.each([
    ['below a file', 'file/log', /cannot write to .*file\/log: no such folder/],
    ['where a file is', 'file', /cannot write to .*: something else has that name|no such folder/],
  ])('%s: says so', async (_, path, message) => {
    writeFileSync(join(folder, 'file'), '');
    const { code, err } = await run(['pull', '--since', '1d', '--out', join(folder, path)], env);
    expect(code).toBe(3);
    expect(err).toMatch(message);
    expect(err).toMatch(/\n {2}fix: /);
  });

  test.runIf(process.platform === 'linux')('ends where a folder can never be made', async () => {
    const { code } = await run(['pull', '--since', '1d', '--out', '/proc/oktahunt'], env);
    expect(code).toBe(3);
  });

  test('full: says what is safe and how to go on', () => {
    const full = Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC', syscall: 'write' });
    expect(ofDisk(full, 'log')).toMatchObject({
      exitCode: 3,
      message: 'cannot write to log: no space left on the device',
      advice: expect.stringContaining('the same command'),
    });
    const other = new Error('other');
    expect(ofDisk(other, 'log')).toBe(other);
  });
});
