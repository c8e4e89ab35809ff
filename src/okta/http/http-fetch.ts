import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
} from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { tell } from '../../language/message.ts';
import { oddAnswer } from './okta-error.ts';
import { BrokenAnswer } from './transport.ts';
import type { World } from './world.ts';

/**
 * A `fetch` straight to the host, as far as the transport needs one; connections are kept alive.
 * Node's own `fetch` is not used, since a server can crash the process through it: the error of an abandoned
 * body may go unhandled (undici 6.24, more than five content encodings).
 */
export function createDirect(): World['fetch'] {
  const agents = {
    'http:': new PlainAgent({ keepAlive: true }),
    'https:': new SecureAgent({ keepAlive: true }),
  };
  return async (url, init) => exchange(url, init, agents[schemeOf(url)]);
}

/**
 * Sends one request over an agent's connection. Redirects are not followed.
 *
 * An error before the headers rejects; a later one reaches whoever reads the body, and nobody if it is
 * not read. An unread body is abandoned when the signal fires.
 */
export function exchange(
  url: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  agent: PlainAgent | SecureAgent,
): Promise<Response> {
  signal?.throwIfAborted();
  return new Promise((done, fail) => {
    const send = schemeOf(url) === 'https:' ? secureRequest : plainRequest;
    const sent: ClientRequest = send(url, {
      agent,
      method,
      headers: { 'accept-encoding': 'gzip, deflate, br', ...(headers as Record<string, string>) },
    });
    // The signal also fires after everything was read; the connection is then to be kept.
    const abort = (): void => void sent.destroy(new Error('aborted'));
    const settle = (): void => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort, { once: true });
    sent.on('error', fail).on('close', () => {
      settle();
      fail(new BrokenAnswer(tell('okta.closedBefore')));
    });
    sent.on('response', (answer) => {
      answer.once('end', settle);
      try {
        done(toResponse(answer));
      } catch (error) {
        sent.destroy();
        fail(error);
      }
    });
    sent.end(body ?? undefined);
  });
}

function schemeOf(url: string): 'http:' | 'https:' {
  return new URL(url).protocol === 'https:' ? 'https:' : 'http:';
}

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The most nested content encodings that are decoded. */
const mostEncodings = 5;

function toResponse(answer: IncomingMessage): Response {
  const { statusCode = 0, rawHeaders } = answer;
  answer.on('error', () => {}); // The body reports it to whoever reads that.
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] as string, rawHeaders[at + 1] as string);
  }
  if (statusCode < 200 || statusCode > 599) {
    throw new BrokenAnswer(tell('okta.statusOdd', { status: String(statusCode) }));
  }
  if ([204, 205, 304].includes(statusCode)) {
    answer.resume();
    return new Response(null, { status: statusCode, headers });
  }
  const body = decoded(answer, headers.get('content-encoding') ?? '');
  return new Response(body, { status: statusCode, headers });
}

type Body = ConstructorParameters<typeof Response>[0];

/** The decoded body; with an encoding that cannot be decoded, a body that fails when it is read. */
function decoded(answer: IncomingMessage, encoding: string): Body {
  const codings = encoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse(); // The last one was applied last.
  if (codings.length > mostEncodings) {
    return unreadable(oddAnswer(tell('okta.encodedTimes', { times: String(codings.length) })));
  }
  const steps = codings.map((coding) =>
    Object.hasOwn(decoders, coding) ? decoders[coding] : null,
  );
  if (steps.some((decode) => !decode)) {
    return unreadable(new BrokenAnswer(tell('okta.encodingOdd')));
  }
  let bytes: Readable = answer;
  for (const decode of steps) bytes = pipeline(bytes, (decode as () => Transform)(), () => {});
  return Readable.toWeb(bytes) as unknown as Body;
}

function unreadable(error: Error): Body {
  return new ReadableStream({ start: (controller) => controller.error(error) });
}
