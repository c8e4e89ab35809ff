import type { Answer } from '../http/transport.ts';
import { claimsOf, type Holder } from './credential-holder.ts';
import type { Secret } from './secret.ts';

/** What can be done about a request that was refused: show a fresh nonce, or another token. */
export type Renewal = 'nonce' | 'token';

/** Signs requests. */
export interface Authority {
  /** For people: what kind of credential it is. */
  readonly mode: string;
  /** The headers that authorise a GET of `url`, made afresh for every attempt. */
  readonly headers: (
    url: string,
    signal?: AbortSignal,
  ) => Promise<Readonly<Record<string, string>>>;
  /** Takes from an answer what the next request has to show. */
  readonly learn: (answer: Answer) => void;
  /** After a 401: forgets what was refused; undefined if there is no way to get another. */
  readonly renew: (refused: Answer) => Renewal | undefined;
  /** The text without any credential in it. */
  readonly redact: (text: string) => string;
  /** What the credential itself tells of who holds it. */
  readonly holder: () => Holder;
}

/** An API token, as made in the admin console. */
export function apiToken(token: Secret): Authority {
  return fixed('API token (SSWS)', `SSWS ${token.reveal()}`, token, { kind: 'user' });
}

/** An OAuth access token that somebody else got. */
export function accessToken(token: Secret): Authority {
  const holder = { kind: 'bearer', claims: claimsOf(token) } as const;
  return fixed('access token (Bearer)', `Bearer ${token.reveal()}`, token, holder);
}

function fixed(mode: string, authorization: string, token: Secret, holder: Holder): Authority {
  return {
    mode,
    headers: async () => ({ authorization }),
    learn: () => {},
    renew: () => undefined,
    redact: token.redact,
    holder: () => holder,
  };
}
