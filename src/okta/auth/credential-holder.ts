import { objectIn } from '../../event/json.ts';
import type { Secret } from './secret.ts';

/** What a credential itself says of its holder, without a request. */
export type Holder =
  /** An API token: some user's, with all of that user's permissions. */
  | { readonly kind: 'user' }
  /** A service app with its key. */
  | {
      readonly kind: 'app';
      readonly clientId: string;
      /** The scopes of its access token; undefined before it has one. */
      readonly scopes: readonly string[] | undefined;
      /** Whether the token is bound to a key (DPoP). */
      readonly isBound: boolean;
    }
  /** An access token obtained elsewhere; undefined claims if it is not a JWT. */
  | { readonly kind: 'bearer'; readonly claims: Claims | undefined };

/** The claims of an access token from Okta's org server. The signature is not verified. */
export interface Claims {
  readonly clientId: string | undefined;
  /** Undefined if it was issued to an app, not to a person. */
  readonly userId: string | undefined;
  readonly scopes: readonly string[] | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly ends: number | undefined;
  /** Whether it is valid only with a key (DPoP). */
  readonly isBound: boolean;
}

/** The claims of a token that is a JWT (RFC 7519), or undefined. */
export function claimsOf(token: Secret): Claims | undefined {
  const [, body, signature] = token.reveal().split('.');
  if (body === undefined || signature === undefined) return undefined;
  const claims = objectIn(Buffer.from(body, 'base64url').toString('utf8'));
  if (!claims) return undefined;
  const [scp, exp] = [claims['scp'], claims['exp']];
  return {
    clientId: idOf(claims['cid']),
    userId: idOf(claims['uid']),
    scopes: Array.isArray(scp) ? scp.filter((scope) => typeof scope === 'string') : undefined,
    ends: typeof exp === 'number' ? exp * 1_000 : undefined,
    isBound: typeof claims['cnf'] === 'object' && claims['cnf'] !== null,
  };
}

/** A valid Okta id, or undefined: nothing else belongs in a path. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(value) ? value : undefined;
}
