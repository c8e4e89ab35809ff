import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers: a status, or what it does with the connection. */
export type Manner =
  | number
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'resets'
  | 'resets in the answer'
  | 'is silent';

export interface HttpReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  readonly close: () => Promise<void>;
}

/** A receiver on loopback that reads every request to its end and answers the n-th in a manner. */
export async function startHttpReceiver(
  mannerOf: (request: number, received: Received) => Manner = () => 204,
): Promise<HttpReceiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    try {
      for await (const part of request) parts.push(part as Buffer);
    } catch {
      return; // The sender went away.
    }
    const { url: path = '', headers } = request;
    const one = { path, headers, body: Buffer.concat(parts).toString() };
    received.push(one);
    answer(response, mannerOf(received.length - 1, one));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, manner: Manner): void {
  if (manner === 'is silent') return;
  if (manner === 'resets') {
    response.socket?.resetAndDestroy();
  } else if (manner === 'resets in the answer') {
    response.writeHead(500, { 'content-length': '100' });
    response.write('x', () => response.socket?.resetAndDestroy());
  } else {
    const {
      status,
      headers = {},
      body = '',
    } = typeof manner === 'number' ? { status: manner } : manner;
    response.writeHead(status, headers).end(body);
  }
}
