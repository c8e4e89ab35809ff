import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { manifestName } from '../../../src/okta/archive/manifest-name.ts';
import { aRecord } from '../../event/builders.ts';
import { canary } from '../../okta/builders.ts';
import { ending, passing } from '../../okta/fake/fault.ts';
import type { Stored } from '../../okta/fake/log.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from '../../okta/fake/server.ts';
import { aFakeWorld, noon } from '../../okta/fake-world.ts';
import { makeSandbox } from '../sandbox.ts';
import { aWorld, type World } from '../world.ts';

vi.setConfig({ testTimeout: 30_000 });

const hour = 3_600_000;
let folder = '';
const fakes: FakeOkta[] = [];
beforeEach(() => {
  folder = makeSandbox();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const fake of fakes.splice(0)) await fake.close();
});

/** An event so many hours before noon. */
function stored(hours: number, eventType = 'user.authentication.sso', over = {}): Stored {
  const published = noon - hours * hour;
  const record = aRecord({ eventType, published: new Date(published).toISOString(), ...over });
  return {
    uuid: record['uuid'] as string,
    published,
    stored: published,
    text: JSON.stringify(record),
  };
}

const events = [
  stored(200, 'test.alarm', {
    actor: { id: '00uold', type: 'User', alternateId: 'old@example.com' },
  }),
  ...Array.from({ length: 50 }, (_, index) => stored(100 - index * 2)),
  stored(3, 'test.alarm'),
];

async function anOrg(options: Partial<FakeOptions> = {}, wrong = 0) {
  const world = aFakeWorld({ wrong });
  const fake = await startFakeOkta({
    events,
    now: world.trueNow,
    tokens: [canary],
    limit: 120,
    ...options,
  });
  fakes.push(fake);
  const env = {
    OKTAHUNT_ALLOW_LOOPBACK: '1',
    OKTA_CLIENT_ORGURL: fake.url,
    OKTA_CLIENT_TOKEN: canary,
  };
  const run = async (argv: readonly string[], over: Record<string, string> = {}) => {
    const io = aWorld({
      env: { ...env, XDG_CONFIG_HOME: folder, ...over },
      now: world.now,
      world,
      cwd: folder,
    });
    const code = await main(argv, io);
    expect(io.out() + io.err(), 'the token is shown').not.toContain(canary);
    return { code, io, out: io.out(), err: io.err() };
  };
  return { fake, world, run, env };
}

const rules = () => ['--no-builtin-rules', '--rules', join(folder, 'alarm.yml')];

