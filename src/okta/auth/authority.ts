import { type Message, tell, toldInEnglish } from '../../language/message.ts';
import type { Answer } from '../http/transport.ts';
import { claimsOf, type Holder } from './credential-holder.ts';
import type { Secret } from './secret.ts';

/** What may help after a refusal: a fresh nonce, or another token. */
export type Renewal = 'nonce' | 'token';

/** Authorises requests. */
export interface Authority {
  /** The kind of credential, for people. */
  readonly mode: string;
  /** The same, for people. */
  readonly toldMode: Message;
  /** The headers that authorise a GET of `url`, new for every attempt. */
  readonly headers: (
    url: string,
    signal?: AbortSignal,
  ) => Promise<Readonly<Record<string, string>>>;
  /** Takes from an answer what the next request must present. */
  readonly learn: (answer: Answer) => void;
  /** After a 401: drops what was refused; undefined if there is no way to replace it. */
  readonly renew: (refused: Answer) => Renewal | undefined;
  /** The text without any credential in it. */
  readonly redact: (text: string) => string;
  /** What the credential itself says of its holder. */
  readonly holder: () => Holder;
}

/** An API token, as created in the Admin Console. */
export function apiToken(token: Secret): Authority {
  return fixed(tell('token.modeSsws'), `SSWS ${token.reveal()}`, token, { kind: 'user' });
}

/** An OAuth access token obtained elsewhere. */
export function accessToken(token: Secret): Authority {
  const holder = { kind: 'bearer', claims: claimsOf(token) } as const;
  return fixed(tell('token.modeBearer'), `Bearer ${token.reveal()}`, token, holder);
}

function fixed(mode: Message, authorization: string, token: Secret, holder: Holder): Authority {
  return {
    mode: toldInEnglish(mode),
    toldMode: mode,
    headers: async () => ({ authorization }),
    learn: () => {},
    renew: () => undefined,
    redact: token.redact,
    holder: () => holder,
  };
}
