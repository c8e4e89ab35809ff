import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { privateKey } from '../../../src/okta/auth/private-key.ts';
import { keySecret } from '../../../src/okta/auth/secret.ts';
import { signingKey } from '../../../src/okta/auth/signing-key.ts';
import { parseOrg } from '../../../src/okta/http/org.ts';
import { createTransport } from '../../../src/okta/http/transport.ts';
import { aClient, uuidsOf } from '../builders.ts';
import { makeEvents } from '../fake/events.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from '../fake/server.ts';
import type { ServiceApp } from '../fake/token.ts';
import { aFakeWorld, type FakeWorldOptions, noon } from '../fake-world.ts';

vi.setConfig({ testTimeout: 30_000 });

const span = { since: noon - 3_600_000, until: noon };
const events = makeEvents({ count: 40, seed: 1, from: span.since, to: span.until });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const pem = (keys: typeof rsa, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  keys.privateKey.export({ format: 'pem', type } as never) as string;
const jwk = (keys: typeof rsa, over = {}) =>
  JSON.stringify({ ...keys.privateKey.export({ format: 'jwk' }), ...over });
const [p256, p384, p521] = [ec('P-256'), ec('P-384'), ec('P-521')];

const fakes: FakeOkta[] = [];
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

interface Over {
  readonly keys?: typeof rsa;
  readonly key?: string;
  readonly keyId?: string;
  readonly clientId?: string;
  readonly scopes?: string[];
  readonly app?: Partial<ServiceApp>;
  readonly clock?: FakeWorldOptions;
}

async function aKeyClient(options: Partial<FakeOptions> = {}, over: Over = {}) {
  const { keys = rsa, key = pem(keys), clientId = '0oaapp', scopes = ['okta.logs.read'] } = over;
  const publicKey = keys.publicKey.export({ format: 'jwk' });
  const granted = ['okta.logs.read'];
  const app = { clientId: '0oaapp', publicKey, scopes: granted, dpop: false, ...over.app };
  const world = aFakeWorld(over.clock);
  const fake = await startFakeOkta({ events, now: world.trueNow, app, ...options });
  fakes.push(fake);
  const org = parseOrg(fake.url, { loopback: true });
  const signing = signingKey(keySecret(key, 'the key'), 'the key');
  const credential = { clientId, key: signing, keyId: over.keyId, scopes };
  const authority = privateKey(org, credential, createTransport(world), world);
  return { fake, world, authority, client: aClient(fake.url, world, { authority }) };
}

const asked = (fake: FakeOkta) =>
  fake.all.filter((path) => path === 'POST /oauth2/v1/token').length;

describe('a private key', () => {
  const forms: readonly (readonly [string, typeof rsa, string, string])[] = [
    ['RSA as PKCS#8', rsa, pem(rsa), 'RS256'],
    ['RSA as PKCS#1', rsa, pem(rsa, 'pkcs1'), 'RS256'],
    ['RSA as JWK', rsa, jwk(rsa), 'RS256'],
    ['RSA as JWK for RS512', rsa, jwk(rsa, { alg: 'RS512' }), 'RS512'],
    ['RSA as JWK for something else', rsa, jwk(rsa, { alg: 'none', kid: 7 }), 'RS256'],
    ['P-256 as PKCS#8', p256, pem(p256), 'ES256'],
    ['P-256 as SEC 1', p256, pem(p256, 'sec1'), 'ES256'],
    ['P-384 as JWK', p384, jwk(p384), 'ES384'],
    ['P-521 as JWK', p521, jwk(p521), 'ES512'],
  ];
  test.each(forms.flatMap((form) => [false, true].map((dpop) => [...form, dpop] as const)))(
    'reads the log: %s',
    async (_, keys, key, alg, dpop) => {
      const { client, fake } = await aKeyClient({}, { keys, key, app: { dpop } });
      expect(await uuidsOf(client, span, 10)).toHaveLength(40);
      expect(fake.seen[0]?.authorization).toMatch(dpop ? /^DPoP fake\./ : /^Bearer fake\./);
      expect(fake.tokens?.heads()[0]).toEqual({ typ: 'JWT', alg });
      expect(asked(fake)).toBe(dpop ? 2 : 1);
    },
  );

  test.each([
    ['the one given', jwk(rsa, { kid: 'own' }), 'given', 'given'],
    ['else its own', jwk(rsa, { kid: 'own' }), undefined, 'own'],
  ])('names its id: %s', async (_, key, keyId, kid) => {
    const over = { key, app: { kid }, ...(keyId !== undefined && { keyId }) };
    const { client } = await aKeyClient({}, over);
    expect(await uuidsOf(client, span, 10)).toHaveLength(40);
  });

  test.each([false, true])(
    'gets a new token where the old one was ended (DPoP: %s)',
    async (dpop) => {
      const pageSize = () => {
        if (fakes[0]?.seen.length === 2) fakes[0].tokens?.expire();
        return 10;
      };
      const { client, fake } = await aKeyClient({ pageSize }, { app: { dpop } });
      expect(await uuidsOf(client, span, 10)).toHaveLength(40);
      expect(new Set(fake.seen.map(({ authorization }) => authorization)).size).toBe(2);
    },
  );

  test.each([
    [3_600, 3_000, 1],
    [3_600, 3_550, 2],
    [120, 50, 1],
    [120, 70, 2],
    [10, 4, 1],
    [10, 6, 2],
  ])(
    'keeps a token of %i s for its life and no longer: after %i s it has asked for %i',
    async (expiresIn, later, count) => {
      const { client, fake, world } = await aKeyClient({}, { app: { dpop: true, expiresIn } });
      await uuidsOf(client, span, 40);
      world.advance(later * 1_000);
      await uuidsOf(client, span, 40);
      expect(fake.tokens?.given()).toHaveLength(count);
      expect(fake.seen).toHaveLength(2); // No request was refused on the way.
    },
  );

  test.each([undefined, -5, 0, 'soon', null])(
    'keeps a token whose life is %s until it is refused',
    async (expires_in) => {
      const body = { token_type: 'Bearer', access_token: 'fake.token', expires_in };
      const { client, world } = await aKeyClient({
        tokens: ['fake.token'],
        tokenAnswer: () => ({ status: 200, headers: {}, body }),
      });
      await uuidsOf(client, span);
      world.advance(86_400_000);
      await uuidsOf(client, span);
      expect(asked(fakes[0] as FakeOkta)).toBe(1);
    },
  );

  test('signs each attempt afresh: a proof that is sent again after a 429 would be refused', async () => {
    const fault = (request: number) =>
      request === 1
        ? {
            name: '429',
            apply: (_: unknown, response: import('node:http').ServerResponse) =>
              void response.writeHead(429, { 'retry-after': '1' }).end(),
          }
        : undefined;
    const { client, fake } = await aKeyClient({ fault }, { app: { dpop: true } });
    expect(await uuidsOf(client, span, 10)).toHaveLength(40);
    expect(new Set(fake.seen.map(({ dpop }) => dpop)).size).toBe(5);
  });

  test.each([1, 2, 3])(
    'shows a fresh nonce where the API wants one, and keeps the token (each lasts %i)',
    async (nonceLasts) => {
      const { client, fake } = await aKeyClient({}, { app: { dpop: true, nonceLasts } });
      expect(await uuidsOf(client, span, 10)).toHaveLength(40);
      expect(fake.tokens?.given()).toHaveLength(1);
    },
  );

  test('gives up where no nonce is ever fresh enough', async () => {
    const { client, fake } = await aKeyClient({}, { app: { dpop: true, nonceLasts: 0 } });
    await expect(uuidsOf(client, span, 10)).rejects.toMatchObject({ trouble: 'refused' });
    expect(fake.seen.length).toBeLessThan(6);
  });

  test('whose token is ended in the midst of a change of nonce gets both', async () => {
    const over = { app: { dpop: true, nonceLasts: 2 } };
    const pageSize = () => {
      if (fakes[0]?.tokens?.given().length === 1) fakes[0].tokens.expire();
      return 10;
    };
    const { client, fake } = await aKeyClient({ pageSize }, over);
    expect(await uuidsOf(client, span, 10)).toHaveLength(40);
    expect(fake.tokens?.given()).toHaveLength(2);
  });

  test.each([
    [{ scopes: ['okta.users.read'] }, 'invalid_scope', 'okta.logs.read'],
    [{ clientId: '0oaother' }, 'invalid_client', 'client id'],
    [{ app: { kid: 'another' } }, 'invalid_client', 'public key'],
    [{ clock: { wrong: -3_600_000 } }, 'this machine is 3600 s slow', 'clock'],
    [{ clock: { wrong: 3_600_000 }, app: { dpop: true } }, 'is 3600 s fast', 'clock'],
  ] satisfies [Over, string, string][])(
    'that is refused a token says so, and never asks for the log: %j',
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

  test.each([
    ['no token', 200, {}, 'refused', 'no reason given'],
    ['a token that is no text', 200, { access_token: { a: 1 } }, 'refused', 'no reason given'],
    ['a list', 400, [] as never, 'refused', 'no reason given'],
    ['a kind that is not known', 200, { access_token: 'x', token_type: 'mac' }, 'protocol', 'kind'],
    [
      'a token with a line break',
      200,
      { access_token: 'a\nb: c', token_type: 'bearer' },
      'protocol',
      'characters',
    ],
    ['an error that every object has', 400, { error: 'constructor' }, 'refused', 'constructor'],
    ['a nonce that never ends', 400, { error: 'use_dpop_nonce' }, 'refused', 'use_dpop_nonce'],
  ] as const)('is not deceived by %s', async (_, status, body, trouble, message) => {
    const { client, fake } = await aKeyClient({
      tokenAnswer: () => ({ status, headers: { 'dpop-nonce': 'x' }, body }),
    });
    const failing = await uuidsOf(client, span).catch((error: unknown) => error);
    expect(failing).toMatchObject({ trouble, advice: expect.any(String) });
    expect(String(failing)).toContain(message);
    expect(fake.seen).toEqual([]);
    expect(asked(fake)).toBeLessThan(3);
  });

  test.each([429, 500, 503])('waits where the token endpoint answers %i', async (status) => {
    const { client } = await aKeyClient({
      tokenTrouble: (request) => (request < 3 ? status : undefined),
    });
    expect(await uuidsOf(client, span, 10)).toHaveLength(40);
  });

  test('tells of scopes and of DPoP what the token endpoint said', async () => {
    const { client, authority } = await aKeyClient({}, { app: { dpop: true } });
    expect(authority.holder()).toMatchObject({ scopes: undefined, isBound: false });
    await uuidsOf(client, span);
    const holder = { kind: 'app', clientId: '0oaapp', scopes: ['okta.logs.read'], isBound: true };
    expect(authority.holder()).toEqual(holder);
  });

  test('signs nothing for another host', async () => {
    const { client, fake } = await aKeyClient();
    const leaving = client.look('http://127.0.0.1:1/api/v1/logs');
    await expect(leaving).rejects.toMatchObject({ trouble: 'protocol' });
    expect(fake.all).toEqual([]);
  });
});
