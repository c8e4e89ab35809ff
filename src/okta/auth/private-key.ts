import { tell, toldInEnglish } from '../../language/message.ts';
import type { Org } from '../http/org.ts';
import type { Transport } from '../http/transport.ts';
import type { World } from '../http/world.ts';
import { createTokenEndpoint, type KeyCredential, type Token } from './access-token.ts';
import type { Authority } from './authority.ts';
import { createProver, nonceOf, wantsNonce } from './dpop.ts';
import { quotable } from './quotable.ts';
import type { Secret } from './secret.ts';

/** The latest tokens, assertions and proofs that are removed from messages. */
const mostSecrets = 12;
/** A token is renewed this long before it expires, in milliseconds, or halfway through a shorter life. */
const margin = 60_000;

/**
 * A service app's private key: gets tokens from the org's token endpoint, keeps each for its lifetime,
 * and, where the app requires it, proves possession with every request (DPoP).
 * Nothing but the arguments counts.
 */
export function privateKey(
  org: Org,
  credential: KeyCredential,
  transport: Transport,
  { now }: Pick<World, 'now'>,
): Authority {
  const secrets: Secret[] = [];
  const onSecret = (secret: Secret): void => {
    secrets.unshift(secret);
    secrets.length = Math.min(secrets.length, mostSecrets);
  };
  let proof: Secret | undefined;
  const redact = (text: string): string =>
    [...secrets, ...(proof ? [proof] : [])].reduce(
      (rest, secret) => secret.redact(rest),
      credential.key.redact(text),
    );
  const prove = createProver(now);
  const tokens = createTokenCache(
    createTokenEndpoint({ org, credential, prove, transport, now, redact, onSecret }),
    now,
  );
  // The API's nonce differs from the token endpoint's.
  let [nonce, shown] = [undefined as string | undefined, undefined as string | undefined];
  const toldMode = tell('token.modeKey', { client: quotable(credential.clientId) });
  return {
    mode: toldInEnglish(toldMode),
    toldMode,
    headers: async (url, signal) => {
      const { secret, isBound } = await tokens.get(signal);
      if (!isBound) return { authorization: `Bearer ${secret.reveal()}` };
      shown = nonce;
      proof = await prove({ method: 'GET', url, nonce, token: secret });
      return { authorization: `DPoP ${secret.reveal()}`, dpop: proof.reveal() };
    },
    learn: ({ headers }) => {
      nonce = nonceOf(headers) ?? nonce;
    },
    renew: ({ headers }) => {
      if (wantsNonce(headers) && nonce !== shown) return 'nonce';
      tokens.drop();
      return 'token';
    },
    redact,
    holder: () => ({
      kind: 'app',
      clientId: credential.clientId,
      scopes: tokens.kept()?.scopes,
      isBound: tokens.kept()?.isBound === true,
    }),
  };
}

/** Keeps a token until it is due for renewal. */
function createTokenCache(getToken: (signal?: AbortSignal) => Promise<Token>, now: World['now']) {
  let kept: { readonly token: Token; readonly renewAt: number } | undefined;
  return {
    get: async (signal?: AbortSignal): Promise<Token> => {
      const asked = now();
      if (!kept || asked >= kept.renewAt) {
        const token = await getToken(signal);
        const life = (token.ends ?? Number.POSITIVE_INFINITY) - asked;
        kept = { token, renewAt: asked + Math.max(life - margin, life / 2) };
      }
      return kept.token;
    },
    kept: () => kept?.token,
    drop: () => {
      kept = undefined;
    },
  };
}
