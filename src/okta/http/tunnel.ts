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
 * A `fetch` that reaches https URLs through a proxy, as far as the transport needs one. The proxy is
 * asked for a tunnel to host and port (`CONNECT`), and sees nothing of what goes through it: the
 * certificate is the org's, checked as ever.
 *
 * The tunnel is kept for the next request. Redirects are answers like others. Throws an
 * {@link OktaError} where the proxy refuses, {@link BrokenAnswer} where it may be better next time.
 */
export function createTunnel(proxy: HttpProxy, trust: ConnectionOptions = {}): World['fetch'] {
  const lines = new Map<string, Line>();
  return async (url, init) => {
    const { origin, hostname, port } = new URL(url);
    const line = lines.get(origin) ?? createLine(hostname, trust);
    lines.set(origin, line);
    if (!line.isOpen()) {
      const tunnel = await openTunnel(proxy, hostname, port || '443', init.signal ?? undefined);
      // Nobody would use it any more, and it would keep the process alive.
      if (init.signal?.aborted) tunnel.destroy();
      else line.add(tunnel);
    }
    return exchange(url, init, line.agent);
  };
}

/** The connections to one host, all of them through tunnels. */
interface Line {
  readonly agent: Agent;
  /** Whether a connection is there that nobody uses. */
  readonly isOpen: () => boolean;
  /** Gives it a tunnel for its next connection. */
  readonly add: (tunnel: Socket) => void;
}

function createLine(host: string, trust: ConnectionOptions): Line {
  const tunnels: Socket[] = [];
  const agent = Object.assign(new Agent({ keepAlive: true }), {
    createConnection: (): Socket => {
      const socket = tunnels.shift();
      if (!socket) throw new BrokenAnswer('the connection through the proxy was closed');
      return connect({ ...trust, socket, host, servername: host, ALPNProtocols: ['http/1.1'] });
    },
  });
  return {
    agent,
    isOpen: () => Object.values(agent.freeSockets).some((free) => (free?.length ?? 0) > 0),
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
    const asked: ClientRequest = (secure ? secureRequest : plainRequest)({
      host: hostname,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { host: target, ...(authorization && { 'proxy-authorization': authorization }) },
    });
    const abort = (): void => void asked.destroy(new Error('it does not answer'));
    signal?.addEventListener('abort', abort, { once: true });
    asked.on('close', () => {
      signal?.removeEventListener('abort', abort);
      fail(new BrokenAnswer(`the proxy ${name}: it closed the connection`));
    });
    asked.on('error', (error: NodeJS.ErrnoException) =>
      fail(new BrokenAnswer(`the proxy ${name}: ${reasons[error.code ?? ''] ?? error.message}`)),
    );
    asked.on('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on('error', () => {}); // Who speaks TLS over it hears that it broke.
      if (statusCode === 200 && head.length === 0) return done(socket);
      socket.destroy();
      fail(refusalOf(statusCode, proxy, target));
    });
    asked.end();
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known (DNS)',
  EAI_AGAIN: 'its name cannot be looked up now (DNS)',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'it closed the connection',
  ETIMEDOUT: 'it does not answer',
};

function refusalOf(status: number, { name, authorization }: HttpProxy, target: string): Error {
  if (status === 407) {
    const message =
      authorization === undefined
        ? `the proxy ${name} wants a login (407)`
        : `the proxy ${name} does not take the login given (407)`;
    const advice = 'put it into the variable: HTTPS_PROXY=http://user:password@proxy.example:3128';
    return new OktaError('unreachable', message, advice);
  }
  if (status >= 400 && status < 500) {
    const message = `the proxy ${name} does not let ${target} through (${status})`;
    const advice =
      'have it allowed there, or name the host in NO_PROXY if it can be reached directly';
    return new OktaError('unreachable', message, advice);
  }
  return new BrokenAnswer(`the proxy ${name} gave no way to ${target} (${status})`);
}
