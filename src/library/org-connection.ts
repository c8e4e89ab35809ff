import { product } from '../input/package-version.ts';
import type { MessageValue } from '../language/message.ts';
import { type Authority, accessToken, apiToken } from '../okta/auth/authority.ts';
import { privateKey } from '../okta/auth/private-key.ts';
import { keySecret, tokenSecret } from '../okta/auth/secret.ts';
import { signingKey } from '../okta/auth/signing-key.ts';
import { type Client, createClient, type Wait } from '../okta/http/client.ts';
import { realWorld } from '../okta/http/node-world.ts';
import { type Org, parseOrg } from '../okta/http/org.ts';
import type { ProxyEnvironment } from '../okta/http/proxy.ts';
import { createTransport, type Transport } from '../okta/http/transport.ts';
import type { World } from '../okta/http/world.ts';

/** What a request to the org proves who sends it with. */
export type Credential =
  /** An API token, as created in the Admin Console (SSWS). */
  | {
      readonly kind: 'api-token';
      /** The token. */
      readonly token: string;
    }
  /** An OAuth access token with the scope `okta.logs.read`, obtained elsewhere. */
  | {
      readonly kind: 'access-token';
      /** The token, without `Bearer`. */
      readonly token: string;
    }
  /** The private key of a service app (JWK or PEM), with which tokens are asked for. */
  | {
      readonly kind: 'private-key';
      /** The client id of the app. */
      readonly clientId: string;
      /** The key: a JWK as JSON, or PEM. */
      readonly privateKey: string;
      /** The id of the key, if it does not say it itself and the app has several. */
      readonly keyId?: string | undefined;
      /** The scopes to ask for; `okta.logs.read` if left out. */
      readonly scopes?: readonly string[];
    };

/** Which org is asked, and how. */
export interface OrgConnectionOptions {
  /** The URL of the org, or its host: `acme.okta.com`. */
  readonly org: string;
  /** The org's own domain, if it has one: the only host outside Okta's domains that is accepted. */
  readonly customDomain?: string | undefined;
  /** It is sent to this org alone, and is in no message. */
  readonly credential: Credential;
  /** What errors call the credential; `the credential` if left out. */
  readonly credentialName?: MessageValue;
  /** The part of the org's rate limit to use, above 0 and at most 1; a half if left out. */
  readonly rateShare?: number;
  /** Where proxies are named (`HTTPS_PROXY`, `NO_PROXY`), such as `process.env`; none are used if left out. */
  readonly environment?: ProxyEnvironment;
  /** Accept `http://127.0.0.1:PORT` and the like as the org, for a fake Okta. */
  readonly loopback?: boolean;
  /** When it fires, requests and waits reject with its reason. */
  readonly signal?: AbortSignal;
  /** Told why nothing is sent for a while. */
  readonly onWait?: (wait: Wait) => void;
  /** Network, clock and chance; those of this machine if left out. */
  readonly world?: World;
}

/**
 * A client for an org, which has sent nothing yet. It sends one request at a time, keeps to its share of the rate limit,
 * waits and tries again. Throws an `OktaError` for an org that a credential must not be sent to, and for a
 * credential that is none; requests reject with one.
 */
export async function connectOrg(options: OrgConnectionOptions): Promise<Client> {
  const { customDomain, loopback = false, environment = {}, rateShare, signal, onWait } = options;
  const world = options.world ?? realWorld(environment);
  const org = parseOrg(options.org, { customDomain, loopback });
  const transport = createTransport(world);
  const { version } = await product();
  return createClient({
    org,
    authority: authorityOf(options, { org, transport, world }),
    transport,
    world,
    userAgent: `oktahunt/${version}`,
    ...(rateShare !== undefined && { share: rateShare }),
    ...(signal && { signal }),
    ...(onWait && { onWait }),
  });
}

/** What a private key gets its tokens with. */
interface Surroundings {
  readonly org: Org;
  readonly transport: Transport;
  readonly world: World;
}

const usualScopes = ['okta.logs.read'];

function authorityOf(
  { credential, credentialName: name = 'the credential' }: OrgConnectionOptions,
  { org, transport, world }: Surroundings,
): Authority {
  switch (credential.kind) {
    case 'api-token':
      return apiToken(tokenSecret(credential.token, name));
    case 'access-token':
      return accessToken(tokenSecret(credential.token, name));
    case 'private-key': {
      const { clientId, keyId, scopes = usualScopes } = credential;
      const key = signingKey(keySecret(credential.privateKey, name), name);
      return privateKey(org, { clientId, key, keyId, scopes }, transport, world);
    }
  }
}