describe('scan --since', () => {
  test('judges the time asked for, with the time before as memory', async () => {
    const { run, fake } = await anOrg();
    const { code, out, err } = await run([
      'scan',
      '--since',
      '7d',
      ...rules(),
      '-f',
      'json',
      '--lookback',
      '2d',
    ]);
    expect(code).toBe(1);
    const { findings, summary } = JSON.parse(out);
    expect(findings).toHaveLength(1);
    expect(summary).toMatchObject({ records: 52, evaluated: 51, filtered: 1, doubts: [] });
    expect(summary.coverage).toMatchObject({
      first: '2026-11-11T12:00:00.000Z',
      last: '2026-11-20T12:00:00.000Z',
      gaps: [],
    });
    expect(new URL(fake.seen[0]?.url as string).searchParams.get('since')).toBe(
      '2026-11-11T12:00:00.000Z',
    );
    expect(err).toContain('plus 2 days of history for baselines');
  });

  test('looks back as far as the rules do, if not told otherwise', async () => {
    const { run, fake } = await anOrg();
    const { err } = await run([
      'scan',
      '--since',
      '7d',
      '--only',
      'session-moved-machine',
      '-f',
      'json',
    ]);
    expect(err).toContain('plus 7 days of history for baselines');
    expect(fake.seen[0]?.url).toContain('since=2026-11-06T12');
    expect((await run(['scan', '--since', '7d', ...rules()])).err).toContain(
      'without earlier history',
    );
  });

  test.each(['--save', '--store'])(
    '%s keeps what was pulled, and pulls only what is missing',
    async (option) => {
      const { run, fake } = await anOrg();
      const log = join(folder, 'log');
      const argv = ['scan', '--since', '9d', ...rules(), option, log, '-f', 'json'];
      const first = JSON.parse((await run(argv)).out);
      expect(readdirSync(log)).toContain('2026-11-20.ndjson');
      const asked = fake.seen.length;
      const second = JSON.parse((await run(argv)).out);
      expect(second.findings).toEqual(first.findings);
      expect(fake.seen.length - asked).toBe(1);
      expect(fake.seen.at(-1)?.url).toContain('since=2026-11-20T11');
    },
  );

  test.each([
    ['two hours ahead', 2 * hour, 0, noon],
    ['two hours behind', -2 * hour, 0, noon - 2 * hour],
    ['right, and a Date header ten years ahead', 0, 87_600 * hour, noon],
    ['right, and a Date header two hours behind', 0, -2 * hour, noon - 2 * hour],
  ])('claims to know no more than the earlier clock says: one %s', async (_, wrong, date, last) => {
    const dated = (now: number) => new Date(now + date).toUTCString();
    const { run } = await anOrg({ date: dated }, wrong);
    for (const more of [[], ['--save', join(folder, 'log')]]) {
      const { out } = await run(['scan', '--since', '7d', ...rules(), '-f', 'json', ...more]);
      expect(JSON.parse(out).summary.coverage.last).toBe(new Date(last).toISOString());
    }
  });

  test('says that the org was empty, and is not clean', async () => {
    const { run } = await anOrg({ events: [] });
    expect((await run(['scan', '--since', '7d', ...rules()])).code).toBe(4);
  });

  test('does not take a quiet day for a missing one', async () => {
    const { run } = await anOrg({ events: [stored(60)] });
    expect((await run(['scan', '--since', '6d', ...rules()])).code).toBe(0);
  });

  test('looks back no further than Okta keeps, nor than it takes', async () => {
    const { run, fake } = await anOrg();
    const asked = async (since: string) => {
      const { code } = await run(['scan', '--since', since, ...rules(), '--lookback', '60d', '-q']);
      return { code, since: new URL(fake.seen.at(-1)?.url as string).searchParams.get('since') };
    };
    expect((await asked('60d')).since).toBe('2026-08-22T12:00:00.000Z');
    expect(await asked('150d')).toEqual({ code: 1, since: '2026-06-23T12:00:00.000Z' });
    expect((await asked('200d')).code).toBe(3);
    expect((await run(['pull', '--since', '100d', '--out', join(folder, 'log')])).err).toContain(
      '90 days',
    );
  });

  test('takes 90 days for what Okta has', async () => {
    const { run } = await anOrg();
    expect((await run(['scan', '--since', '90d', ...rules(), '--fail-on', 'none'])).code).toBe(0);
  });

  test('says that Okta keeps 90 days', async () => {
    const { run } = await anOrg();
    const { code, out } = await run([
      'scan',
      '--since',
      '100d',
      ...rules(),
      '--only',
      'alarm',
      '-f',
      'json',
      '--fail-on',
      'none',
    ]);
    expect(code).toBe(4);
    expect(JSON.parse(out).summary.doubts[0].message).toContain('only 90 days');
  });

  test.each([
    ['a wrong token', { OKTA_CLIENT_TOKEN: 'wrong-token-1234' }, 3, /answered 401/],
    ['no token', { OKTA_CLIENT_TOKEN: '' }, 2, /no credential given/],
    ['no org', { OKTA_CLIENT_ORGURL: '' }, 2, /no org given/],
    ['a foreign org', { OKTA_CLIENT_ORGURL: 'https://evil.example' }, 2, /not under one of Okta/],
    ['loopback that was not allowed', { OKTAHUNT_ALLOW_LOOPBACK: '' }, 2, /needs https/],
    [
      'TLS switched off',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      2,
      /would send the token to anyone/,
    ],
    ['two credentials', { OKTAHUNT_ACCESS_TOKEN: 'another-token' }, 2, /both given/],
  ])('with %s', async (_, over, exitCode, message) => {
    const { run, fake } = await anOrg();
    const { code, err } = await run(
      ['scan', '--since', '7d', ...rules()],
      over as Record<string, string>,
    );
    expect(code).toBe(exitCode);
    expect(err).toMatch(message);
    expect(err).toMatch(/\n {2}fix: /);
    if (exitCode === 2) expect(fake.seen).toEqual([]);
  });

  test.each([
    ['--save with a file', ['scan', 'x', '--since', '7d', '--save', 'y']],
    ['--save without a time', ['scan', '--save', 'y']],
    ['two archives', ['scan', '--since', '7d', '--save', 'x', '--store', 'y']],
    ['nothing', ['scan']],
  ])('%s is misuse', async (_, argv) => {
    const { run } = await anOrg();
    expect((await run(argv)).code).toBe(2);
  });

  test('reads a token from a file and from standard input', async () => {
    const { run, env, world } = await anOrg();
    writeFileSync(join(folder, 'token'), `${canary}\n`, { mode: 0o644 });
    const { code, err } = await run(
      ['scan', '--since', '7d', ...rules(), '--token-file', join(folder, 'token')],
      { OKTA_CLIENT_TOKEN: '' },
    );
    expect(code).toBe(1);
    expect(err).toContain('other users can read');
    const io = aWorld({
      env: { ...env, OKTA_CLIENT_TOKEN: '' },
      now: world.now,
      world,
      cwd: folder,
    });
    (io.stdin as World['stdin'] & { end: (text: string) => void }).end(`${canary}\n`);
    expect(await main(['scan', '--since', '7d', ...rules(), '--token-file', '-'], io)).toBe(1);
  });

  test('draws how far it has come, and counts waits down', async () => {
    const [, fault] = passing.filter(
      ({ name }) => name.startsWith('F01') || name.startsWith('F02'),
    );
    const world = aFakeWorld();
    const { fake, env } = await anOrg({ fault: (request) => (request === 0 ? fault : undefined) });
    const io = aWorld({
      env: { ...env, LANG: 'C.UTF-8' },
      terminal: true,
      now: world.now,
      world,
      cwd: folder,
    });
    await main(['scan', '--since', '7d', ...rules()], io);
    expect(io.err()).toMatch(/\rpulling {2}paused: Okta rate limit, resuming in 00:0\d \(wait 1\)/);
    expect(fake.seen).toHaveLength(2);
  });
});

