import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseHealthAddress } from '../../../src/cli/health/health-address.ts';
import { type HealthReason, healthReport } from '../../../src/cli/health/health-report.ts';
import { healthSchema } from '../../../src/cli/health/health-schema.ts';
import { type HealthServer, openHealthServer } from '../../../src/cli/health/health-server.ts';
import { openMetrics, openMetricsType } from '../../../src/cli/health/open-metrics.ts';
import { main } from '../../../src/cli/main.ts';
import { aWorld } from '../world.ts';

let folder = '';
let server: HealthServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oktahunt-health-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

async function open(reasons: readonly HealthReason[] = [], at = '127.0.0.1:0') {
  server = await openHealthServer(parseHealthAddress(at), ['metrics.acme.internal'], {
    report: () => healthReport(reasons),
    metrics: () => openMetrics([]),
  });
  return server.address;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function ask(url: string, path: string, host?: string, method = 'GET'): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = host === undefined ? {} : { host };
    const { hostname, port } = new URL(url);
    const to = { hostname, port, path, method, headers, agent: false };
    const asking = request(to, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const body = Buffer.concat(parts).toString();
        done({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    asking.on('error', fail).end();
  });
}

const behind: HealthReason = { code: 'behind', seconds: 3_600, limit: 150 };
const stalled: HealthReason = { code: 'stalled', seconds: 700, limit: 600 };

describe('the health server', () => {
  test.each([
    ['/healthz', [], 200],
    ['/readyz', [], 200],
    ['/healthz', [behind], 200],
    ['/readyz', [behind], 503],
    ['/healthz', [stalled], 503],
    ['/readyz?why', [stalled], 503],
    ['/metrics', [stalled], 200],
    ['/', [], 404],
    ['/metrics/', [], 404],
    ['/../metrics', [], 404],
  ] as const)('answers %s with reasons %j: %i', async (path, reasons, status) => {
    const url = await open(reasons);
    const answer = await ask(url, path);
    expect(answer.status).toBe(status);
    if (/^\/(?:healthz|readyz)/.test(path)) healthSchema.parse(JSON.parse(answer.body));
  });

  test('says what it gives, and lets nobody keep it', async () => {
    const url = await open();
    const { headers, body } = await ask(url, '/metrics');
    expect(headers['content-type']).toBe(openMetricsType);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toBe('# EOF\n');
    const head = await ask(url, '/metrics', undefined, 'HEAD');
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '6']);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s', async (method) => {
    const url = await open();
    expect(await ask(url, '/metrics', undefined, method)).toMatchObject({ status: 405 });
  });

  test.each(['evil.example', 'evil.example:9464', '127.0.0.1.evil.example'])(
    'tells nothing to a page that has %s lead here',
    async (host) => {
      const url = await open();
      const { status, body } = await ask(url, '/metrics', host);
      expect([status, body]).toEqual([421, 'unknown-host\n']);
    },
  );

  test('knows the names that it was given', async () => {
    const url = await open();
    expect((await ask(url, '/metrics', 'metrics.acme.internal')).status).toBe(200);
  });

  test('survives what is no request, and who sends nothing', async () => {
    const url = new URL(await open());
    const socket = connect(Number(url.port), url.hostname, () => socket.write('\0\r\n\r\n'));
    await new Promise((done) => socket.on('close', done).on('error', () => {}));
    const silent = connect(Number(url.port), url.hostname);
    silent.on('error', () => {});
    expect((await ask(url.origin, '/healthz')).status).toBe(200);
  });

  test('says so if something else is there', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    await expect(open([], `127.0.0.1:${port}`)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`cannot answer at 127.0.0.1:${port}: `),
    });
    await new Promise((done) => other.close(done));
  });

  test('may be a socket, which is only its owner’s, and replaces one that nobody answers at', async () => {
    const path = join(folder, 'health.sock');
    await open([], path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(
      openHealthServer({ kind: 'socket', path }, [], {
        report: () => healthReport([]),
        metrics: () => openMetrics([]),
      }),
    ).rejects.toMatchObject({ exitCode: 3 });
    await server?.close();
    expect(existsSync(path)).toBe(false);
  });
});

describe('oktahunt health', () => {
  const health = async (...args: readonly string[]) => {
    const io = aWorld();
    const code = await main(['health', ...args], io);
    return { code, out: io.out(), err: io.err() };
  };

  test.each([
    [[], [], 0, 'ready\n'],
    [[behind], [], 1, 'not ready: it is 3,600 s behind the log (allowed: 150 s)\n'],
    [[behind], ['--alive'], 0, 'alive\n'],
    [[stalled], ['--alive'], 1, 'not alive: no sign of life for 700 s (allowed: 600 s)\n'],
  ] as const)('asks a port and a socket: %j %j', async (reasons, flags, code, out) => {
    const url = new URL(await open(reasons));
    expect(await health(url.host, ...flags)).toEqual({ code, out, err: '' });
    await server?.close();
    const path = await open(reasons, join(folder, 'health.sock'));
    expect(await health(path, ...flags)).toEqual({ code, out, err: '' });
  });

  test.each(['127.0.0.1:1', '/no/such/file'])('fails if nobody answers at %s', async (target) => {
    const { code, out, err } = await health(target);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^no answer: .*E(?:CONNREFUSED|NOENT)/);
  });

  test('fails if what answers is something else', async () => {
    const other = createServer((socket) =>
      socket.resume().end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
    );
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    expect(await health(`127.0.0.1:${port}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no watch'),
    });
    await new Promise((done) => other.close(done));
  });
});
