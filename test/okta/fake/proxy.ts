import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What a fake proxy does with a CONNECT. */
export type Manner =
  | 'serves'
  | 'wants a login'
  | 'forbids'
  | 'is out of order'
  | 'drops'
  | 'is silent';

export interface FakeProxyOptions {
  /** The port on this machine that a host is at. */
  readonly portOf: (host: string) => number | undefined;
  readonly manner?: (request: number) => Manner;
  /** `user:password` that it wants. */
  readonly login?: string;
}

/** An HTTP proxy on loopback that does nothing but tunnels. */
export interface FakeProxy {
  readonly url: string;
  /** `host:port` of each CONNECT. */
  readonly asked: readonly string[];
  /** All bytes that clients sent, in the tunnels and before. */
  readonly bytes: () => Buffer;
  /** Requests that were no CONNECT. */
  readonly others: () => number;
  readonly close: () => Promise<void>;
}

const answers: Readonly<Partial<Record<Manner, string>>> = {
  'wants a login': '407 Proxy Authentication Required',
  forbids: '403 Forbidden',
  'is out of order': '502 Bad Gateway',
};

/** Starts a fake proxy on 127.0.0.1. */
export async function startFakeProxy(options: FakeProxyOptions): Promise<FakeProxy> {
  const asked: string[] = [];
  const parts: Buffer[] = [];
  const sockets = new Set<Socket>();
  let others = 0;
  const server = createServer((_, response) => {
    others++;
    response.writeHead(400).end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (part: Buffer) => parts.push(part));
  });
  server.on('connect', ({ url = '', headers }, client: Socket, head: Buffer) => {
    const index = asked.push(url) - 1;
    parts.push(Buffer.from(JSON.stringify(headers)));
    const { login } = options;
    const isKnown =
      login === undefined ||
      headers['proxy-authorization'] === `Basic ${Buffer.from(login).toString('base64')}`;
    const manner = isKnown ? (options.manner?.(index) ?? 'serves') : 'wants a login';
    const port = options.portOf(url.replace(/:\d+$/, ''));
    const refusal = port === undefined ? answers['is out of order'] : answers[manner];
    if (manner === 'is silent') return;
    if (manner === 'drops') return void client.destroy();
    if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const upstream = connect(port as number, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      client.on('data', (part: Buffer) => parts.push(part));
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    bytes: () => Buffer.concat(parts),
    others: () => others,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
