import type { Org } from '../http/org.ts';
import type { Transport } from '../http/transport.ts';
import type { World } from '../http/world.ts';
import { createTokenEndpoint, type KeyCredential, type Token } from './access-token.ts';
import type { Authority } from './authority.ts';
import { createProver, nonceOf, wantsNonce } from './dpop.ts';
import { quotable } from './quotable.ts';
import type { Secret } from './secret.ts';

/** Texts that are struck out of messages: the last few tokens, assertions and proofs. */
const mostSecrets = 12;
/** A token is renewed so long before it ends, in milliseconds, or after half its life. */
const margin = 60_000;

/**
 * A service app's private key: signs itself in at the org's token endpoint, keeps the token as long as
 * it lives, and, where the app demands it, proves with every request that the token is its own (DPoP).
 * Nothing counts but what is given here.
 */
export function privateKey(
  org: Org,
  credential: KeyCredential,
  transport: Transport,
  { now }: Pick<World, 'now'>,
): Authority {
  const secrets: Secret[] = [];
  let proof: Secret | undefined;
  const redact = (text: string): string =>
    [...secrets, ...(proof ? [proof] : [])].reduce(
      (rest, secret) => secret.redact(rest),
      credential.key.redact(text),
    );
  const prover = createProver(now);
  const endpoint = createTokenEndpoint({
    org,
    credential,
    prover,
    transport,
    now,
    redact,
    onSecret: (secret) => {
      secrets.unshift(secret);
      secrets.length = Math.min(secrets.length, mostSecrets);
    },
  });
  let kept: { readonly token: Token; readonly renewAt: number } | undefined;
  // The nonce of the API is another one than that of the token endpoint.
  let [nonce, shown] = [undefined as string | undefined, undefined as string | undefined];
  const current = async (signal?: AbortSignal): Promise<Token> => {
    const asked = now();
    if (!kept || asked >= kept.renewAt) {
      const token = await endpoint.get(signal);
      const life = (token.ends ?? Number.POSITIVE_INFINITY) - asked;
      kept = { token, renewAt: asked + Math.max(life - margin, life / 2) };
    }
    return kept.token;
  };
  return {
    mode: `private key of ${quotable(credential.clientId)}`,
    headers: async (url, signal) => {
      const { secret, isBound } = await current(signal);
      if (!isBound) return { authorization: `Bearer ${secret.reveal()}` };
      shown = nonce;
      proof = await prover.prove({ method: 'GET', url, nonce, token: secret });
      return { authorization: `DPoP ${secret.reveal()}`, dpop: proof.reveal() };
    },
    learn: ({ headers }) => {
      nonce = nonceOf(headers) ?? nonce;
    },
    renew: ({ headers }) => {
      if (wantsNonce(headers) && nonce !== shown) return 'nonce';
      kept = undefined;
      return 'token';
    },
    redact,
    holder: () => ({
      kind: 'app',
      clientId: credential.clientId,
      scopes: kept?.token.scopes,
      isBound: kept?.token.isBound === true,
    }),
  };
}
