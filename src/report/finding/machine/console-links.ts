import { hoursToMilliseconds } from 'date-fns/hoursToMilliseconds';
import { isoTime } from '../../../event/time.ts';
import type { Finding } from '../../../finding/finding.ts';

type Link = NonNullable<Finding['links']>[number];

/** What Okta's ids consist of; a text from the log that looks otherwise is put into no link. */
const oktaId = /^[0-9A-Za-z_-]{10,64}$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Searches begin so long before the first event and end so long after the last. */
const margin = hoursToMilliseconds(1);

/**
 * Pages of the Admin Console about a finding: its decisive event, its first session and its actor in the System Log,
 * and the actor's profile. Only the configured console is linked to, and nothing but ids is taken from the log.
 *
 * The addresses are those of Okta's own links ("View Logs" of a user); Okta does not document them, so findings have
 * the filter expressions as well (`next`).
 */
export function consoleLinks(
  { evidence, sessions, actor, when }: Finding,
  console: string | null,
): Link[] {
  if (console === null) return [];
  const search = (to: Link['to'], field: string, value: string | null | undefined): Link[] =>
    value && (to === 'event' ? uuid : oktaId).test(value)
      ? [{ to, url: searchUrl(console, `${field} eq "${value}"`, when) }]
      : [];
  const isUser = actor?.id && /^00u[0-9A-Za-z]{17}$/.test(actor.id);
  return [
    ...search('event', 'uuid', evidence.decisive),
    ...search('session', 'authenticationContext.externalSessionId', sessions[0]),
    ...search('actor', 'actor.id', actor?.id),
    ...(isUser
      ? [{ to: 'profile', url: `${console}/admin/user/profile/view/${actor.id}` } as const]
      : []),
  ];
}

function searchUrl(console: string, search: string, when: Finding['when']): string {
  const query = {
    search,
    fromTime: isoTime(Date.parse(when.firstEvent) - margin),
    toTime: isoTime(Date.parse(when.lastEvent) + margin),
  };
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${console}/report/system_log_2?${pairs.join('&')}`;
}
