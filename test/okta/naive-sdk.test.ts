import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from '../cli/binary.ts';
import { aClient, canary, uuidsOf } from './builders.ts';
import { makeEvents } from './fake/events.ts';
import { passing } from './fake/fault.ts';
import { type FakeOkta, type FakeOptions, startFakeOkta } from './fake/server.ts';
import { aFakeWorld, noon } from './fake-world.ts';

/**
 * What the SDK does when it is used as its own README shows, beside what the client does in its
 * place: these tests say why there is a transport and a page loop of our own. One that fails means
 * that the SDK has changed.
 */

vi.setConfig({ testTimeout: 60_000 });

type Sdk = typeof import('@okta/okta-sdk-nodejs');
let sdk: Sdk;
beforeAll(async () => {
  sdk = await import('@okta/okta-sdk-nodejs');
}, 60_000);

const span = { since: noon - 3_600_000, until: noon };
const events = makeEvents({ count: 40, seed: 1, from: span.since, to: span.until });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function aFake(options: Partial<FakeOptions> = {}): Promise<FakeOkta> {
  const fake = await startFakeOkta({ events, now: () => noon, tokens: [canary], ...options });
  closing.push(fake.close);
  return fake;
}

/** The SDK, asking as its README does; stops after so many items or milliseconds. */
async function naively(
  url: string,
  until: string | undefined,
  most: { items: number; ms: number },
) {
  const client = new sdk.Client({ orgUrl: url, token: canary });
  const since = new Date(span.since).toISOString();
  const items: unknown[] = [];
  const collection = await client.systemLogApi.listLogEvents({
    since,
    ...(until && { until }),
    limit: 10,
  });
  const reading = (async () => {
    for await (const item of collection) if (items.push(item) >= most.items) return 'more';
    return 'end';
  })();
  const late = new Promise<string>((done) => setTimeout(() => done('hangs'), most.ms));
  const ended = await Promise.race([reading.catch((error: unknown) => String(error)), late]);
  return { items, ended };
}

const until = new Date(span.until).toISOString();
const few = { items: 200, ms: 1_500 };

describe('where the naive use', () => {
  test('hangs on a body that is cut short, the client goes on', async () => {
    const cut = passing.find(({ name }) => name === 'F09 cut with a length');
    const fault = (request: number) => (request === 1 ? cut : undefined);
    expect((await naively((await aFake({ fault })).url, until, few)).ended).toBe('hangs');
    expect(
      await uuidsOf(aClient((await aFake({ fault })).url, aFakeWorld()), span, 10),
    ).toHaveLength(40);
  });

  test('sends the token to whatever a next link names, the client does not', async () => {
    const [foreign, other] = [await aFake(), await aFake()];
    const faultTo = (url: string) => (request: number) =>
      request === 1
        ? {
            name: 'F24',
            apply: (draft: { body: string }, response: import('node:http').ServerResponse) =>
              void response
                .writeHead(200, {
                  'content-type': 'application/json',
                  link: `<${url}/api/v1/logs?x=1>; rel="next"`,
                })
                .end(draft.body),
          }
        : undefined;
    await naively((await aFake({ fault: faultTo(foreign.url) })).url, until, few);
    expect(foreign.seen.some(({ authorization }) => authorization.includes(canary))).toBe(true);
    const { url } = await aFake({ fault: faultTo(other.url) });
    const asking = uuidsOf(aClient(url, aFakeWorld()), span, 10);
    await expect(asking).rejects.toMatchObject({ trouble: 'protocol' });
    expect(other.seen).toEqual([]);
  });

  test('takes an empty page for an event, or for the end, the client for neither', async () => {
    const emptyPages = (request: number) => (request === 1 || request === 2 ? 1 : 0);
    const { items } = await naively((await aFake({ emptyPages })).url, until, few);
    expect(items).toContain(null);
    const client = new sdk.Client({ orgUrl: (await aFake({ emptyPages })).url, token: canary });
    let count = 0;
    const since = new Date(span.since).toISOString();
    const collection = await client.systemLogApi.listLogEvents({ since, until, limit: 10 });
    await collection.each(() => void count++);
    expect(count).toBeLessThan(40);
    expect(
      await uuidsOf(aClient((await aFake({ emptyPages })).url, aFakeWorld()), span, 10),
    ).toHaveLength(40);
  });

  test('never ends a polling query, and does not pause', async () => {
    const fake = await aFake();
    const { ended } = await naively(fake.url, undefined, few);
    expect(ended).toBe('more');
    expect(fake.seen.length).toBeGreaterThan(100);
  });

  test('loses what its model does not know, the client keeps every character', async () => {
    const { items } = await naively((await aFake()).url, until, few);
    const [first] = items as [{ debugContext?: { debugData?: { big?: unknown } } }];
    expect(String(first.debugContext?.debugData?.big)).not.toBe('9007199254740993');
    const { readPages } = await import('../../src/okta/log/read-pages.ts');
    const { boundedUrl } = await import('../../src/okta/log/log-query.ts');
    const client = aClient((await aFake()).url, aFakeWorld());
    for await (const { records } of readPages(client, boundedUrl(client.org, span))) {
      const texts = new Set(events.map(({ text }) => text));
      expect(records.every(({ text }) => texts.has(text))).toBe(true);
    }
  });

  test.each([
    ['malformed', /CANARY/],
    ['empty', /reading 'okta'/],
  ])('reads okta.yaml of any folder before its options, and quotes it: %s', (name, said) => {
    const folder = mkdtempSync(join(tmpdir(), 'oktahunt-'));
    copyFileSync(join(root, 'fixtures/okta-yaml', `${name}.yaml`), join(folder, 'okta.yaml'));
    const options = { orgUrl: 'https://acme.okta.com', token: canary };
    const script = `const { Client } = require(${JSON.stringify(join(root, 'node_modules/@okta/okta-sdk-nodejs'))});
new Client(${JSON.stringify(options)});`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect(status).toBe(1);
    expect(String(stderr)).toMatch(said); // What the program does: auth-methods.binary.test.ts.
  });

  test('calls the API with `Bearer undefined` where no token was given, the client says why', async () => {
    const seen: string[] = [];
    const server: Server = createServer((request, response) => {
      seen.push(String(request.headers.authorization));
      const isToken = request.url === '/oauth2/v1/token';
      response.writeHead(isToken ? 400 : 401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          isToken ? { error: 'invalid_scope' } : { errorCode: 'E0000011', errorSummary: 'no' },
        ),
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closing.push(() => new Promise((done) => void server.close(() => done())));
    const { generateKeyPairSync } = await import('node:crypto');
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const client = new sdk.Client({
      orgUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      authorizationMode: 'PrivateKey',
      clientId: '0oa',
      scopes: ['okta.logs.read'],
      privateKey: key.export({ format: 'pem', type: 'pkcs8' }) as string,
    });
    const collection = await client.systemLogApi.listLogEvents({ since: until, until });
    await expect(collection.each(() => {})).rejects.toThrow();
    expect(seen).toContain('Bearer undefined'); // What the client does: private-key.test.ts.
  });
});
