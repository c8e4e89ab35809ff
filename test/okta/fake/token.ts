import { createHash, createPublicKey, type JsonWebKey, randomUUID, verify } from 'node:crypto';

/** A service app of the fake org. */
export interface ServiceApp {
  readonly clientId: string;
  readonly publicKey: JsonWebKey;
  readonly scopes: readonly string[];
  /** Whether it demands DPoP, as new service apps do. */
  readonly dpop: boolean;
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The org's token endpoint, and the check of what it gave out. */
export interface Tokens {
  readonly grant: (form: URLSearchParams, dpop: string | undefined, now: number) => TokenAnswer;
  /** Whether an Authorization header is good for a request. */
  readonly admits: (authorization: string, dpop: string | undefined, url: string) => boolean;
  /** Ends every token given so far. */
  readonly expire: () => void;
}

export function createTokens(app: ServiceApp, endpoint: string): Tokens {
  let nonce = randomUUID();
  const tokens = new Set<string>();
  const proofs = new Set<string>();
  const refuse = (error: string, headers = {}): TokenAnswer => ({
    status: 400,
    headers,
    body: { error, error_description: `fake: ${error}` },
  });
  return {
    grant(form, dpop, now) {
      const claims = readJwt(form.get('client_assertion') ?? '', app.publicKey);
      if (!claims || claims.body['aud'] !== endpoint || claims.body['iss'] !== app.clientId) {
        return refuse('invalid_client');
      }
      if (Number(claims.body['exp']) * 1000 < now - 3_600_000 * 24 * 365 * 20)
        return refuse('invalid_client');
      if (app.dpop) {
        const proof = readProof(dpop, 'POST', endpoint, proofs);
        if (!proof) return refuse('invalid_dpop_proof');
        if (proof['nonce'] !== nonce) return refuse('use_dpop_nonce', { 'dpop-nonce': nonce });
        nonce = randomUUID();
      }
      const asked = (form.get('scope') ?? '').split(' ');
      if (!asked.every((scope) => app.scopes.includes(scope))) return refuse('invalid_scope');
      const token = `fake.${randomUUID()}`;
      tokens.add(token);
      const type = app.dpop ? 'DPoP' : 'Bearer';
      return {
        status: 200,
        headers: {},
        body: { token_type: type, expires_in: 3600, access_token: token, scope: asked.join(' ') },
      };
    },
    admits(authorization, dpop, url) {
      const [type, token = ''] = authorization.split(' ');
      if (!tokens.has(token) || type !== (app.dpop ? 'DPoP' : 'Bearer')) return false;
      if (!app.dpop) return true;
      const proof = readProof(dpop, 'GET', url, proofs);
      return proof?.['ath'] === createHash('sha256').update(token).digest('base64url');
    },
    expire: () => tokens.clear(),
  };
}

interface Jwt {
  readonly head: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A signed JWT, or undefined; without a key given, its own `jwk` signs it, as in DPoP. */
function readJwt(text: string, key?: JsonWebKey): Jwt | undefined {
  const [head, body, signature] = text.split('.');
  if (head === undefined || body === undefined || signature === undefined) return undefined;
  try {
    const jwt = { head: part(head), body: part(body) };
    const signer = createPublicKey({ key: key ?? (jwt.head['jwk'] as JsonWebKey), format: 'jwk' });
    const data = Buffer.from(`${head}.${body}`);
    return verify('RSA-SHA256', data, signer, Buffer.from(signature, 'base64url'))
      ? jwt
      : undefined;
  } catch {
    return undefined;
  }
}

function part(text: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
}

/** A DPoP proof for a request, used once. */
function readProof(proof: string | undefined, method: string, url: string, used: Set<string>) {
  const jwt = readJwt(proof ?? '');
  if (jwt?.head['typ'] !== 'dpop+jwt') return undefined;
  const { htm, htu, jti } = jwt.body;
  const isFor =
    String(htm).toUpperCase() === method && String(htu).split('?')[0] === url.split('?')[0];
  if (!isFor || used.has(String(jti))) return undefined;
  used.add(String(jti));
  return jwt.body;
}
