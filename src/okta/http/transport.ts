import { OktaError } from './okta-error.ts';
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
  /** The body of the answer is let go unread, so that nothing about it can go wrong. */
  readonly statusOnly?: boolean;
}

/** Sends one request and reads the whole response. */
export type Transport = (url: string, request: Request, signal?: AbortSignal) => Promise<Answer>;

/** An answer that did not come, or not whole. Trying again may help. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
}

export interface TransportLimits {
  /** Milliseconds from the request to the headers; Okta itself gives up after 30 s. */
  readonly headers: number;
  /** Milliseconds of silence inside a body. */
  readonly silence: number;
  /** Most bytes of a body, decompressed. */
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
 * Throws {@link BrokenAnswer} if a second try may help, an {@link OktaError} if not (a redirect, a
 * body over the limit), and the signal's reason if it fires.
 */
export function createTransport(
  world: World,
  limits: TransportLimits = transportLimits,
): Transport {
  return async (url, { method, headers, body, statusOnly }, signal) => {
    const watch = createWatch(world, signal);
    try {
      watch.expect(limits.headers, 'no answer within');
      const response = await world.fetch(url, {
        method,
        headers: { ...headers },
        redirect: 'manual',
        signal: watch.signal,
        ...(body !== undefined && { body }),
      });
      refuseRedirect(response);
      const { status, headers: told } = response;
      if (statusOnly) return { status, headers: told, text: '' };
      const text = await readText(response, limits, () =>
        watch.expect(limits.silence, 'the answer stopped for'),
      ).catch((error: unknown) => {
        // Of a refusal the status counts, whatever is wrong with the words behind it.
        if (response.ok || signal?.aborted) throw error;
        return '';
      });
      return { status, headers: told, text };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof OktaError || error instanceof BrokenAnswer) throw error;
      const late = watch.late();
      throw late === undefined ? troubleOf(error) : new BrokenAnswer(late);
    } finally {
      watch.end();
    }
  };
}

interface Watch {
  readonly signal: AbortSignal;
  /** Gives up unless it is called again, or ended, within so many milliseconds. */
  readonly expect: (ms: number, what: string) => void;
  /** What was waited for in vain, if anything. */
  readonly late: () => string | undefined;
  readonly end: () => void;
}

function createWatch(world: World, outer?: AbortSignal): Watch {
  const controller = new AbortController();
  let late: string | undefined;
  let cancel = (): void => {};
  const abort = (): void => controller.abort(outer?.reason);
  outer?.addEventListener('abort', abort, { once: true });
  if (outer?.aborted) abort();
  return {
    signal: controller.signal,
    expect: (ms, what) => {
      cancel();
      cancel = world.after(ms, () => {
        late = `${what} ${Math.round(ms / 1000)} s`;
        controller.abort();
      });
    },
    late: () => late,
    end: () => {
      cancel();
      outer?.removeEventListener('abort', abort);
      controller.abort(); // What is left of a body that was not read must not keep a socket.
    },
  };
}

const redirects: readonly number[] = [301, 302, 303, 307, 308];

function refuseRedirect({ status, type }: Response): void {
  if (type !== 'opaqueredirect' && !redirects.includes(status)) return;
  const advice = 'check the URL of the org; a proxy or a login page may be in between';
  throw new OktaError(
    'protocol',
    `the answer is a redirect (${status}), which is not followed`,
    advice,
  );
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
    if (size > bytes) throw tooLarge(bytes);
    parts.push(part);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new BrokenAnswer('the answer is not UTF-8');
  }
}

function tooLarge(bytes: number): OktaError {
  const message = `an answer is larger than ${bytes / 1024 / 1024} MiB`;
  return new OktaError('protocol', message, 'check the URL of the org, and any proxy in between');
}

/** The deepest cause is the one that says something: `fetch failed` does not. */
function troubleOf(error: unknown): Error {
  let told = error;
  while (told instanceof Error && told.cause instanceof Error) told = told.cause;
  if (told instanceof OktaError || told instanceof BrokenAnswer) return told;
  if (!(told instanceof Error)) return new BrokenAnswer(String(told));
  const { code = '' } = told as NodeJS.ErrnoException;
  const distrust = certificates[code];
  if (distrust) return new OktaError('unreachable', distrust, aboutCertificates);
  return new BrokenAnswer(reasons[code] ?? (told.message || code || told.name));
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is not known (DNS)',
  EAI_AGAIN: 'the host name cannot be looked up now (DNS)',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_SOCKET: 'the connection was closed in the middle of the answer',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
};

const aboutCertificates =
  'if a proxy of your own inspects what is encrypted, trust its certificate: NODE_EXTRA_CA_CERTS=FILE; else somebody is in between';

/** Trying again changes nothing about these. */
const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate of the host has expired',
  CERT_NOT_YET_VALID: 'the certificate of the host is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the host is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the host is signed by nobody known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate of the host is signed by nobody known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the host is signed by nobody known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};
