import { randomUUID } from 'node:crypto';
import { OktaError } from '../http/okta-error.ts';
import type { Org } from '../http/org.ts';
import { readRate } from '../http/rate-limit.ts';
import { type Answer, BrokenAnswer, type Transport } from '../http/transport.ts';
import { nonceOf, type Prover } from './dpop.ts';
import { objectIn } from './json-object.ts';
import { type Secret, tokenSecret } from './secret.ts';
import type { SigningKey } from './signing-key.ts';

/** What a service app signs in with. */
export interface KeyCredential {
  readonly clientId: string;
  readonly key: SigningKey;
  /** The key's id at the app; counts more than the key's own. */
  readonly keyId?: string | undefined;
  readonly scopes: readonly string[];
}

/** An access token, as it was given. */
export interface Token {
  readonly secret: Secret;
  /** Whether a proof has to go with it. */
  readonly isBound: boolean;
  /** When it ends, in milliseconds since 1970 UTC by this machine's clock; undefined if nobody said. */
  readonly ends: number | undefined;
  readonly scopes: readonly string[];
}

/** Asks the org's token endpoint. */
export interface TokenEndpoint {
  /**
   * Gets a token by the client credentials grant (RFC 6749, section 4.4), with a signed assertion
   * (RFC 7523) and a DPoP proof, which orgs that want none pass over.
   *
   * Throws {@link BrokenAnswer} if a second try may help, an {@link OktaError} if the org refuses.
   */
  readonly get: (signal?: AbortSignal) => Promise<Token>;
}

export interface TokenOptions {
  readonly org: Org;
  readonly credential: KeyCredential;
  readonly prover: Prover;
  readonly transport: Transport;
  /** The wall clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told of every text that was sent as a credential or got as one. */
  readonly onSecret: (secret: Secret) => void;
  readonly redact: (text: string) => string;
}

/** Makes an endpoint. Nothing is sent before {@link TokenEndpoint.get}. */
export function createTokenEndpoint(options: TokenOptions): TokenEndpoint {
  const { org, credential, prover, transport, now } = options;
  const url = `${org.origin}/oauth2/v1/token`;
  let nonce: string | undefined;
  const ask = async (signal?: AbortSignal): Promise<Answer> => {
    const assertion = tokenSecret(await assert(credential, url, now()), 'the assertion');
    const proof = await prover.prove({ method: 'POST', url, nonce });
    options.onSecret(assertion);
    options.onSecret(proof);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: credential.scopes.join(' '),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion.reveal(),
    });
    const headers = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      dpop: proof.reveal(),
    };
    const answer = await transport(url, { method: 'POST', headers, body: `${body}` }, signal);
    nonce = nonceOf(answer.headers) ?? nonce;
    return answer;
  };
  return {
    get: async (signal) => {
      const asked = now();
      const first = await ask(signal);
      const isForNonce =
        first.status === 400 && objectIn(first.text)?.['error'] === 'use_dpop_nonce';
      const answer = isForNonce && nonceOf(first.headers) !== undefined ? await ask(signal) : first;
      const token = readToken(answer, asked, options);
      options.onSecret(token.secret);
      return token;
    },
  };
}

/** How long an assertion counts, in seconds; Okta takes an hour at most. */
const lifetime = 300;

async function assert(credential: KeyCredential, aud: string, now: number): Promise<string> {
  const { clientId, key, keyId = key.kid } = credential;
  const { SignJWT } = await import('jose');
  const iat = Math.floor(now / 1_000);
  const claims = { iss: clientId, sub: clientId, aud, iat, exp: iat + lifetime, jti: randomUUID() };
  const header = { typ: 'JWT', alg: key.alg, ...(keyId !== undefined && { kid: keyId }) };
  try {
    return await new SignJWT(claims).setProtectedHeader(header).sign(key.key);
  } catch {
    // The library's words might quote what it was given.
    const advice = 'make a new key for the service app';
    throw new OktaError('setup', 'nothing can be signed with the private key', advice);
  }
}

function readToken(answer: Answer, asked: number, options: TokenOptions): Token {
  const { status } = answer;
  if (status === 429 || status >= 500) {
    throw new BrokenAnswer(`the token endpoint answered ${status}`);
  }
  const told = objectIn(answer.text);
  if (status !== 200 || typeof told?.['access_token'] !== 'string') {
    if (status === 200 && told === undefined) {
      throw new BrokenAnswer('the token endpoint answered with something that is no JSON');
    }
    throw refusal(answer, told ?? {}, options);
  }
  const type = String(told['token_type']).toLowerCase();
  if (type !== 'bearer' && type !== 'dpop') {
    throw protocol('Okta gave an access token of a kind that is not known');
  }
  const [scope, seconds] = [told['scope'], told['expires_in']];
  return {
    secret: secretOf(told['access_token']),
    isBound: type === 'dpop',
    ends: typeof seconds === 'number' && seconds > 0 ? asked + seconds * 1_000 : undefined,
    // Left out, it is what was asked for (RFC 6749, section 5.1).
    scopes: typeof scope === 'string' ? scope.split(' ') : options.credential.scopes,
  };
}

function secretOf(text: string): Secret {
  try {
    return tokenSecret(text, 'the access token');
  } catch {
    throw protocol('Okta gave an access token with characters that no token has');
  }
}

function protocol(message: string): OktaError {
  return new OktaError('protocol', message, 'check the URL of the org, and any proxy in between');
}

/** What is told for OAuth's error codes (RFC 6749, section 5.2; RFC 9449, section 5). */
const remedies: Readonly<Record<string, string>> = {
  invalid_scope: 'grant the scope okta.logs.read to the service app (Okta API Scopes)',
  invalid_client:
    'check the client id, that the public key is registered at the service app, and the clock of this machine',
  unauthorized_client: 'allow the grant type client credentials for the service app',
  invalid_dpop_proof: 'check the clock of this machine',
};

/** From here on a clock is wrong, in milliseconds: an assertion may not count any more. */
const mostSkew = 60_000;

function refusal(
  answer: Answer,
  told: Readonly<Record<string, unknown>>,
  { now, redact }: TokenOptions,
): OktaError {
  // What is cut before it is redacted could keep half of a secret.
  const words = (value: unknown, most: number): string =>
    typeof value === 'string' ? redact(value).slice(0, most) : '';
  const code = words(told['error'] ?? told['errorCode'], 60);
  const summary = words(told['error_description'] ?? told['errorSummary'], 300);
  const { date } = readRate(answer.headers);
  const skew = date === undefined ? 0 : date - now();
  const clock =
    Math.abs(skew) > mostSkew
      ? `; the clock of this machine is ${Math.abs(Math.round(skew / 1_000))} s ${skew > 0 ? 'slow' : 'fast'}`
      : '';
  return new OktaError(
    'refused',
    `Okta gave no access token (${answer.status}): ${code || 'without saying why'}${summary && `: ${summary}`}${clock}`,
    (Object.hasOwn(remedies, code) && remedies[code]) ||
      'check the service app: client id, key, scopes',
    answer.status,
  );
}
