import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { deliveryScopes } from '../../delivery/kind-name.ts';
import { type Message, tell } from '../../language/message.ts';
import { levels } from '../../rule/level.ts';
import { Failure, misuse } from '../failure.ts';
import { type DeliverTarget, parseDelivery, type TextPlace } from '../option/deliver-option.ts';
import { choose } from '../option/enum.ts';

type Texts = Readonly<Record<string, string>>;

const keys = ['to', 'secretFile', 'secretEnv', 'minSeverity', 'what'] as const;

/** Reads receivers: texts `KIND=URL`, or maps. Paths are relative to the file. Quotes nothing that may be secret. */
export function readReceivers(
  name: string,
  node: unknown,
  { file }: { readonly file: string },
): { readonly value: readonly DeliverTarget[] } | { readonly problem: Message } {
  const nodes = isSeq(node) ? node.items : [node];
  try {
    return { value: nodes.map((one) => targetOf(one, dirname(file))) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { told: what, toldAdvice: advice } = error;
    return advice === undefined
      ? { problem: tell('delivery.settingFault', { name, what }) }
      : { problem: tell('delivery.settingAdvised', { name, what, advice }) };
  }
}

function targetOf(node: unknown, folder: string): DeliverTarget {
  const given: Texts | undefined =
    isScalar(node) && typeof node.value === 'string' ? { to: node.value } : textsOf(node);
  const strange =
    given && Object.keys(given).find((key) => !(keys as readonly string[]).includes(key));
  if (given?.['to'] === undefined || strange !== undefined) {
    throw misuse(tell('delivery.mapKeys', { keys: [...keys] }));
  }
  const { to, secretFile, secretEnv, minSeverity, what } = given;
  if (secretFile !== undefined && secretEnv !== undefined) {
    throw misuse(tell('delivery.bothSecrets'));
  }
  const { kind, address } = parseDelivery(to);
  const secret: TextPlace | undefined =
    secretFile !== undefined
      ? { in: 'file', value: resolve(folder, secretFile) }
      : secretEnv !== undefined
        ? { in: 'env', value: secretEnv }
        : undefined;
  return {
    kind,
    address:
      address.in === 'file' ? { in: 'file', value: resolve(folder, address.value) } : address,
    ...(secret && { secret }),
    ...(minSeverity !== undefined && { minSeverity: choose(minSeverity, levels, 'level') }),
    ...(what !== undefined && { what: choose(what, deliveryScopes, 'deliveryScope') }),
  };
}

function textsOf(node: unknown): Texts | undefined {
  if (!isMap(node)) return undefined;
  const entries = (node.items as Pair<Node, Node>[]).map(({ key, value }) => {
    const isText = isScalar(key) && isScalar(value) && typeof value.value === 'string';
    return [isScalar(key) ? String(key.value) : '', isText ? value.value : undefined] as const;
  });
  return entries.every(([, value]) => value !== undefined)
    ? (Object.fromEntries(entries) as Texts)
    : undefined;
}
