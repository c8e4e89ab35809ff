import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { apiToken } from '../../../src/okta/auth/authority.ts';
import { tokenSecret } from '../../../src/okta/auth/secret.ts';
import { createClient } from '../../../src/okta/http/client.ts';
import { parseOrg } from '../../../src/okta/http/org.ts';
import { proxyOf } from '../../../src/okta/http/proxy.ts';
import { createTransport } from '../../../src/okta/http/transport.ts';
import { createTunnel } from '../../../src/okta/http/tunnel.ts';
import { oktahunt } from '../../cli/binary.ts';
import { canary, uuidsOf } from '../builders.ts';
import { type Certified, certify } from '../fake/certificate.ts';
import { makeEvents } from '../fake/events.ts';
import { ending, passing } from '../fake/fault.ts';
import { type FakeProxyOptions, startFakeProxy } from '../fake/proxy.ts';
import { type FakeOptions, startFakeOkta } from '../fake/server.ts';
import { aFakeWorld, noon } from '../fake-world.ts';

vi.setConfig({ testTimeout: 30_000 });

const host = 'acme.okta.com';
const origin = `https://${host}`;
const hour = 3_600_000;
const span = { since: noon - 10 * hour, until: noon };
const events = makeEvents({ count: 60, seed: 3, from: span.since, to: span.until });
const uuids = events.map(({ uuid }) => uuid).toSorted();
const good = certify({ host });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Way extends Partial<FakeProxyOptions> {
  /** In the proxy's URL. */
  readonly given?: string;
  readonly certified?: Certified;
  readonly trusted?: string;
  readonly org?: Partial<FakeOptions>;
}

/** An org behind TLS, a proxy before it, and a client that knows only the proxy. */
async function aWay({ given, certified = good, trusted = good.cert, org, ...more }: Way = {}) {
  const world = aFakeWorld({ speed: 100 });
  const tls = { ...certified, origin };
  const fake = await startFakeOkta({
    events,
    now: world.trueNow,
    tokens: [canary],
    tls,
    pageSize: () => 20,
    ...org,
  });
  const proxy = await startFakeProxy({
    portOf: (name) => (name === host ? fake.port : undefined),
    ...more,
  });
  closing.push(fake.close, proxy.close);
  const url = given === undefined ? proxy.url : proxy.url.replace('//', `//${given}@`);
  const tunnel = createTunnel(proxyOf(origin, { HTTPS_PROXY: url }) as never, { ca: trusted });
  const through = { ...world, fetch: tunnel };
  const client = createClient({
    org: parseOrg(origin),
    authority: apiToken(tokenSecret(canary, 'the token')),
    transport: createTransport(through),
    world: through,
  });
  return { client, proxy, fake, world };
}

