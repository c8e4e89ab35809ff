import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createDice } from './dice.ts';
import { type Draft, type Fault, give } from './fault.ts';
import { type Holders, holderAnswer, holderPath } from './holders.ts';
import { type Ask, createLog, type Log, type Stored } from './log.ts';
import {
  type Admission,
  createTokens,
  type ServiceApp,
  type Shown,
  type TokenAnswer,
  type Tokens,
} from './token.ts';

export interface FakeOptions {
  readonly events?: readonly Stored[];
  /** The org's clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** API tokens that may read the log. */
  readonly tokens?: readonly string[];
  /** The `Date` header of its answers, if it is not the clock's; undefined for none. */
  readonly date?: (now: number) => string | undefined;
  readonly app?: ServiceApp;
  /** The status of the how many-th token request, from 0, if it is to fail. */
  readonly tokenTrouble?: (request: number) => number | undefined;
  /** Another answer of the token endpoint. */
  readonly tokenAnswer?: (asked: TokenRequest) => TokenAnswer | undefined;
  readonly holders?: Holders;
  /** Requests a minute; no limit and no headers about it if not given. */
  readonly limit?: number;
  /** The fault of the how many-th request for the log, from 0. */
  readonly fault?: (request: number) => Fault | undefined;
  readonly seed?: number;
  /** The events of a page, given what was asked for. */
  readonly pageSize?: (asked: number) => number;
  /** Whether a bounded page of events is answered empty, with a link to go on. */
  readonly emptyPages?: (request: number) => number;
  /** Where hostile links lead. */
  readonly foreign?: string;
  readonly port?: number;
  /** Speaks TLS, and gives itself this origin in links. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly origin: string };
}

/** A fake Okta org on loopback. */
export interface FakeOkta {
  readonly url: string;
  readonly port: number;
  readonly log: Log;
  /** Requests for the log so far: when, and with what. */
  readonly seen: readonly Seen[];
  /** Every request, whatever it was for: method and path. */
  readonly all: readonly string[];
  /** 429s answered because the limit was used up, not because of a fault. */
  readonly refused: () => number;
  readonly tokens: Tokens | undefined;
  readonly close: () => Promise<void>;
}

export interface TokenRequest {
  readonly form: URLSearchParams;
  readonly dpop: string;
}

export interface Seen {
  readonly at: number;
  readonly url: string;
  readonly authorization: string;
  readonly dpop: string | undefined;
}

const minute = 60_000;
const day = 86_400_000;

/** Starts a fake org on 127.0.0.1. */
export async function startFakeOkta(options: FakeOptions): Promise<FakeOkta> {
  const log = createLog(options.events);
  const dice = createDice(options.seed ?? 1);
  const seen: Seen[] = [];
  const all: string[] = [];
  const limiter = createLimiter(options);
  let tokens: Tokens | undefined;
  let tokenRequests = 0;
  let url = '';

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = new URL(request.url ?? '/', url);
    all.push(`${request.method} ${target.pathname}`);
    const dpop = headerOf(request, 'dpop');
    if (target.pathname === '/oauth2/v1/token' && tokens) {
      const trouble = options.tokenTrouble?.(tokenRequests++);
      if (trouble !== undefined) return give(problem(trouble, 'E0000009', 'trouble'), response);
      const form = new URLSearchParams(await bodyOf(request));
      const { status, headers, body } =
        options.tokenAnswer?.({ form, dpop: dpop ?? '' }) ??
        tokens.grant(form, dpop, options.now());
      return give(
        { status, headers: { ...base(), ...headers }, body: JSON.stringify(body) },
        response,
      );
    }
    const authorization = headerOf(request, 'authorization') ?? '';
    const path = holderPath(target.pathname);
    if (target.pathname !== '/api/v1/logs' && !path)
      return give(problem(404, 'E0000007', 'Not found'), response);
    const index = path
      ? 0
      : seen.push({ at: options.now(), url: target.href, authorization, dpop }) - 1;
    const admission = admit({ authorization, dpop, url: target.href });
    if ('refusal' in admission) {
      const { refusal } = admission;
      return give(problem(401, 'E0000011', 'Invalid token provided', refusal), response);
    }
    if (path) {
      const { status, body } = holderAnswer(path, options.holders, admission.scopes);
      if (status !== 200) return give(problem(status, 'E0000006', 'No permission'), response);
      return give({ status, headers: base(), body: JSON.stringify(body) }, response);
    }
    const rate = limiter.take();
    if (rate.isOver)
      return give(problem(429, 'E0000047', 'Too many requests', rate.headers), response);
    const draft = answer(target, index, rate.headers);
    const fault = options.fault?.(index);
    if (fault) fault.apply(draft, response, dice, options.foreign ?? 'http://127.0.0.1:1');
    else give(draft, response);
  };
  const dateOf = options.date ?? ((now: number) => new Date(now).toUTCString());
  const base = () => {
    const date = dateOf(options.now());
    return { 'content-type': 'application/json', ...(date !== undefined && { date }) };
  };
  const problem = (status: number, code: string, summary: string, headers = {}): Draft => ({
    status,
    headers: { ...base(), ...headers },
    body: JSON.stringify({
      errorCode: code,
      errorSummary: summary,
      errorLink: code,
      errorId: 'oaeFAKE',
      errorCauses: [],
    }),
  });
  const admit = (shown: Shown): Admission | { readonly scopes: undefined } => {
    const isKnown = (options.tokens ?? []).some((token) =>
      [`SSWS ${token}`, `Bearer ${token}`].includes(shown.authorization),
    );
    if (isKnown) return { scopes: undefined };
    return tokens?.admit(shown, options.now()) ?? { refusal: {} };
  };
  const answer = (target: URL, index: number, rate: Record<string, string>): Draft => {
    const now = options.now();
    const ask = askOf(target.searchParams, now);
    if (typeof ask === 'string') return problem(400, ask, 'Bad request');
    if (now - ask.since > 180 * day)
      return problem(400, 'E0000053', 'since is too far in the past');
    const empty = ask.until === undefined ? 0 : (options.emptyPages?.(index) ?? 0);
    const limit = options.pageSize?.(ask.limit) ?? ask.limit;
    const slice = log.read({ ...ask, limit }, now);
    if (!slice) return problem(400, 'E0000031', 'Invalid cursor');
    const next = new URL(target);
    const links = [`<${target.href}>; rel="self"`];
    const skipped = Number(target.searchParams.get('x') ?? 0);
    const isEmpty = empty > 0 && skipped < empty;
    if (isEmpty) next.searchParams.set('x', String(skipped + 1));
    else next.searchParams.delete('x');
    if (!isEmpty && slice.after !== undefined) next.searchParams.set('after', slice.after);
    if (isEmpty || slice.after !== undefined) links.push(`<${next.href}>; rel="next"`);
    return {
      status: 200,
      headers: { ...base(), ...rate, link: links },
      body: isEmpty ? '[]' : `[${slice.events.map(({ text }) => text).join(',')}]`,
    };
  };

  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    response.sendDate = options.date === undefined;
    handle(request, response).catch(() => response.destroy());
  };
  const server = options.tls ? createSecureServer(options.tls, listen) : createServer(listen);
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((done, fail) => {
    server.once('error', fail).listen(options.port ?? 0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  url = options.tls?.origin ?? `http://127.0.0.1:${port}`;
  tokens = options.app && createTokens(options.app, `${url}/oauth2/v1/token`);
  return {
    url,
    port,
    log,
    seen,
    all,
    refused: limiter.refused,
    tokens,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function askOf(query: URLSearchParams, now: number): Ask | string {
  const untilText = query.get('until');
  const until = untilText === null ? undefined : Date.parse(untilText);
  const sinceText = query.get('since');
  const since = sinceText === null ? (until ?? now) - 7 * day : Date.parse(sinceText);
  const limit = Number(query.get('limit') ?? 100);
  if (Number.isNaN(since) || Number.isNaN(until)) return 'E0000001';
  if (!(limit >= 0 && limit <= 1000)) return 'E0000001';
  const wants = filterOf(query.get('filter'));
  if (!wants) return 'E0000031';
  const descending = query.get('sortOrder') === 'DESCENDING';
  return { since, until, after: query.get('after') ?? undefined, limit, descending, wants };
}

/** Filters of the form `eventType eq "a" or eventType eq "b"`: all that is ever sent. */
function filterOf(filter: string | null): ((event: Stored) => boolean) | undefined {
  if (filter === null) return () => true;
  const types = filter
    .split(/ or /i)
    .map((part) => /^eventType eq "([^"]*)"$/i.exec(part.trim())?.[1]);
  if (types.includes(undefined)) return undefined;
  return ({ text }) => types.includes((JSON.parse(text) as { eventType: string }).eventType);
}

function createLimiter({ limit, now }: FakeOptions) {
  let refused = 0;
  let window = { start: Number.NEGATIVE_INFINITY, used: 0 };
  return {
    refused: () => refused,
    take: (): { isOver: boolean; headers: Record<string, string> } => {
      if (limit === undefined) return { isOver: false, headers: {} };
      if (now() - window.start >= minute) window = { start: now(), used: 0 };
      const isOver = window.used >= limit;
      if (isOver) refused++;
      else window.used++;
      return {
        isOver,
        headers: {
          'x-rate-limit-limit': String(limit),
          'x-rate-limit-remaining': String(limit - window.used),
          'x-rate-limit-reset': String(Math.ceil((window.start + minute) / 1000)),
        },
      };
    },
  };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
