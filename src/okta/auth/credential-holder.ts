import { objectIn } from './json-object.ts';
import type { Secret } from './secret.ts';

/** What a credential itself tells of who holds it, before anybody was asked. */
export type Holder =
  /** An API token: of some user, with all that the user may do. */
  | { readonly kind: 'user' }
  /** A service app with its key. */
  | {
      readonly kind: 'app';
      readonly clientId: string;
      /** The scopes of its access token; undefined before there is one. */
      readonly scopes: readonly string[] | undefined;
      /** Whether the token is bound to a key (DPoP). */
      readonly isBound: boolean;
    }
  /** An access token that was got elsewhere; undefined if it does not tell anything. */
  | { readonly kind: 'bearer'; readonly claims: Claims | undefined };

/** What stands in an access token of Okta's org server. Nobody has checked its signature. */
export interface Claims {
  readonly clientId: string | undefined;
  /** Undefined if it was given to an app, not to a person. */
  readonly userId: string | undefined;
  readonly scopes: readonly string[] | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly ends: number | undefined;
  /** Whether it counts only together with a key (DPoP). */
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

/** An id as Okta makes them, or undefined: nothing else belongs into a path. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(value) ? value : undefined;
}
