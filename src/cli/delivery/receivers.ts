import {
  type DeliveryKind,
  deliveryKinds,
  type SenderOptions,
} from '../../delivery/delivery-kinds.ts';
import { type DeliveryScope, secretAddressKinds } from '../../delivery/kind-name.ts';
import { keyOf, type Receiver } from '../../delivery/receiver.ts';
import { keyBytes } from '../../delivery/standard-webhook.ts';
import { tell } from '../../language/message.ts';
import { type Secret, tokenSecret } from '../../okta/auth/secret.ts';
import { levels } from '../../rule/level.ts';
import { type ConnectionNote, readSecret } from '../config/connection.ts';
import { misuse } from '../failure.ts';
import type { DeliverTarget, TextPlace } from '../option/deliver-option.ts';
import type { Io } from '../terminal/io.ts';

/** What receivers need beside what was asked for. */
export interface ReceiverSurroundings
  extends Pick<SenderOptions, 'world' | 'tool' | 'theme' | 'trust'> {
  readonly io: Pick<Io, 'env' | 'stdin' | 'platform'>;
  /** Told of files that others can read. */
  readonly notes: ConnectionNote[];
}

/**
 * Makes the receivers that were asked for; nothing is sent yet. Throws misuse for an address or a secret that is
 * missing or wrong, without quoting either.
 */
export async function receiversOf(
  targets: readonly DeliverTarget[],
  surroundings: ReceiverSurroundings,
): Promise<readonly Receiver[]> {
  const { env } = surroundings.io;
  if (targets.length > 0 && env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw misuse(tell('delivery.anyCertificate'), tell('delivery.trustCa'));
  }
  const receivers: Receiver[] = [];
  for (const target of targets) {
    const receiver = await receiverOf(target, surroundings);
    if (receivers.some(({ key }) => key === receiver.key)) {
      throw misuse(tell('delivery.twice', { receiver: receiver.name }));
    }
    receivers.push(receiver);
  }
  return receivers;
}

async function receiverOf(
  { kind, address, secret, minSeverity = levels[0], what = 'both' }: DeliverTarget,
  surroundings: ReceiverSurroundings,
): Promise<Receiver> {
  const row = deliveryKinds[kind];
  const text = await textAt(address, kind, surroundings);
  const url = urlOf(text, kind, row, surroundings.io.env['OKTAHUNT_ALLOW_LOOPBACK'] === '1');
  const isHidden = secretAddressKinds.includes(kind);
  const secretUrl = isHidden ? tokenSecret(text, tell('delivery.address', { kind })) : undefined;
  const secrets = await secretsOf(kind, row, secret, surroundings);
  const { world, tool, theme, trust } = surroundings;
  const send = row.create({
    url,
    secretUrl,
    secrets,
    world,
    tool,
    theme,
    ...(trust && { trust }),
  });
  const scope: DeliveryScope = row.scope === 'both' ? what : row.scope;
  const name = `${kind} ${url.host}`;
  return { key: keyOf(kind, url.href), kind, name, minSeverity, scope, most: row.most, send };
}

async function textAt(
  place: TextPlace,
  kind: string,
  { io, notes }: ReceiverSurroundings,
): Promise<string> {
  if (place.in === 'text') return place.value.trim();
  const text =
    place.in === 'env' ? (io.env[place.value] ?? '') : await readSecret(place.value, io, notes);
  if (text.trim() === '') throw misuse(tell('delivery.empty', { kind, name: place.value }));
  return text.trim();
}

/** The address; anything but an encrypted one is for this machine alone, and only if that was allowed. */
function urlOf(
  text: string,
  kind: string,
  { schemes, path, port }: DeliveryKind,
  isLoopbackAllowed: boolean,
): URL {
  const scheme = schemes.safe.slice(0, -1);
  if (!URL.canParse(text)) {
    throw misuse(tell('delivery.noUrl', { kind }), tell('delivery.giveUrl', { kind, scheme }));
  }
  const url = new URL(text);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isPlain = url.protocol === schemes.loopback && isLocal && isLoopbackAllowed;
  if ((url.protocol !== schemes.safe && !isPlain) || url.hostname === '') {
    throw misuse(
      tell('delivery.notSafe', { kind, scheme }),
      tell('delivery.giveUrl', { kind, scheme }),
    );
  }
  if (url.username || url.password) throw misuse(tell('delivery.login', { kind }));
  if (path !== undefined && url.pathname === '/') url.pathname = path;
  if (port !== undefined && url.port === '') url.port = String(port);
  url.hash = '';
  return url;
}

/** The secrets of a receiver: several signing keys stand beside each other, with white space between them. */
async function secretsOf(
  kind: string,
  { secret: need, env = '' }: DeliveryKind,
  given: TextPlace | undefined,
  surroundings: ReceiverSurroundings,
): Promise<readonly Secret[]> {
  if (need === 'none') {
    if (given) throw misuse(tell('delivery.noSecret', { kind }));
    return [];
  }
  const isSet = (surroundings.io.env[env] ?? '').trim() !== '';
  const place = given ?? (isSet ? ({ in: 'env', value: env } as const) : undefined);
  if (!place) {
    if (need === 'keys') return [];
    throw misuse(tell('delivery.noToken', { kind }), tell('delivery.giveToken', { env }));
  }
  const text = await textAt(place, kind, surroundings);
  const parts = need === 'keys' ? text.split(/\s+/) : [text];
  if (need === 'keys' && parts.some((part) => keyBytes(part) === undefined)) {
    throw misuse(tell('delivery.noKey', { name: place.value }), tell('delivery.giveKey'));
  }
  return parts.map((part) => tokenSecret(part, place.value));
}
