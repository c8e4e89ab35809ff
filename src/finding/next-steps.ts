import { type Language, say } from '../language/language.ts';
import { inEnglish } from '../language/languages.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import type { Finding } from './finding.ts';

/** Values that can stand in a filter expression as they are; anything else is left out. */
const harmless = /^[\w.:@+-]{1,200}$/;

const maxSteps = 6;

/** Where to look next, as filter expressions for the System Log (Okta: "System Log query", filter). */
export function nextSteps(
  { actor, sessions, where }: Pick<Finding, 'actor' | 'sessions' | 'where'>,
  language: Language = inEnglish,
): Finding['next'] {
  const step = (what: 'session' | 'address' | 'actor', field: string) => (value: string | null) =>
    value !== null && harmless.test(value) && !isPlaceholder(value)
      ? [{ label: say(language, `next.${what}`), okta: `${field} eq "${value}"` }]
      : [];
  return [
    ...sessions.flatMap(step('session', 'authenticationContext.externalSessionId')),
    ...where.map(({ ip }) => ip).flatMap(step('address', 'client.ipAddress')),
    ...[actor?.id ?? null].flatMap(step('actor', 'actor.id')),
  ].slice(0, maxSteps);
}
