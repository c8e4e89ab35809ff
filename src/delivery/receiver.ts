import { createHash } from 'node:crypto';
import { isAtLeast, type Level } from '../rule/level.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryKindName, DeliveryScope } from './kind-name.ts';
import type { Notification } from './notification.ts';

/** Hands messages over, one attempt. Throws only if the signal fires. */
export type Send = (messages: readonly Notification[], signal: AbortSignal) => Promise<Delivery>;

/** A program that gets messages. */
export interface Receiver {
  /** Its name in the outbox, the same in every run and without anything secret. */
  readonly key: string;
  readonly kind: DeliveryKindName;
  /** Kind and host, for people. */
  readonly name: string;
  readonly minSeverity: Level;
  readonly scope: DeliveryScope;
  /** The most messages of one attempt. */
  readonly most: number;
  readonly send: Send;
}

/** The key of a receiver at an address, which may be a secret. */
export function keyOf(kind: DeliveryKindName, address: string): string {
  return `${kind}-${createHash('sha256').update(address).digest('hex').slice(0, 12)}`;
}

/** Whether a receiver wants to know of it. */
export function isFor(
  { minSeverity, scope }: Pick<Receiver, 'minSeverity' | 'scope'>,
  { kind, severity }: Notification['about'],
): boolean {
  return isAtLeast(severity, minSeverity) && (scope === 'both' || scope === `${kind}s`);
}
