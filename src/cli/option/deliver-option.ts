import type { Command } from 'commander';
import {
  type DeliveryKindName,
  type DeliveryScope,
  deliveryKindNames,
  secretAddressKinds,
} from '../../delivery/kind-name.ts';
import { tell } from '../../language/message.ts';
import type { Level } from '../../rule/level.ts';
import { misuse } from '../failure.ts';
import { withDefault } from '../help/spoken-help.ts';
import { adding, choose } from './enum.ts';
import type { Say } from './speech.ts';

/** Where a text stands: here, or in an environment variable or a file, whose name this is. */
export interface TextPlace {
  readonly in: 'text' | 'env' | 'file';
  readonly value: string;
}

/** One receiver, as it was asked for. */
export interface DeliverTarget {
  readonly kind: DeliveryKindName;
  readonly address: TextPlace;
  /** Where its secret stands; if left out, in the variable that its kind has for that. */
  readonly secret?: TextPlace;
  readonly minSeverity?: Level;
  readonly what?: DeliveryScope;
}

/** The options about deliveries, as given. */
export interface DeliverFlags {
  readonly deliver?: readonly DeliverTarget[];
  readonly deadLetters?: string;
}

/** Parses `KIND=URL`, `KIND=env:NAME` or `KIND=file:PATH`. A mistake is not quoted: the address may be a secret. */
export function parseDelivery(text: string): DeliverTarget {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1 || !/^[a-z-]+$/.test(text.slice(0, at))) {
    throw misuse(tell('delivery.noTarget'), tell('delivery.targetExample'));
  }
  const kind = choose(text.slice(0, at), deliveryKindNames, 'receiver');
  const address = placeOf(text.slice(at + 1));
  if (address.in === 'text' && secretAddressKinds.includes(kind)) {
    throw misuse(tell('delivery.secretAddress', { kind }), tell('delivery.hideAddress', { kind }));
  }
  return { kind, address };
}

function placeOf(text: string): TextPlace {
  const [, from, value = ''] = /^(env|file):(.+)$/s.exec(text) ?? [];
  if (from === undefined) return { in: 'text', value: text };
  return { in: from as 'env' | 'file', value: value.replace(/^\/\/(?=\/)/, '') };
}

/** The usual name of the file for what could not be delivered. */
export const deadLettersName = 'dead-letters.ndjson';

/** Adds the option that names receivers. */
export function addDeliver(say: Say, command: Command): Command {
  return command.option(
    '--deliver <kind=url>',
    say('help.option.deliver', { kinds: deliveryKindNames.join(', ') }),
    adding(parseDelivery),
  );
}

/** Adds the same, and the option for what they do not take, to a command that ends. */
export function addDeliverOnce(say: Say, command: Command, usual: string): Command {
  return addDeliver(say, command).option(
    '--dead-letters <file>',
    withDefault(say, say('help.option.deadLetters'), usual),
  );
}
