import type { Delivery } from '../../src/delivery/delivery.ts';
import { deliveryKinds, type SenderOptions } from '../../src/delivery/delivery-kinds.ts';
import type { DeliveryKindName } from '../../src/delivery/kind-name.ts';
import { type Notification, notificationOf } from '../../src/delivery/notification.ts';
import { keyOf, type Receiver, type Send } from '../../src/delivery/receiver.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { type Message, tell, toldInEnglish } from '../../src/language/message.ts';
import { tokenSecret } from '../../src/okta/auth/secret.ts';
import type { World } from '../../src/okta/http/world.ts';
import { createTheme } from '../../src/report/text/theme.ts';
import { aFinding } from '../report/builders.ts';

/** A secret of Standard Webhooks, and another one; neither is used anywhere. */
export const signingKeys = [
  `whsec_${Buffer.from('a key of the tests, 24 b').toString('base64')}`,
  `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
] as const;
export const hecToken = '11111111-CANARY-2222-3333-444444444444';

/** The n-th of many findings. */
export function findingOf(n: number, over: Partial<Finding> = {}): Finding {
  const digits = n.toString(16).padStart(20, '0');
  return aFinding({ fingerprint: `okh1:${digits}`, id: `okf_${digits.slice(-12)}`, ...over });
}

export const at = '2026-11-20T12:00:00.000Z';

export function notifications(count: number): readonly Notification[] {
  return Array.from({ length: count }, (_, n) => notificationOf(findingOf(n), at));
}

export const theme = createTheme({ columns: 100, color: false, unicode: true, verbose: false });

/** What sends to a receiver of a kind at an address. */
export function sendTo(
  kind: DeliveryKindName,
  url: string,
  world: World,
  over: Partial<SenderOptions> = {},
): Send {
  const secrets = kind === 'hec' ? [tokenSecret(hecToken, 'the token')] : [];
  const tool = { name: 'oktahunt', version: '0.1.0' };
  const whole = { url: new URL(url), secretUrl: undefined, secrets, world, tool, theme };
  return deliveryKinds[kind].create({ ...whole, ...over });
}

/** A receiver that does what it is told. */
export function aReceiver(send: Send, over: Partial<Receiver> = {}): Receiver {
  const { kind = 'webhook', name = 'webhook a.example' } = over;
  const key = keyOf(kind, name);
  const wants = { minSeverity: 'informational', scope: 'both' } as const;
  return { key, kind, name, ...wants, most: 1, send, ...over };
}

/** A reason, as people are told it. */
export function said(what: string): Message {
  return tell('delivery.trouble', { what });
}

/** What came of an attempt, with its reason in English. */
export function inEnglish(delivery: Delivery): object {
  if (delivery.kind === 'accepted') return delivery;
  return { ...delivery, reason: toldInEnglish(delivery.reason) };
}
