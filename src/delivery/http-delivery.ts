import { tell, toldInEnglish } from '../language/message.ts';
import type { Secret } from '../okta/auth/secret.ts';
import { createTransport, type TransportLimits, troubleOf } from '../okta/http/transport.ts';
import type { World } from '../okta/http/world.ts';
import { type Delivery, deliveryOf } from './delivery.ts';

/** What is posted. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What of it must never be quoted back. */
  readonly secrets: readonly Secret[];
}

/** Posts once, and says what came of it. Throws only if the signal fires. */
export type PostOnce = (post: Post, signal: AbortSignal) => Promise<Delivery>;

/** Twenty seconds to answer, as Standard Webhooks recommends (15 to 30), and little to read. */
const limits: TransportLimits = { headers: 20_000, silence: 10_000, bytes: 64 * 1024 };

/** The most characters of an answer that are quoted. */
const longest = 200;

/**
 * Posts over a transport of its own, which never had the credential of an org. What accepts by its status has accepted,
 * whatever becomes of its body. `meaningOf` may read more out of an answer than its status says.
 */
export function createPost(
  world: World,
  meaningOf: (status: number, text: string) => Delivery | undefined = () => undefined,
): PostOnce {
  const transport = createTransport(world, limits);
  return async ({ url, headers, body, secrets }, signal) => {
    const redact = (text: string): string =>
      secrets.reduce((rest, secret) => secret.redact(rest), text);
    try {
      const answer = await transport(
        url,
        { method: 'POST', headers, body, statusOnly: 'success' },
        signal,
      );
      const said = redact(answer.text).replace(/\s+/g, ' ').trim().slice(0, longest);
      return meaningOf(answer.status, said) ?? deliveryOf(answer, { now: world.now(), said });
    } catch (error) {
      signal.throwIfAborted();
      const { told } = troubleOf(error);
      const said = toldInEnglish(told);
      const what = redact(said);
      return { kind: 'again', reason: what === said ? told : tell('delivery.trouble', { what }) };
    }
  };
}
