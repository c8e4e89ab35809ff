import { createHmac } from 'node:crypto';
import type { Secret } from '../okta/auth/secret.ts';
import { strictJsonText } from '../report/text/json-text.ts';
import { type Notification, typeOf } from './notification.ts';

/** The body of a webhook, in the form that Standard Webhooks recommends; also a syslog message, with its id. */
export function payloadOf({ at, about }: Notification): string {
  return strictJsonText({ type: typeOf(about), timestamp: at, data: about });
}

/**
 * The headers of Standard Webhooks (specification 1.0): id, time of the attempt in seconds, and a signature `v1` for each
 * secret, so that a receiver may know the old or the new one while they are exchanged. Without secrets it is not signed.
 */
export function webhookHeaders(
  { id }: Pick<Notification, 'id'>,
  body: string,
  { now, secrets }: { readonly now: number; readonly secrets: readonly Secret[] },
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const signatures = secrets.map((secret) => {
    const key = keyBytes(secret.reveal());
    const mac = createHmac('sha256', key ?? '').update(`${id}.${timestamp}.${body}`);
    return `v1,${mac.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  };
}

/** The bytes of a secret `whsec_` and 24 to 64 bytes in base64; undefined if it is none. */
export function keyBytes(secret: string): Buffer | undefined {
  const [, digits] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  if (digits === undefined) return undefined;
  const bytes = Buffer.from(digits, 'base64');
  const isWhole = bytes.toString('base64').replace(/=+$/, '') === digits.replace(/=+$/, '');
  return isWhole && bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
}
