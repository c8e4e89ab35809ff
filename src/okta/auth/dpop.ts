import { createHash, randomUUID } from 'node:crypto';
import { tell } from '../../language/message.ts';
import { type Secret, tokenSecret } from './secret.ts';

/** The request that a proof is for. */
export interface Proven {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The value that the server requires in the next proof, if any. */
  readonly nonce: string | undefined;
  /** The token presented with it. */
  readonly token?: Secret;
}

/**
 * Proves that a request comes from the client to which the token was issued: gives a proof for one request,
 * never sent twice.
 */
export type Prover = (request: Proven) => Promise<Secret>;

/**
 * Makes DPoP proofs (RFC 9449, section 4.2) with a P-256 key pair that is generated for this run and
 * never leaves it. `now` is the wall clock, in milliseconds since 1970 UTC.
 */
export function createProver(now: () => number): Prover {
  let making: Promise<Signer> | undefined;
  return async ({ method, url, nonce, token }) => {
    making ??= makeSigner();
    const sign = await making;
    const { origin, pathname } = new URL(url);
    const proof = await sign({
      htm: method,
      htu: origin + pathname,
      iat: Math.floor(now() / 1_000),
      jti: randomUUID(),
      ...(nonce !== undefined && { nonce }),
      ...(token && { ath: createHash('sha256').update(token.reveal()).digest('base64url') }),
    });
    return tokenSecret(proof, tell('token.proof'));
  };
}

type Signer = (claims: Readonly<Record<string, string | number>>) => Promise<string>;

async function makeSigner(): Promise<Signer> {
  const { SignJWT, exportJWK, generateKeyPair } = await import('jose');
  const alg = 'ES256';
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = await exportJWK(publicKey);
  return (claims) =>
    new SignJWT(claims).setProtectedHeader({ typ: 'dpop+jwt', alg, jwk }).sign(privateKey);
}

/** Longest nonce accepted, in characters. */
const longest = 1_000;

/** The nonce for the next proof (section 8.2) from an answer's headers, or undefined. */
export function nonceOf(headers: Headers): string | undefined {
  const nonce = headers.get('dpop-nonce');
  return nonce !== null && nonce.length <= longest && /^[\x21-\x7e]+$/.test(nonce)
    ? nonce
    : undefined;
}

/** Whether a resource refuses a request only for the nonce of its proof (section 9). */
export function wantsNonce(headers: Headers): boolean {
  return /\buse_dpop_nonce\b/.test(headers.get('www-authenticate') ?? '');
}
