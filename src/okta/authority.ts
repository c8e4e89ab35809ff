import type { Secret } from './secret.ts';

/** Signs requests. */
export interface Authority {
  /** For people: what kind of credential it is. */
  readonly mode: string;
  /** The headers that authorise a GET of `url`, made afresh for every attempt. */
  readonly headers: (url: string) => Promise<Readonly<Record<string, string>>>;
  /** Forgets a token that was refused; false if there is no way to get another one. */
  readonly renew: () => boolean;
  /** The text without any credential in it. */
  readonly redact: (text: string) => string;
}

/** An API token, as made in the admin console. */
export function apiToken(token: Secret): Authority {
  return fixed('API token (SSWS)', `SSWS ${token.reveal()}`, token);
}

/** An OAuth access token that somebody else got. */
export function accessToken(token: Secret): Authority {
  return fixed('access token (Bearer)', `Bearer ${token.reveal()}`, token);
}

function fixed(mode: string, authorization: string, token: Secret): Authority {
  return {
    mode,
    headers: async () => ({ authorization }),
    renew: () => false,
    redact: token.redact,
  };
}
