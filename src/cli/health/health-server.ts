import { chmod, lstat, unlink } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tell } from '../../language/message.ts';
import { breakdown } from '../failure.ts';
import { addressText, type HealthAddress, isExpectedHost } from './health-address.ts';
import type { HealthReport } from './health-report.ts';
import { type OpenMetrics, openMetricsType } from './open-metrics.ts';

/** What can be asked of a watch. */
export interface HealthSource {
  readonly report: () => HealthReport;
  readonly metrics: () => OpenMetrics;
}

/** A server that tells how a watch is, and nothing else. */
export interface HealthServer {
  /** As one can ask there. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** Who asks has so long, in milliseconds; nobody needs more, and nobody may hold the server. */
const patience = 5_000;
const mostAsking = 32;

/** Answers at an address. Throws a breakdown if something else is there. */
export async function openHealthServer(
  address: HealthAddress,
  hosts: readonly string[],
  source: HealthSource,
): Promise<HealthServer> {
  const isOpen = (header: string | undefined): boolean =>
    address.kind === 'socket' || isExpectedHost(header, hosts);
  const server = createServer(
    { maxHeaderSize: 8_192, requestTimeout: patience, headersTimeout: patience },
    (request, response) =>
      send(response, request.method === 'HEAD', answerTo(request, isOpen, source)),
  );
  server.keepAliveTimeout = patience;
  server.maxConnections = mostAsking;
  server.on('clientError', (_, socket) => socket.destroy());
  try {
    if (address.kind === 'socket') await removeStale(address.path);
    await listen(server, address);
    if (address.kind === 'socket') await chmod(address.path, 0o600);
  } catch (error) {
    const cause = (error as Error).message;
    throw breakdown(tell('health.cannotListen', { address: addressText(address), cause }));
  }
  server.unref();
  return { address: nameOf(server, address), close: () => closed(server) };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly more?: Readonly<Record<string, string>>;
}

function answerTo(
  { method, url = '', headers }: IncomingMessage,
  isOpen: (host: string | undefined) => boolean,
  source: HealthSource,
): Answer {
  if (!isOpen(headers.host)) return refusal(421, 'unknown-host');
  if (method !== 'GET' && method !== 'HEAD') {
    const more = { allow: 'GET, HEAD', connection: 'close' };
    return { ...refusal(405, 'method-not-allowed'), more };
  }
  const path = url.replace(/\?.*$/s, '');
  if (path === '/metrics') return { status: 200, type: openMetricsType, body: source.metrics() };
  if (path !== '/healthz' && path !== '/readyz') return refusal(404, 'not-found');
  const report = source.report();
  const status = (path === '/healthz' ? report.alive : report.ready) ? 200 : 503;
  return { status, type: 'application/json', body: `${JSON.stringify(report)}\n` };
}

function refusal(status: number, why: string): Answer {
  return { status, type: 'text/plain;charset=utf-8', body: `${why}\n` };
}

function send(response: ServerResponse, isHead: boolean, { status, type, body, more }: Answer) {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...more,
  });
  response.end(isHead ? undefined : body);
}

function listen(server: Server, address: HealthAddress): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    const at =
      address.kind === 'socket'
        ? { path: address.path }
        : { host: address.host, port: address.port };
    server.listen(at, () => {
      server.off('error', fail);
      server.on('error', () => {});
      done();
    });
  });
}

/** Removes a socket at which nobody answers any more, left by a watch that was killed. */
async function removeStale(path: string): Promise<void> {
  const known = await lstat(path).catch(() => undefined);
  if (known?.isSocket() !== true) return;
  const isAnswered = await new Promise<boolean>((done) => {
    const socket = connect(path, () => done(true));
    socket.on('error', () => done(false)).on('connect', () => socket.destroy());
  });
  if (!isAnswered) await unlink(path);
}

function nameOf(server: Server, address: HealthAddress): string {
  if (address.kind === 'socket') return address.path;
  const { port } = server.address() as AddressInfo;
  return `http://${addressText({ ...address, port })}`;
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