describe('a scan that is interrupted', () => {
  test('reports what it has, and that it is not all', async () => {
    const { world, env } = await anOrg({ pageSize: () => 5 });
    let requests = 0;
    const io = aWorld({
      env,
      now: world.now,
      cwd: folder,
      world: {
        ...world,
        fetch: (url, init) => {
          if (++requests === 4) io.send('SIGINT');
          return world.fetch(url, init);
        },
      },
    });
    expect(await main(['scan', '--since', '9d', ...rules(), '-f', 'json'], io)).toBe(130);
    const { summary } = JSON.parse(io.out());
    expect(summary.records).toBe(15);
    expect(summary.doubts.map((doubt: { code: string }) => doubt.code)).toContain('cut-short');
    expect(summary.coverage.last < '2026-11-18').toBe(true);
  });
});

describe('pull', () => {
  test('stores, resumes after trouble, and is verified by later scans', async () => {
    let fails = true;
    const { run, fake } = await anOrg({
      pageSize: () => 10,
      fault: (request) =>
        fails && request >= 3 ? passing.find(({ name }) => name === 'F07 500') : undefined,
    });
    const log = join(folder, 'log');
    const argv = ['pull', '--since', '30d', '--out', log, '--gzip'];
    const broken = await run(argv);
    expect(broken.code).toBe(3);
    expect(broken.err).toContain('a pull resumes where it stopped');
    expect((await run(['scan', log, ...rules()])).code).toBe(1);
    fails = false;
    const asked = fake.seen.length;
    expect(await run(argv)).toMatchObject({
      code: 0,
      out: expect.stringContaining('22 events added'),
    });
    expect(fake.seen[asked]?.url).toContain('after=');
    const scanned = JSON.parse((await run(['scan', log, ...rules(), '-f', 'json'])).out);
    expect(scanned.summary).toMatchObject({ records: 52, evaluated: 52, doubts: [] });
  });

  test('is recognised and verified in a bigger folder, without its bookkeeping', async () => {
    const { run } = await anOrg();
    const [bigger, log] = [join(folder, 'case'), join(folder, 'case', 'from', 'log')];
    await run(['pull', '--since', '30d', '--out', log]);
    writeFileSync(join(log, 'dead-letters.ndjson'), '{"kind":"finding"}\n');
    writeFileSync(join(bigger, 'more.ndjson'), `${JSON.stringify(aRecord())}\n`);
    const scan = async () => {
      const { out } = await run(['scan', bigger, ...rules(), '-f', 'json']);
      return JSON.parse(out).summary;
    };
    expect(await scan()).toMatchObject({ records: 53, evaluated: 53, skipped: 0, doubts: [] });
    const file = join(log, '2026-11-20.ndjson');
    writeFileSync(file, readFileSync(file, 'utf8').replace('test.alarm', 'test.alarn'));
    expect((await scan()).doubts).toMatchObject([{ code: 'archive-changed' }]);
  });

  test('leaves nothing unsaid about an archive that was changed', async () => {
    const { run } = await anOrg();
    const log = join(folder, 'log');
    await run(['pull', '--since', '30d', '--out', log]);
    const file = join(log, '2026-11-20.ndjson');
    writeFileSync(file, readFileSync(file, 'utf8').replace('test.alarm', 'test.alarn'));
    const { code, out } = await run(['scan', log, ...rules(), '--since', '3d', '-f', 'json']);
    expect(code).toBe(4);
    expect(JSON.parse(out).summary.doubts).toMatchObject([
      {
        code: 'archive-changed',
        message: expect.stringContaining('2026-11-20.ndjson was changed'),
      },
    ]);
  });

  test.each([
    ['that failed', 'F21 401', 3],
    ['that was killed at once', '', 0],
  ])('%s the first time leaves an archive that says: pull again', async (_, name, exitCode) => {
    const fault = ending.find((candidate) => candidate.name === name);
    const { run } = await anOrg({ events: [], fault: () => fault });
    const log = join(folder, 'log');
    expect((await run(['pull', '--since', '30d', '--out', log])).code).toBe(exitCode);
    if (!fault) {
      const manifest = JSON.parse(readFileSync(join(log, manifestName), 'utf8'));
      writeFileSync(
        join(log, manifestName),
        JSON.stringify({ ...manifest, covered: [], settled: [] }),
      );
    }
    const { code, out, err } = await run(['scan', log, ...rules()]);
    expect(code).toBe(4);
    expect(out + err).toMatch(/pull again/);
    const file = join(folder, 'more.ndjson');
    writeFileSync(file, `${JSON.stringify(aRecord())}\n`);
    const both = await run(['scan', log, file, ...rules(), '-f', 'json']);
    expect(both.code).toBe(4);
    expect(JSON.parse(both.out).summary).toMatchObject({
      evaluated: 1,
      doubts: [{ code: 'archive-changed', message: expect.stringContaining('pull again') }],
    });
  });

  test.each(['log', "it's {a,b}[1]*?"])(
    'says of a damaged manifest what works, in the folder %s',
    async (name) => {
      const { run } = await anOrg();
      const log = join(folder, name);
      await run(['pull', '--since', '30d', '--out', log, '--gzip']);
      writeFileSync(join(log, 'dead-letters.ndjson'), '{"kind":"finding"}\n');
      writeFileSync(join(log, manifestName), '{');
      // A scan judges the events all the same, and says that nothing vouches for them. What is no
      // bookkeeping by its content is a record like others.
      const own = await run(['scan', log, ...rules(), '-f', 'json']);
      expect(JSON.parse(own.out).summary).toMatchObject({
        evaluated: 52,
        skipped: 2,
        doubts: expect.arrayContaining([
          { code: 'archive-changed', message: expect.stringContaining('is damaged') },
        ]),
      });
      const { code, err } = await run(['pull', '--since', '30d', '--out', log]);
      expect(code).toBe(2);
      expect(err).toContain('is damaged');
      const [, command = ''] = /: oktahunt scan (.*); pull into/.exec(err) ?? [];
      const pattern = execFileSync('sh', ['-c', `printf %s ${command}`], { encoding: 'utf8' });
      const scanned = await run(['scan', pattern, ...rules(), '-f', 'json']);
      expect(JSON.parse(scanned.out).summary).toMatchObject({ evaluated: 52, skipped: 0 });
    },
  );

  test('is refused where another run is at work, and takes over from a dead one', async () => {
    const { run } = await anOrg();
    const log = join(folder, 'log');
    const argv = ['pull', '--since', '30d', '--out', log];
    await run(argv);
    const lock = join(log, '.oktahunt-archive.lock');
    expect(existsSync(lock)).toBe(false);
    writeFileSync(lock, JSON.stringify({ pid: process.pid, mark: 'x' }));
    expect(await run(argv)).toMatchObject({ code: 2, err: expect.stringContaining('another run') });
    for (const dead of [JSON.stringify({ pid: 2 ** 22 + 1, mark: 'x' }), '', 'garbage']) {
      writeFileSync(lock, dead);
      expect((await run(argv)).code).toBe(0);
    }
    expect(readdirSync(log).filter((name) => name.includes('lock'))).toEqual([]);
  });

  test('of twenty at once exactly one runs at a time', async () => {
    const { run } = await anOrg();
    const argv = ['pull', '--since', '30d', '--out', join(folder, 'log')];
    const codes = await Promise.all(Array.from({ length: 20 }, async () => (await run(argv)).code));
    expect(codes).toContain(0);
    expect(codes.every((code) => code === 0 || code === 2)).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, 'log', manifestName), 'utf8')).events).toBe(52);
  });

  test('keeps the files to their owner, and follows no link', async () => {
    const { run } = await anOrg();
    const log = join(folder, 'log');
    await run(['pull', '--since', '30d', '--out', log]);
    const { statSync, symlinkSync } = await import('node:fs');
    expect(statSync(log).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(log)) expect(statSync(join(log, name)).mode & 0o777).toBe(0o600);
    const other = mkdtempSync(join(tmpdir(), 'oktahunt-'));
    symlinkSync(join(folder, 'victim'), join(other, '2026-11-20.ndjson'));
    expect((await run(['pull', '--since', '1d', '--out', other])).code).not.toBe(0);
    expect(existsSync(join(folder, 'victim'))).toBe(false);
    rmSync(other, { recursive: true });
  });

  test('that is interrupted says that the same command goes on', async () => {
    const { world, env } = await anOrg({ pageSize: () => 5 });
    const io = aWorld({
      env,
      now: world.now,
      world: {
        ...world,
        fetch: (url, init) => {
          io.send('SIGINT');
          return world.fetch(url, init);
        },
      },
      cwd: folder,
    });
    expect(await main(['pull', '--since', '30d', '--out', join(folder, 'log')], io)).toBe(130);
    expect(io.err()).toContain('the same command resumes');
  });
});

