import { randomUUID } from 'node:crypto';
import { objectIn } from '../../event/json.ts';
import { type Message, tell } from '../../language/message.ts';
import { OktaError, oddAnswer } from '../http/okta-error.ts';
import type { Org } from '../http/org.ts';
import { readRate } from '../http/rate-limit.ts';
import { type Answer, BrokenAnswer, type Transport } from '../http/transport.ts';
import { nonceOf, type Prover } from './dpop.ts';
import { type Secret, tokenSecret } from './secret.ts';
import type { SigningKey } from './signing-key.ts';

/** A service app's credential. */
export interface KeyCredential {
  readonly clientId: string;
  readonly key: SigningKey;
  /** The key's id at the app; takes precedence over the key's own. */
  readonly keyId?: string | undefined;
  readonly scopes: readonly string[];
}

/** An access token, as issued. */
export interface Token {
  readonly secret: Secret;
  /** Whether it needs a proof (DPoP). */
  readonly isBound: boolean;
  /** When it expires, in milliseconds since 1970 UTC by this machine's clock; undefined if not given. */
  readonly ends: number | undefined;
  readonly scopes: readonly string[];
}

export interface TokenOptions {
  readonly org: Org;
  readonly credential: KeyCredential;
  readonly prove: Prover;
  readonly transport: Transport;
  /** The wall clock, in milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Called with every credential that is sent or received. */
  readonly onSecret: (secret: Secret) => void;
  readonly redact: (text: string) => string;
}

/**
 * The org's token endpoint: a function that gets a token by the client credentials grant (RFC 6749, section 4.4),
 * with a signed assertion (RFC 7523) and a DPoP proof, which orgs that require none ignore.
 *
 * It throws {@link BrokenAnswer} if a retry may help, an {@link OktaError} if the org refuses.
 */
export function createTokenEndpoint(options: TokenOptions) {
  const { org, credential, prove, transport, now } = options;
  const url = `${org.origin}/oauth2/v1/token`;
  let nonce: string | undefined;
  const request = async (signal?: AbortSignal): Promise<Answer> => {
    const assertion = tokenSecret(await assert(credential, url, now()), tell('token.assertion'));
    const proof = await prove({ method: 'POST', url, nonce });
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
  return async (signal?: AbortSignal): Promise<Token> => {
    const sentAt = now();
    const first = await request(signal);
    const isForNonce = first.status === 400 && objectIn(first.text)?.['error'] === 'use_dpop_nonce';
    const answer =
      isForNonce && nonceOf(first.headers) !== undefined ? await request(signal) : first;
    const token = readToken(answer, sentAt, options);
    options.onSecret(token.secret);
    return token;
  };
}

/** How long an assertion is valid, in seconds; Okta accepts an hour at most. */
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
    // The library's message might quote its input.
    throw new OktaError('setup', tell('key.cannotSign'), tell('key.createNew'));
  }
}

function readToken(answer: Answer, sentAt: number, options: TokenOptions): Token {
  const { status } = answer;
  if (status === 429 || status >= 500) {
    throw new BrokenAnswer(tell('token.endpointAnswered', { status: String(status) }));
  }
  const body = objectIn(answer.text);
  if (status !== 200 || typeof body?.['access_token'] !== 'string') {
    if (status === 200 && body === undefined) {
      throw new BrokenAnswer(tell('token.endpointNotJson'));
    }
    throw refusal(answer, body ?? {}, options);
  }
  const type = String(body['token_type']).toLowerCase();
  if (type !== 'bearer' && type !== 'dpop') {
    throw oddAnswer(tell('token.unknownKind'));
  }
  const [scope, seconds] = [body['scope'], body['expires_in']];
  return {
    secret: secretOf(body['access_token']),
    isBound: type === 'dpop',
    ends: typeof seconds === 'number' && seconds > 0 ? sentAt + seconds * 1_000 : undefined,
    // Omitted, it is what was requested (RFC 6749, section 5.1).
    scopes: typeof scope === 'string' ? scope.split(' ') : options.credential.scopes,
  };
}

function secretOf(text: string): Secret {
  try {
    return tokenSecret(text, tell('token.accessToken'));
  } catch {
    throw oddAnswer(tell('token.oddCharacters'));
  }
}

/** Advice by OAuth error code (RFC 6749, section 5.2; RFC 9449, section 5). */
const remedies: Readonly<Record<string, Message>> = {
  invalid_scope: tell('token.grantScope'),
  invalid_client: tell('token.checkClient'),
  unauthorized_client: tell('token.allowGrant'),
  invalid_dpop_proof: tell('token.checkClock'),
};

/** The clock skew above which an assertion may be rejected, in milliseconds. */
const mostSkew = 60_000;

function refusal(
  answer: Answer,
  body: Readonly<Record<string, unknown>>,
  { now, redact }: TokenOptions,
): OktaError {
  // Redacted before it is cut: half of a secret would not be recognised.
  const words = (value: unknown, most: number): string =>
    typeof value === 'string' ? redact(value).slice(0, most) : '';
  const code = words(body['error'] ?? body['errorCode'], 60);
  const summary = words(body['error_description'] ?? body['errorSummary'], 300);
  const { date } = readRate(answer.headers);
  const skew = date === undefined ? 0 : date - now();
  const reason = code || tell('token.noReason');
  const why = summary === '' ? reason : tell('token.withSummary', { code: reason, summary });
  const what = tell('token.notIssued', { status: String(answer.status), why });
  const seconds = String(Math.abs(Math.round(skew / 1_000)));
  return new OktaError(
    'refused',
    Math.abs(skew) > mostSkew
      ? tell(skew > 0 ? 'token.clockSlow' : 'token.clockFast', { what, seconds })
      : what,
    (Object.hasOwn(remedies, code) && remedies[code]) || tell('token.checkApp'),
    answer.status,
  );
}
