import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { tell } from '../../language/message.ts';
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
      if (!socket) throw new BrokenAnswer(tell('proxy.closed'));
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
    const abort = (): void =>
      void request.destroy(
        new BrokenAnswer(tell('proxy.trouble', { name, why: tell('proxy.itIsSilent') })),
      );
    signal?.addEventListener('abort', abort, { once: true });
    request.on('close', () => {
      signal?.removeEventListener('abort', abort);
      fail(new BrokenAnswer(tell('proxy.trouble', { name, why: tell('proxy.itClosed') })));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof BrokenAnswer) return fail(error);
      const reason = reasons[error.code ?? ''];
      const why = reason ? tell(reason) : error.message;
      fail(new BrokenAnswer(tell('proxy.trouble', { name, why })));
    });
    request.on('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on('error', () => {}); // The TLS connection over it reports the error.
      if (statusCode === 200 && head.length === 0) return done(socket);
      socket.destroy();
      fail(refusalOf(statusCode, proxy, target));
    });
    request.end();
  });
}

type Reason =
  | 'okta.dnsNotFound'
  | 'okta.dnsFailed'
  | 'proxy.itRefuses'
  | 'proxy.itClosed'
  | 'proxy.itIsSilent';

const reasons: Readonly<Record<string, Reason>> = {
  ENOTFOUND: 'okta.dnsNotFound',
  EAI_AGAIN: 'okta.dnsFailed',
  ECONNREFUSED: 'proxy.itRefuses',
  ECONNRESET: 'proxy.itClosed',
  ETIMEDOUT: 'proxy.itIsSilent',
};

function refusalOf(status: number, { name, authorization }: HttpProxy, target: string): Error {
  if (status === 407) {
    const told = tell(authorization === undefined ? 'proxy.wantsLogin' : 'proxy.rejectsLogin', {
      name,
    });
    return new OktaError('unreachable', told, tell('proxy.giveLogin'));
  }
  if (status >= 400 && status < 500) {
    const told = tell('proxy.refuses', { name, target, status: String(status) });
    return new OktaError('unreachable', told, tell('proxy.allow'));
  }
  return new BrokenAnswer(tell('proxy.couldNot', { name, target, status: String(status) }));
}
