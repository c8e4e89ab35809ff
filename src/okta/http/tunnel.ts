import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { exchange } from './http-fetch.ts';
import { OktaError } from './okta-error.ts';
import type { HttpProxy } from './proxy.ts';
import { BrokenAnswer } from './transport.ts';
import type { World } from './world.ts';

/**
 * A `fetch` that reaches https URLs through a proxy, as far as the transport needs one. Requests go
 * through a `CONNECT` tunnel, so the proxy sees nothing of them: TLS is with the org, whose certificate
 * is verified as usual.
 *
 * The tunnel is kept alive. Redirects are not followed. Throws an
 * {@link OktaError} if the proxy refuses, {@link BrokenAnswer} if a retry may help.
 */
export function createTunnel(proxy: HttpProxy, trust: ConnectionOptions = {}): World['fetch'] {
  const pools = new Map<string, TunnelPool>();
  return async (url, init) => {
    const { origin, hostname, port } = new URL(url);
    const pool = pools.get(origin) ?? createPool(hostname, trust);
    pools.set(origin, pool);
    if (!pool.hasIdle()) {
      const tunnel = await openTunnel(proxy, hostname, port || '443', init.signal ?? undefined);
      // Unused, it would keep the process alive.
      if (init.signal?.aborted) tunnel.destroy();
      else pool.add(tunnel);
    }
    return exchange(url, init, pool.agent);
  };
}

/** The connections to one host, all through tunnels. */
interface TunnelPool {
  readonly agent: Agent;
  readonly hasIdle: () => boolean;
  /** Adds a tunnel for the next connection. */
  readonly add: (tunnel: Socket) => void;
}

function createPool(host: string, trust: ConnectionOptions): TunnelPool {
  const tunnels: Socket[] = [];
  const agent = Object.assign(new Agent({ keepAlive: true }), {
    createConnection: (): Socket => {
      const socket = tunnels.shift();
      if (!socket) throw new BrokenAnswer('connection through the proxy closed');
      return connect({ ...trust, socket, host, servername: host, ALPNProtocols: ['http/1.1'] });
    },
  });
  return {
    agent,
    hasIdle: () => Object.values(agent.freeSockets).some((free) => (free?.length ?? 0) > 0),
    add: (tunnel) => void tunnels.push(tunnel),
  };
}

function openTunnel(
  proxy: HttpProxy,
  host: string,
  port: string,
  signal: AbortSignal | undefined,
): Promise<Socket> {
  const { name, secure, hostname, authorization } = proxy;
  const target = `${host}:${port}`;
  return new Promise((done, fail) => {
    const request: ClientRequest = (secure ? secureRequest : plainRequest)({
      host: hostname,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { host: target, ...(authorization && { 'proxy-authorization': authorization }) },
    });
    const abort = (): void => void request.destroy(new Error('it does not answer'));
    signal?.addEventListener('abort', abort, { once: true });
    request.on('close', () => {
      signal?.removeEventListener('abort', abort);
      fail(new BrokenAnswer(`the proxy ${name}: it closed the connection`));
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      fail(new BrokenAnswer(`the proxy ${name}: ${reasons[error.code ?? ''] ?? error.message}`)),
    );
    request.on('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on('error', () => {}); // The TLS connection over it reports the error.
      if (statusCode === 200 && head.length === 0) return done(socket);
      socket.destroy();
      fail(refusalOf(statusCode, proxy, target));
    });
    request.end();
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'host not found (DNS)',
  EAI_AGAIN: 'DNS lookup failed for now',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'it closed the connection',
  ETIMEDOUT: 'it does not answer',
};

function refusalOf(status: number, { name, authorization }: HttpProxy, target: string): Error {
  if (status === 407) {
    const message =
      authorization === undefined
        ? `the proxy ${name} requires a login (407)`
        : `the proxy ${name} rejected the login (407)`;
    const advice = 'give it in the variable: HTTPS_PROXY=http://user:password@proxy.example:3128';
    return new OktaError('unreachable', message, advice);
  }
  if (status >= 400 && status < 500) {
    const message = `the proxy ${name} refuses connections to ${target} (${status})`;
    const advice =
      'have it allowed there, or name the host in NO_PROXY if it can be reached directly';
    return new OktaError('unreachable', message, advice);
  }
  return new BrokenAnswer(`the proxy ${name} could not connect to ${target} (${status})`);
}
