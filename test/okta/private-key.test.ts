import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseOrg } from '../../src/okta/org.ts';
import { privateKey } from '../../src/okta/private-key.ts';
import { keySecret } from '../../src/okta/secret.ts';
import { createTransport } from '../../src/okta/transport.ts';
import { aClient, uuidsOf } from './asked.ts';
import { aFakeWorld, noon } from './clock.ts';
import { makeEvents } from './fake/events.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from './fake/server.ts';

vi.setConfig({ testTimeout: 30_000 });

const span = { since: noon - 3_600_000, until: noon };
const events = makeEvents({ count: 40, seed: 1, from: span.since, to: span.until });
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = keys.publicKey.export({ format: 'jwk' });
const pem = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const jwk = JSON.stringify(keys.privateKey.export({ format: 'jwk' }));
const app = { clientId: '0oaapp', publicKey, scopes: ['okta.logs.read'], dpop: false };

const fakes: FakeOkta[] = [];
beforeAll(() => import('@okta/okta-sdk-nodejs'), 60_000);
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

async function aKeyClient(
  options: Partial<FakeOptions> = {},
  over: { key?: string; clientId?: string; scopes?: string[] } = {},
) {
  const world = aFakeWorld();
  const fake = await startFakeOkta({ events, now: world.trueNow, app, ...options });
  fakes.push(fake);
  const org = parseOrg(fake.url, { loopback: true });
  const { key = pem, clientId = app.clientId, scopes = ['okta.logs.read'] } = over;
  const credential = { clientId, key: keySecret(key, 'the key'), scopes };
  const authority = privateKey(org, credential, createTransport(world));
  return { fake, client: aClient(fake.url, world, { authority }) };
}

describe('a private key', () => {
  test.each([
    ['PEM', pem, false],
    ['JWK', jwk, false],
    ['PEM, with DPoP', pem, true],
    ['JWK, with DPoP', jwk, true],
  ])('reads the log: %s', async (_, key, dpop) => {
    const { client, fake } = await aKeyClient({ app: { ...app, dpop } }, { key });
    expect(await uuidsOf(client, span, 10)).toHaveLength(40);
    expect(fake.seen[0]?.authorization).toMatch(dpop ? /^DPoP fake\./ : /^Bearer fake\./);
  });

  test.each([false, true])(
    'gets a new token where the old one has expired (DPoP: %s)',
    async (dpop) => {
      const { client, fake } = await aKeyClient({
        app: { ...app, dpop },
        pageSize: () => {
          if (fakes[0]?.seen.length === 2) fakes[0].tokens?.expire();
          return 10;
        },
      });
      expect(await uuidsOf(client, span, 10)).toHaveLength(40);
      expect(new Set(fake.seen.map(({ authorization }) => authorization)).size).toBe(2);
    },
  );

  test('signs each attempt afresh: a proof that is sent again after a 429 would be refused', async () => {
    const { client } = await aKeyClient({
      app: { ...app, dpop: true },
      fault: (request) =>
        request === 1
          ? {
              name: '429',
              apply: (_, response) => response.writeHead(429, { 'retry-after': '1' }).end(),
            }
          : undefined,
    });
    expect(await uuidsOf(client, span, 10)).toHaveLength(40);
  });

  test.each([
    [{ scopes: ['okta.users.read'] }, 'invalid_scope', 'okta.logs.read'],
    [{ clientId: '0oaother' }, 'invalid_client', 'client id'],
  ])(
    'that is refused a token says so, and never asks with `Bearer undefined`: %j',
    async (over, message, advice) => {
      const { client, fake } = await aKeyClient({}, over);
      await expect(uuidsOf(client, span)).rejects.toMatchObject({
        trouble: 'refused',
        message: expect.stringContaining(message),
        advice: expect.stringContaining(advice),
      });
      expect(fake.seen).toEqual([]);
    },
  );

  test.each([429, 500, 503])('waits where the token endpoint answers %i', async (status) => {
    const { client } = await aKeyClient({
      tokenTrouble: (request) => (request < 3 ? status : undefined),
    });
    expect(await uuidsOf(client, span, 10)).toHaveLength(40);
  });

  test('of the wrong kind is told before any request', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = ec.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const { client, fake } = await aKeyClient({}, { key });
    await expect(uuidsOf(client, span)).rejects.toMatchObject({ trouble: 'setup' });
    expect(fake.seen).toEqual([]);
  });
});
