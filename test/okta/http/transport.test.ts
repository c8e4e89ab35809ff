import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTransport } from '../../../src/okta/http/transport.ts';
import { aFakeWorld } from '../fake-world.ts';

vi.setConfig({ testTimeout: 30_000 });

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers every connection with the same bytes, whatever was asked. */
async function aSocket(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const bomb = gzipSync(Buffer.alloc(20_000_000));

const limits = { headers: 40_000, silence: 60_000, bytes: 1 << 20 };
const ask = (url: string, signal?: AbortSignal) =>
  createTransport(aFakeWorld(), limits)(url, { method: 'GET', headers: {} }, signal);

const head = (more: string) =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;

describe('a transport', () => {
  test.each<readonly [string, string | Buffer]>([
    ['no answer', ''],
    ['an answer that is no HTTP', 'hello\r\n\r\n'],
    ['half a header', 'HTTP/1.1 200 OK\r\nConte'],
    ['headers of a megabyte', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(1 << 20)}\r\n\r\n`],
    ['a body that stalls', `${head('Content-Length: 100')}[1`],
    ['a chunk that stalls', `${head('Transfer-Encoding: chunked')}5\r\n[1`],
    ['gzip that is none', `${head('Content-Encoding: gzip\r\nContent-Length: 4')}abcd`],
    [
      'a body that is not UTF-8',
      Buffer.concat([Buffer.from(head('Content-Length: 3')), Buffer.from([0x22, 0xff, 0x22])]),
    ],
  ])('takes %s for broken, and soon', async (_, bytes) => {
    const url = await aSocket((socket) => void socket.write(bytes));
    await expect(ask(url)).rejects.toMatchObject({ name: 'BrokenAnswer' });
  });

  test('reads nothing behind the stated length', async () => {
    const url = await aSocket(
      (socket) => void socket.end(`${head('Content-Length: 2')}[][{"uuid":"smuggled"}]`),
    );
    expect((await ask(url)).text).toBe('[]');
  });

  test.each<readonly [string, (socket: Socket) => void]>([
    [
      'a body over the limit',
      (socket) => void socket.end(head('Content-Length: 2000000') + 'x'.repeat(2_000_000)),
    ],
    [
      'a small body that unpacks to more',
      (socket) => {
        socket.write(head(`Content-Encoding: gzip\r\nContent-Length: ${bomb.length}`));
        socket.end(bomb);
      },
    ],
    [
      'a body that never ends',
      (socket) => {
        socket.write(head('Transfer-Encoding: chunked'));
        const more = (): void =>
          void (
            socket.writable &&
            socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`, () => setImmediate(more))
          );
        more();
      },
    ],
  ])('refuses %s for good', async (_, answer) => {
    await expect(ask(await aSocket(answer))).rejects.toMatchObject({
      name: 'OktaError',
      trouble: 'protocol',
    });
  });

  test('refuses a hundred encodings, for good', async () => {
    const encodings = Array(100).fill('gzip').join(', ');
    const url = await aSocket(
      (socket) =>
        void socket.end(`${head(`Content-Encoding: ${encodings}\r\nContent-Length: 2`)}[]`),
    );
    await expect(ask(url)).rejects.toMatchObject({
      trouble: 'protocol',
      message: 'the answer is encoded 100 times over',
    });
  });

  test('undoes encodings in the order in which they were applied', async () => {
    const bytes = brotliCompressSync(deflateSync(gzipSync('[]')));
    const url = await aSocket((socket) => {
      socket.write(head(`Content-Encoding: gzip, Deflate,identity, br\r\nConnection: close`));
      socket.end(bytes);
    });
    expect((await ask(url)).text).toBe('[]');
  });

  const coded = (encodings: number) => `Content-Encoding: ${Array(encodings).fill('gzip').join()}`;
  /** What an unread or half-read body may be like, and what becomes of it while it is let go. */
  const bodies: readonly (readonly [string, string])[] = [1, 5, 6, 100].flatMap((encodings) => [
    [`encoded ${encodings} times, stalls`, `${coded(encodings)}\r\nContent-Length: 1000000`],
    [`encoded ${encodings} times, chunked`, `${coded(encodings)}\r\nTransfer-Encoding: chunked`],
  ]);

  test.each(bodies)('hears every error of a body that %s', async (_, headers) => {
    const heard: unknown[] = [];
    const listen = (error: unknown): void => void heard.push(error);
    process.on('uncaughtException', listen).on('unhandledRejection', listen);
    for (const [status, statusOnly] of [
      [200, false],
      [200, true],
      [302, false],
      [503, false],
    ] as const) {
      const gone: Promise<void>[] = [];
      const url = await aSocket((socket) => {
        gone.push(new Promise((done) => void socket.once('close', done)));
        socket.write(`HTTP/1.1 ${status} X\r\n${headers}\r\n\r\n4\r\nabcd\r\n`);
        setTimeout(() => socket.resetAndDestroy(), 30);
      });
      const request = { method: 'GET', headers: {}, statusOnly } as const;
      const ended = createTransport(aFakeWorld(), limits)(url, request).then(
        ({ status: told, text }) => `${told} ${text}`,
        (error: Error) => error.name,
      );
      expect(await ended).toMatch(/^(BrokenAnswer|OktaError|200 |503 )$/);
      await Promise.all(gone);
    }
    await new Promise((done) => void setTimeout(done, 50));
    process.off('uncaughtException', listen).off('unhandledRejection', listen);
    expect(heard).toEqual([]);
  });

  test.each([
    ['a refusal', 429, 'Content-Encoding: gzip\r\nRetry-After: 7\r\nContent-Length: 4'],
    ['an outage', 503, 'Content-Length: 100'],
  ])('takes the status of %s, whatever is wrong with its words', async (_, status, headers) => {
    const url = await aSocket(
      (socket) => void socket.end(`HTTP/1.1 ${status} X\r\n${headers}\r\n\r\nabcd`),
    );
    expect(await ask(url)).toMatchObject({ status, text: '' });
  });

  test('takes an upgrade that nobody asked for for broken, and soon', async () => {
    const url = await aSocket(
      (socket) =>
        void socket.write(
          'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n',
        ),
    );
    await expect(ask(url)).rejects.toMatchObject({ name: 'BrokenAnswer' });
  });

  test('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const url = await aSocket(() => controller.abort(new RangeError('enough')));
    await expect(ask(url, controller.signal)).rejects.toThrow('enough');
    await expect(ask(url, controller.signal)).rejects.toThrow('enough');
  });

  test.each([
    ['ENOTFOUND', /not found \(DNS\)/],
    ['ECONNREFUSED', /refused/],
    ['CERT_HAS_EXPIRED', /expired/],
    ['ODD', /fetch says so/],
  ])('says in words what %s means', async (code, message) => {
    const cause = Object.assign(new Error('fetch says so'), { code });
    const world = {
      ...aFakeWorld(),
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
    };
    await expect(
      createTransport(world)('http://127.0.0.1/', { method: 'GET', headers: {} }),
    ).rejects.toThrow(message);
  });
});