describe('F35 through a proxy', () => {
  test('all comes, and the proxy sees host and port, never the token', async () => {
    const { client, proxy } = await aWay();
    expect((await uuidsOf(client, span)).toSorted()).toEqual(uuids);
    expect(new Set(proxy.asked)).toEqual(new Set([`${host}:443`]));
    expect(proxy.asked).toHaveLength(1); // One tunnel serves for all pages.
    expect(proxy.others()).toBe(0);
    for (const spelling of [canary, Buffer.from(canary).toString('base64'), '/api/v1/logs']) {
      expect(proxy.bytes().includes(spelling)).toBe(false);
    }
  });

  test.each(passing)('what passes, passes: $name', async (fault) => {
    const { client } = await aWay({
      org: { fault: (request) => (request === 1 ? fault : undefined) },
    });
    expect((await uuidsOf(client, span)).toSorted()).toEqual(uuids);
  });

  test.each(ending)('what ends it, ends it: $name', async (fault) => {
    const { client, proxy } = await aWay({
      org: {
        fault: (request) => (request === 1 ? fault : undefined),
        foreign: 'https://evil.example',
      },
    });
    await expect(uuidsOf(client, span)).rejects.toMatchObject({ name: 'OktaError' });
    expect(new Set(proxy.asked)).toEqual(new Set([`${host}:443`]));
  });

  test.each(['drops', 'is out of order', 'is silent'] as const)(
    'a proxy that %s for a while is tried again',
    async (manner) => {
      const { client, proxy } = await aWay({
        manner: (request) => (request < 2 ? manner : 'serves'),
      });
      expect((await uuidsOf(client, span)).toSorted()).toEqual(uuids);
      expect(proxy.asked).toHaveLength(3);
    },
  );

  test.each([
    ['forbids', undefined, undefined, /refuses connections to acme\.okta\.com:443 \(403\)/],
    ['wants a login', undefined, undefined, /requires a login \(407\)/],
    ['serves', 'me:s3cret', undefined, /requires a login \(407\)/],
    ['serves', 'me:s3cret', 'me:wr0ng', /rejected the login \(407\)/],
  ] as const)(
    'a proxy that %s, with the login %s, given %s',
    async (manner, login, given, message) => {
      const { client, proxy } = await aWay({
        manner: () => manner,
        ...(login && { login }),
        ...(given && { given }),
      });
      const error = await uuidsOf(client, span).catch((reason: Error) => reason);
      expect(error).toMatchObject({ name: 'OktaError', trouble: 'unreachable' });
      expect((error as Error).message).toMatch(message);
      expect(JSON.stringify(error) + (error as Error).message).not.toContain('wr0ng');
      expect(proxy.asked).toHaveLength(1);
    },
  );

  test('a login is given to the proxy, and only to it', async () => {
    const { client, proxy } = await aWay({ login: 'me:s3cret', given: 'me:s3cret' });
    expect(await uuidsOf(client, span)).toHaveLength(60);
    expect(proxy.asked).toHaveLength(1);
  });

  test('a proxy that is not there is named', async () => {
    const { client, proxy } = await aWay();
    await proxy.close();
    closing.pop();
    await expect(uuidsOf(client, span)).rejects.toMatchObject({
      message: expect.stringMatching(/the proxy 127\.0\.0\.1:\d+: it refuses connections/),
    });
  });
});

describe('K07 the certificate', () => {
  test.each<[string, Certified, string | undefined, RegExp]>([
    ['that nobody vouches for', certify({ host }), undefined, /self-signed/],
    ['of another host', certify({ host: 'other.okta.com' }), 'own', /for another host/],
    ['that has expired', certify({ host, from: 0, until: Date.now() - hour }), 'own', /expired/],
  ])('%s gets no token, and is not asked twice', async (_, certified, own, message) => {
    const { client, proxy, fake } = await aWay({
      certified,
      ...(own && { trusted: certified.cert }),
    });
    await expect(uuidsOf(client, span)).rejects.toMatchObject({
      trouble: 'unreachable',
      message: expect.stringMatching(message),
      advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(fake.seen).toHaveLength(0);
    expect(proxy.asked).toHaveLength(1);
  });
});

describe('the program', () => {
  test('F35 goes through the proxy that the environment names, and says so without its login', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
    const now = Date.now();
    const recent = makeEvents({ count: 30, seed: 4, from: now - 5 * hour, to: now - 2 * hour });
    const { proxy } = await aWay({ login: 'me:s3cret', org: { events: recent, now: Date.now } });
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, good.cert);
    const env = {
      HTTPS_PROXY: proxy.url.replace('//', '//me:s3cret@'),
      NODE_EXTRA_CA_CERTS: ca,
      OKTA_CLIENT_ORGURL: origin,
      OKTA_CLIENT_TOKEN: canary,
      HOME: folder,
    };
    try {
      const done = await oktahunt(['pull', '--since', '1d', '--out', 'log'], { cwd: folder, env });
      expect(done).toMatchObject({ code: 0, out: expect.stringContaining('30 events added') });
      expect(done.err).toContain(`through the proxy ${proxy.url.slice('http://'.length)}`);
      expect(done.out + done.err).not.toMatch(/s3cret|CANARY/);
      expect(proxy.bytes().includes(canary)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
