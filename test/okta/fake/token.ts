import { createHash, createPublicKey, type JsonWebKey, randomUUID, verify } from 'node:crypto';

/** A service app of the fake org. */
export interface ServiceApp {
  readonly clientId: string;
  readonly publicKey: JsonWebKey;
  readonly scopes: readonly string[];
  /** Whether it demands DPoP, as new service apps do. */
  readonly dpop: boolean;
  /** The id that the key is registered with; any will do if not given. */
  readonly kid?: string;
  /** Seconds that a token lives; an hour if not given. */
  readonly expiresIn?: number;
  /** How many requests a nonce of the API lasts; it wants none if not given. */
  readonly nonceLasts?: number;
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What comes of showing a token: its scopes, or why not, with headers that say so. */
export type Admission =
  | { readonly scopes: readonly string[] }
  | { readonly refusal: Readonly<Record<string, string>> };

/** The org's token endpoint, and the check of what it gave out. */
export interface Tokens {
  readonly grant: (form: URLSearchParams, dpop: string | undefined, now: number) => TokenAnswer;
  /** Whether an Authorization header is good for a GET. */
  readonly admit: (request: Shown, now: number) => Admission;
  /** Ends every token given so far. */
  readonly expire: () => void;
  /** Tokens given so far. */
  readonly given: () => readonly string[];
  /** The heads of the assertions that were taken. */
  readonly heads: () => readonly Readonly<Record<string, unknown>>[];
}

export interface Shown {
  readonly authorization: string;
  readonly dpop: string | undefined;
  readonly url: string;
}

interface Given {
  readonly ends: number;
  readonly scopes: readonly string[];
  /** The key that it is bound to. */
  readonly key: string | undefined;
}

/** A strict endpoint: each check that Okta may make is made. */
export function createTokens(app: ServiceApp, endpoint: string): Tokens {
  let nonce = randomUUID();
  let apiNonce = { value: randomUUID(), left: app.nonceLasts ?? 0 };
  const tokens = new Map<string, Given>();
  const given: string[] = [];
  const used = new Set<string>();
  const heads: Readonly<Record<string, unknown>>[] = [];
  const refuse = (error: string, headers = {}): TokenAnswer => ({
    status: 400,
    headers,
    body: { error, error_description: `fake: ${error}` },
  });
  const isAssertion = (text: string, now: number): boolean => {
    const jwt = readJwt(text, app.publicKey);
    if (!jwt) return false;
    const { aud, iss, sub, exp, iat, jti } = jwt.body;
    const seconds = now / 1_000;
    const isGood =
      aud === endpoint &&
      iss === app.clientId &&
      sub === app.clientId &&
      Number(exp) > seconds &&
      Number(exp) <= seconds + 3_600 &&
      Number(iat) <= seconds + 60 &&
      !used.has(String(jti)) &&
      (app.kid === undefined || jwt.head['kid'] === app.kid);
    used.add(String(jti));
    if (isGood) heads.push(jwt.head);
    return isGood;
  };
  const nextNonce = (): Record<string, string> => {
    apiNonce = { value: randomUUID(), left: app.nonceLasts ?? 0 };
    const challenge = 'DPoP error="use_dpop_nonce", error_description="nonce"';
    return { 'www-authenticate': challenge, 'dpop-nonce': apiNonce.value };
  };
  return {
    grant(form, dpop, now) {
      if (form.get('grant_type') !== 'client_credentials') return refuse('unsupported_grant_type');
      if (!isAssertion(form.get('client_assertion') ?? '', now)) return refuse('invalid_client');
      let key: string | undefined;
      if (app.dpop) {
        const proof = readProof(dpop, { method: 'POST', url: endpoint, now, used });
        if (!proof) return refuse('invalid_dpop_proof');
        if (proof.body['nonce'] !== nonce) return refuse('use_dpop_nonce', { 'dpop-nonce': nonce });
        nonce = randomUUID();
        key = JSON.stringify(proof.head['jwk']);
      }
      const asked = (form.get('scope') ?? '').split(' ');
      if (!asked.every((scope) => app.scopes.includes(scope))) return refuse('invalid_scope');
      const token = `fake.${randomUUID()}`;
      const life = app.expiresIn ?? 3_600;
      tokens.set(token, { ends: now + life * 1_000, scopes: asked, key });
      given.push(token);
      const type = app.dpop ? 'DPoP' : 'Bearer';
      return {
        status: 200,
        headers: {},
        body: { token_type: type, expires_in: life, access_token: token, scope: asked.join(' ') },
      };
    },
    admit({ authorization, dpop, url }, now) {
      const [type, token = ''] = authorization.split(' ');
      const found = tokens.get(token);
      if (!found || type !== (app.dpop ? 'DPoP' : 'Bearer') || now >= found.ends) {
        return { refusal: {} };
      }
      if (!app.dpop) return found;
      const proof = readProof(dpop, { method: 'GET', url, now, used });
      const ath = createHash('sha256').update(token).digest('base64url');
      if (proof?.body['ath'] !== ath || JSON.stringify(proof.head['jwk']) !== found.key) {
        return { refusal: { 'www-authenticate': 'DPoP error="invalid_dpop_proof"' } };
      }
      if (app.nonceLasts === undefined) return found;
      const isFresh = proof.body['nonce'] === apiNonce.value && apiNonce.left-- > 0;
      return isFresh ? found : { refusal: nextNonce() };
    },
    expire: () => tokens.clear(),
    given: () => given,
    heads: () => heads,
  };
}

interface Jwt {
  readonly head: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

const hashes: Readonly<Record<string, string>> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
};

/** A signed JWT, or undefined; without a key given, its own `jwk` signs it, as in DPoP. */
function readJwt(text: string, key?: JsonWebKey): Jwt | undefined {
  const [head, body, signature] = text.split('.');
  if (head === undefined || body === undefined || signature === undefined) return undefined;
  try {
    const jwt = { head: part(head), body: part(body) };
    const jwk = key ?? (jwt.head['jwk'] as JsonWebKey);
    const hash = hashes[String(jwt.head['alg'])];
    if (hash === undefined || 'd' in jwk) return undefined;
    const signer = createPublicKey({ key: jwk, format: 'jwk' });
    const data = Buffer.from(`${head}.${body}`);
    const how = { key: signer, dsaEncoding: 'ieee-p1363' } as const;
    return verify(hash, data, how, Buffer.from(signature, 'base64url')) ? jwt : undefined;
  } catch {
    return undefined;
  }
}

function part(text: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
}

interface ProofFor {
  readonly method: string;
  readonly url: string;
  readonly now: number;
  readonly used: Set<string>;
}

/** A DPoP proof for a request, used once (RFC 9449, section 4.3). */
function readProof(proof: string | undefined, { method, url, now, used }: ProofFor) {
  const jwt = readJwt(proof ?? '');
  if (jwt?.head['typ'] !== 'dpop+jwt') return undefined;
  const { htm, htu, jti, iat } = jwt.body;
  const isFor = htm === method && htu === url.split('?')[0];
  const isNew = Math.abs(Number(iat) * 1_000 - now) < 300_000 && !used.has(String(jti));
  if (!isFor || !isNew) return undefined;
  used.add(String(jti));
  return jwt;
}