describe('the token', () => {
  const bytes = Buffer.from(canary);
  const spellings = [
    canary,
    encodeURIComponent(canary),
    JSON.stringify(canary).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];

  test.each([400, 403, 500])(
    'is shown to nobody and stored nowhere, even if the org sends it back (%i)',
    async (status) => {
      const echo = (request: number) =>
        request % 4 === 1
          ? {
              name: 'echo',
              apply: (_: unknown, response: ServerResponse) =>
                void response
                  .writeHead(status, { 'content-type': 'application/json' })
                  .end(
                    JSON.stringify({ errorCode: 'E0000001', errorSummary: spellings.join(' ') }),
                  ),
            }
          : undefined;
      const { run } = await anOrg({ pageSize: () => 5, fault: echo });
      const log = join(folder, 'log');
      const said: string[] = [];
      for (const argv of [
        ['pull', '--since', '30d', '--out', log],
        ['scan', '--since', '9d', ...rules()],
        ['doctor'],
        ['config', 'show'],
      ]) {
        const { out, err } = await run(argv);
        said.push(out, err);
      }
      for (const name of readdirSync(log)) said.push(readFileSync(join(log, name), 'latin1'));
      if (status !== 500) expect(said.join('\n')).toContain('[redacted]');
      for (const spelling of spellings)
        expect(said.join('\n').includes(spelling), spelling).toBe(false);
    },
  );
});

