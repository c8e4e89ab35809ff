import { isPlaceholder } from '../window/dictionary.ts';
import type { Finding } from './finding.ts';

/** Values that can stand in a filter expression as they are; anything else is left out. */
const harmless = /^[\w.:@+-]{1,200}$/;

const maxSteps = 6;

/** Where to look next, as filter expressions for the System Log (Okta: "System Log query", filter). */
export function nextSteps({
  actor,
  sessions,
  where,
}: Pick<Finding, 'actor' | 'sessions' | 'where'>): Finding['next'] {
  const step = (label: string, field: string) => (value: string | null) =>
    value !== null && harmless.test(value) && !isPlaceholder(value)
      ? [{ label, okta: `${field} eq "${value}"` }]
      : [];
  return [
    ...sessions.flatMap(
      step('all events of this session', 'authenticationContext.externalSessionId'),
    ),
    ...where.map(({ ip }) => ip).flatMap(step('all events from this address', 'client.ipAddress')),
    ...[actor?.id ?? null].flatMap(step('all events by this actor', 'actor.id')),
  ].slice(0, maxSteps);
}
