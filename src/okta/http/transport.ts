import { type Message, tell, toldInEnglish } from '../../language/message.ts';
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
  readonly statusOnly?: boolean | 'success';
}

/** Sends one request and reads the whole response. */
export type Transport = (url: string, request: Request, signal?: AbortSignal) => Promise<Answer>;

/** An answer that did not arrive, or not whole. A retry may help. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
  readonly told: Message;

  constructor(told: Message) {
    super(toldInEnglish(told));
    this.told = told;
  }
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
      timeout.restart(limits.headers, 'okta.noAnswerWithin');
      const response = await world.fetch(url, {
        method,
        headers: { ...headers },
        redirect: 'manual',
        signal: timeout.signal,
        ...(body !== undefined && { body }),
      });
      refuseRedirect(response);
      const { status, headers: received } = response;
      const isUnread = statusOnly === 'success' ? response.ok : statusOnly === true;
      if (isUnread) return { status, headers: received, text: '' };
      const text = await readText(response, limits, () =>
        timeout.restart(limits.silence, 'okta.stoppedFor'),
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
  let expired: Message | undefined;
  let cancel = (): void => {};
  const abort = (): void => controller.abort(outer?.reason);
  outer?.addEventListener('abort', abort, { once: true });
  if (outer?.aborted) abort();
  return {
    signal: controller.signal,
    /** Aborts unless it is restarted or ended within so many milliseconds. */
    restart: (ms: number, limit: 'okta.noAnswerWithin' | 'okta.stoppedFor'): void => {
      cancel();
      cancel = world.after(ms, () => {
        expired = tell(limit, { seconds: String(Math.round(ms / 1000)) });
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
  const told = tell('okta.redirect', { status: String(status) });
  throw new OktaError('protocol', told, tell('okta.checkLogin'));
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
    if (size > bytes)
      throw oddAnswer(tell('okta.answerTooLarge', { size: String(bytes / 1024 / 1024) }));
    parts.push(part);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new BrokenAnswer(tell('okta.notUtf8'));
  }
}

/** Only the deepest cause is informative: `fetch failed` is not. */
export function troubleOf(error: unknown): OktaError | BrokenAnswer {
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  if (cause instanceof OktaError || cause instanceof BrokenAnswer) return cause;
  if (!(cause instanceof Error))
    return new BrokenAnswer(tell('okta.otherwise', { reason: String(cause) }));
  const { code = '' } = cause as NodeJS.ErrnoException;
  const distrust = certificates[code];
  if (distrust) return new OktaError('unreachable', tell(distrust), tell('okta.trustProxy'));
  const reason = reasons[code];
  return new BrokenAnswer(
    reason ? tell(reason) : tell('okta.otherwise', { reason: cause.message || code || cause.name }),
  );
}

const reasons: Readonly<
  Record<
    string,
    `okta.${'dnsNotFound' | 'dnsFailed' | 'refused' | 'reset' | 'timedOut' | 'hostUnreachable' | 'networkUnreachable' | 'closedInside'}`
  >
> = {
  ENOTFOUND: 'okta.dnsNotFound',
  EAI_AGAIN: 'okta.dnsFailed',
  ECONNREFUSED: 'okta.refused',
  ECONNRESET: 'okta.reset',
  ETIMEDOUT: 'okta.timedOut',
  EHOSTUNREACH: 'okta.hostUnreachable',
  ENETUNREACH: 'okta.networkUnreachable',
  UND_ERR_SOCKET: 'okta.closedInside',
  UND_ERR_CONNECT_TIMEOUT: 'okta.timedOut',
};

/** A retry would not help with these. */
const certificates: Readonly<
  Record<
    string,
    `okta.certificate${'Expired' | 'Early' | 'Self' | 'Other'}` | 'okta.unknownAuthority'
  >
> = {
  CERT_HAS_EXPIRED: 'okta.certificateExpired',
  CERT_NOT_YET_VALID: 'okta.certificateEarly',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'okta.certificateSelf',
  SELF_SIGNED_CERT_IN_CHAIN: 'okta.unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'okta.unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'okta.unknownAuthority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'okta.certificateOther',
};
