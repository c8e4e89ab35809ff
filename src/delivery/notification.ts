import { createHash } from 'node:crypto';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';

/** A finding or a case on its way to receivers. */
export interface Notification {
  /** The same whenever the same is sent again: what a receiver knows repetitions by. */
  readonly id: string;
  /** When it was first to be sent, ISO 8601 UTC. */
  readonly at: string;
  readonly about: Finding | Case;
}

/** What a message says happened, in the form of Standard Webhooks. */
export type NotificationType = `${'finding' | 'case'}.${'new' | 'updated'}`;

/** The message about a finding or case. */
export function notificationOf(about: Finding | Case, at: string): Notification {
  return { id: idOf(about), at, about };
}

/** What happened. */
export function typeOf({ kind, update }: Finding | Case): NotificationType {
  return `${kind}.${update === undefined ? 'new' : 'updated'}`;
}

/**
 * Follows from what is told, so that it is the same after a crash and in another run. What has grown since (more
 * evidence, another severity, an update) is another message.
 */
function idOf(about: Finding | Case): string {
  const told =
    about.kind === 'finding'
      ? [about.fingerprint, about.severity, about.evidenceDigest, about.update ?? null]
      : [about.id, about.severity, about.findings, about.update ?? null];
  const content = JSON.stringify([about.kind, ...told]);
  return `msg_${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
}
