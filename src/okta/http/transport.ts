import { OktaError, oddAnswer } from './okta-error.ts';
import type { World } from './world.ts';

/** A whole response, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty if the status is no success (2xx) and the body could not be read. */
  readonly text: string;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Leaves the body unread, always or of a success, so that nothing about it can go wrong. */
  readonly statusOnly?: boolean | 'if accepted';
}

/** Sends one request and reads the whole response. */
export type Transport = (url: string, request: Request, signal?: AbortSignal) => Promise<Answer>;

/** An answer that did not arrive, or not whole. A retry may help. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
}

export interface TransportLimits {
  /** Milliseconds from the request to the headers; Okta times out after 30 s. */
  readonly headers: number;
  /** Milliseconds of silence inside a body. */
  readonly silence: number;
  /** The largest decompressed body, in bytes. */
  readonly bytes: number;
}

export const transportLimits: TransportLimits = {
  headers: 40_000,
  silence: 60_000,
  bytes: 64 * 1024 * 1024,
};

/**
 * A transport that cannot hang, follows no redirect and reads no more than it must.
 *
 * Throws {@link BrokenAnswer} if a retry may help, an {@link OktaError} if not (a redirect, a
 * body over the limit), and the signal's reason if it fires.
 */
export function createTransport(
  world: World,
  limits: TransportLimits = transportLimits,
): Transport {
  return async (url, { method, headers, body, statusOnly }, signal) => {
    const timeout = createTimeout(world, signal);
    try {
      timeout.restart(limits.headers, 'no answer within');
      const response = await world.fetch(url, {
        method,
        headers: { ...headers },
        redirect: 'manual',
        signal: timeout.signal,
        ...(body !== undefined && { body }),
      });
      refuseRedirect(response);
      const { status, headers: received } = response;
      const isUnread = statusOnly === 'if accepted' ? response.ok : statusOnly === true;
      if (isUnread) return { status, headers: received, text: '' };
      const text = await readText(response, limits, () =>
        timeout.restart(limits.silence, 'the answer stopped for'),
      ).catch((error: unknown) => {
        // Only the status of a refusal matters, whatever is wrong with its body.
        if (response.ok || signal?.aborted) throw error;
        return '';
      });
      return { status, headers: received, text };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof OktaError || error instanceof BrokenAnswer) throw error;
      const expired = timeout.expired();
      throw expired === undefined ? troubleOf(error) : new BrokenAnswer(expired);
    } finally {
      timeout.end();
    }
  };
}

function createTimeout(world: World, outer?: AbortSignal) {
  const controller = new AbortController();
  let expired: string | undefined;
  let cancel = (): void => {};
  const abort = (): void => controller.abort(outer?.reason);
  outer?.addEventListener('abort', abort, { once: true });
  if (outer?.aborted) abort();
  return {
    signal: controller.signal,
    /** Aborts unless it is restarted or ended within so many milliseconds. */
    restart: (ms: number, message: string): void => {
      cancel();
      cancel = world.after(ms, () => {
        expired = `${message} ${Math.round(ms / 1000)} s`;
        controller.abort();
      });
    },
    /** The message of the limit that was exceeded, if one was. */
    expired: () => expired,
    end: (): void => {
      cancel();
      outer?.removeEventListener('abort', abort);
      controller.abort(); // The rest of an unread body must not hold a socket.
    },
  };
}

const redirects: readonly number[] = [301, 302, 303, 307, 308];

function refuseRedirect({ status, type }: Response): void {
  if (type !== 'opaqueredirect' && !redirects.includes(status)) return;
  const advice = 'check the URL of the org; a proxy or a login page may be in between';
  const message = `the answer is a redirect (${status}), which is not followed`;
  throw new OktaError('protocol', message, advice);
}

async function readText(
  { body }: Response,
  { bytes }: TransportLimits,
  onPart: () => void,
): Promise<string> {
  if (!body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  onPart();
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    onPart();
    size += part.length;
    if (size > bytes) throw oddAnswer(`an answer is larger than ${bytes / 1024 / 1024} MiB`);
    parts.push(part);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new BrokenAnswer('the answer is not UTF-8');
  }
}

/** Only the deepest cause is informative: `fetch failed` is not. */
function troubleOf(error: unknown): Error {
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  if (cause instanceof OktaError || cause instanceof BrokenAnswer) return cause;
  if (!(cause instanceof Error)) return new BrokenAnswer(String(cause));
  const { code = '' } = cause as NodeJS.ErrnoException;
  const distrust = certificates[code];
  if (distrust) return new OktaError('unreachable', distrust, aboutCertificates);
  return new BrokenAnswer(reasons[code] ?? (cause.message || code || cause.name));
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'host not found (DNS)',
  EAI_AGAIN: 'DNS lookup failed for now',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  UND_ERR_SOCKET: 'connection closed in the middle of the answer',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
};

const unknownAuthority = 'the certificate of the host is signed by an unknown authority';
const aboutCertificates =
  'if your own proxy intercepts TLS, trust its CA: NODE_EXTRA_CA_CERTS=FILE; otherwise somebody else is intercepting it';

/** A retry would not help with these. */
const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate of the host has expired',
  CERT_NOT_YET_VALID: 'the certificate of the host is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the host is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};
