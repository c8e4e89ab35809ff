import type { Authority } from './authority.ts';
import { OktaError } from './okta-error.ts';
import type { Org } from './org.ts';
import { type Secret, tokenSecret } from './secret.ts';
import { type Answer, BrokenAnswer, type Transport } from './transport.ts';

/** What a service app signs in with. */
export interface KeyCredential {
  readonly clientId: string;
  readonly key: Secret;
  readonly keyId?: string | undefined;
  readonly scopes: readonly string[];
}

/** What is used of Okta's client; its own types promise less than it does. */
interface Sdk {
  readonly oauth: {
    getAccessToken(): Promise<unknown>;
    clearCachedAccessToken(): void;
  };
  readonly http: {
    prepareRequest(request: {
      url: string;
      method: string;
      headers: Record<string, string>;
    }): Promise<void>;
  };
}

/** What the client asks its executor for. */
interface SdkRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * A service app's private key: Okta's client signs the assertion and, where the app demands it, the
 * DPoP proofs. The client is loaded at the first request, sends through our transport, and only to
 * the org's token endpoint.
 *
 * The client takes a refused token request for a token and would go on with `Bearer undefined`, so
 * what it got is looked at here.
 */
export function privateKey(org: Org, credential: KeyCredential, transport: Transport): Authority {
  const tokens: Secret[] = [];
  let loaded: Promise<Sdk> | undefined;
  const redact = (text: string): string =>
    [credential.key, ...tokens].reduce((rest, secret) => secret.redact(rest), text);
  const sign = async (sdk: Sdk, url: string): Promise<Readonly<Record<string, string>>> => {
    const token = readToken(await getToken(sdk));
    if (token instanceof OktaError) throw token;
    if (!tokens.some((known) => known.reveal() === token.reveal())) tokens.push(token);
    const headers: Record<string, string> = {};
    await sdk.http.prepareRequest({ url, method: 'GET', headers });
    return headers;
  };
  return {
    mode: `private key of ${credential.clientId}`,
    headers: async (url) => {
      loaded ??= loadSdk(org, credential, transport);
      return sign(await loaded, url);
    },
    renew: () => {
      void loaded?.then(({ oauth }) => oauth.clearCachedAccessToken());
      return true;
    },
    redact,
  };
}

async function loadSdk(org: Org, credential: KeyCredential, transport: Transport): Promise<Sdk> {
  const { Client, RequestExecutor } = await import('@okta/okta-sdk-nodejs');
  class Executor extends RequestExecutor {
    override async fetch(request: unknown): Promise<never> {
      const { url, method, headers, body } = request as SdkRequest;
      if (url !== `${org.origin}/oauth2/v1/token`) throw new Error(`unexpected request to ${url}`);
      const answer = await transport(url, {
        method: method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
        headers,
        ...(body !== undefined && { body }),
      });
      // The client would take such an answer for a token; trying again may help.
      if (answer.status === 429 || answer.status >= 500) {
        throw new BrokenAnswer(`the token endpoint answered ${answer.status}`);
      }
      return toResponse(answer) as never;
    }
  }
  const { clientId, key, keyId, scopes } = credential;
  try {
    // Every option is given, so that no okta.yaml of the working directory can add one that counts.
    return new Client({
      orgUrl: org.origin,
      token: 'unused',
      authorizationMode: 'PrivateKey',
      clientId,
      scopes: [...scopes],
      privateKey: key.reveal(),
      ...(keyId !== undefined && { keyId }),
      requestExecutor: new Executor(),
      cacheMiddleware: null,
    } as unknown as ConstructorParameters<typeof Client>[0]) as unknown as Sdk;
  } catch (error) {
    const advice = 'if there is an okta.yaml here or in ~/.okta, it may be malformed; move it away';
    throw new OktaError('setup', `Okta's client does not start: ${messageOf(error)}`, advice);
  }
}

function toResponse({ status, headers, text }: Answer): Response {
  // The body is decoded already, so what the headers say about its encoding is no longer true.
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  return new Response(text, { status, headers: kept });
}

async function getToken(sdk: Sdk): Promise<unknown> {
  try {
    return await sdk.oauth.getAccessToken();
  } catch (error) {
    sdk.oauth.clearCachedAccessToken();
    if (error instanceof OktaError || error instanceof BrokenAnswer) throw error;
    if (error instanceof SyntaxError) {
      throw new BrokenAnswer('the token endpoint answered with something that is no JSON');
    }
    const advice =
      'the key must be an RSA key, as JWK or PEM; EC keys are not supported by Okta’s client';
    throw new OktaError('setup', `the private key cannot be used: ${messageOf(error)}`, advice);
  }
}

/** OAuth's error codes (RFC 6749, section 5.2) that tell the caller what to do. */
const remedies: Readonly<Record<string, string>> = {
  invalid_scope: 'grant the scope okta.logs.read to the service app (Okta API Scopes)',
  invalid_client: 'check the client id, and that the public key is registered at the service app',
  unauthorized_client: 'allow the grant type client credentials for the service app',
  invalid_dpop_proof: 'check the clock of this machine',
};

function readToken(value: unknown): Secret | OktaError {
  const answer = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const token = answer['access_token'];
  if (typeof token === 'string') return tokenSecret(token, 'the access token from Okta');
  const code = String(answer['error'] ?? answer['errorCode'] ?? 'no access token in the answer');
  const summary = answer['error_description'] ?? answer['errorSummary'];
  const told = typeof summary === 'string' ? `: ${summary.slice(0, 300)}` : '';
  return new OktaError(
    'refused',
    `Okta gave no access token: ${code}${told}`,
    remedies[code] ?? 'check the service app: client id, key, scopes',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