describe('doctor', () => {
  test('checks everything that a pull needs', async () => {
    const { run } = await anOrg();
    const { code, out } = await run(['doctor'], { LANG: 'C.UTF-8' });
    expect(code).toBe(0);
    expect(out).toMatch(/✓ Node/);
    expect(out).toMatch(
      /✓ org http:.*API token \(SSWS\) \(org from OKTA_CLIENT_ORGURL, token from OKTA_CLIENT_TOKEN\)/,
    );
    expect(out).toMatch(/✓ clock skew -?\d+ s/);
    expect(out).toMatch(/✓ the oldest visible event is 8 days old/);
    expect(out).toMatch(/✓ rate limit: 118 of 120/);
  });

  test.each([
    [
      'a refused token',
      {},
      { OKTA_CLIENT_TOKEN: 'wrong-token-1234' },
      3,
      /✗ .*401[^\n]*\n {4}the token is wrong/,
    ],
    ['no credential', {}, { OKTA_CLIENT_TOKEN: '' }, 2, /✗ no credential/],
    ['a role that sees nothing', { events: [] }, {}, 3, /✗ the log is empty for this credential/],
    [
      'a clock that is wrong',
      { now: () => noon + hour },
      {},
      0,
      /! the clock of this machine is 3600 s slow/,
    ],
  ])('says what to do about %s', async (_, options, over, exitCode, message) => {
    const { run } = await anOrg(options);
    const { code, out } = await run(['doctor'], { LANG: 'C.UTF-8', ...over } as Record<
      string,
      string
    >);
    expect(code).toBe(exitCode);
    expect(out).toMatch(message);
  });
});

describe('init and config show', () => {
  test('write a file once, and tell where values come from', async () => {
    const { run } = await anOrg();
    expect((await run(['init'])).code).toBe(0);
    expect(await run(['init'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('already exists'),
    });
    writeFileSync(join(folder, 'oktahunt.config.yaml'), 'rateShare: 25%\n');
    const shown = JSON.parse(
      (await run(['config', 'show', '-f', 'json', '--org', 'acme.okta.com'])).out,
    );
    const of = (name: string) => shown.find((row: { name: string }) => row.name === name);
    expect(of('org')).toMatchObject({ value: 'acme.okta.com', origin: '--org' });
    expect(of('token')).toMatchObject({ value: '[set]', origin: 'OKTA_CLIENT_TOKEN' });
    expect(of('rateShare')).toMatchObject({
      value: '25%',
      origin: join(folder, 'oktahunt.config.yaml'),
    });
    expect(of('overlap')).toMatchObject({ value: '1h', origin: 'default' });
    expect((await run(['config', 'show'])).out).toMatch(/^SETTING +VALUE +FROM\norg /);
  });
});
