import type { EvidenceEvent, Finding } from '../finding/finding.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import { byTime, type Principal, type TimelineEvent } from './timeline-event.ts';

/** The events that findings list, as far as they tell of them: for a timeline without the log. */
export function eventsOfFindings(findings: readonly Finding[]): readonly TimelineEvent[] {
  const events = new Map<string, TimelineEvent>();
  // An event for which a rule holds is known better than the same one as a neighbour.
  for (const role of ['context', 'match'] as const) {
    for (const finding of findings) {
      for (const event of finding.evidence.events) {
        if (event.role === role) events.set(event.uuid, eventOf(event, finding));
      }
    }
  }
  return [...events.values()].sort(byTime);
}

function eventOf(event: EvidenceEvent, finding: Finding): TimelineEvent {
  const isMatch = event.role === 'match';
  const place = finding.where.find(({ ip }) => ip === event.ip);
  const only = <T>(values: readonly T[]): T | undefined =>
    isMatch && values.length === 1 ? values[0] : undefined;
  const agent = only(finding.userAgents);
  const isActor = event.actor !== null && event.actor === finding.actor?.login;
  return {
    uuid: event.uuid,
    time: Date.parse(event.published),
    eventType: event.eventType,
    outcome: event.outcome,
    reason: named(event.reason),
    actor:
      isActor && finding.actor
        ? withoutPlaceholders(finding.actor)
        : event.actor === null
          ? null
          : { id: null, login: named(event.actor), displayName: null, type: null },
    targets: targetsOf(event, finding),
    ip: event.ip,
    asn: place?.asn ?? null,
    org: place?.org ?? null,
    country: place?.country ?? null,
    city: place?.city ?? null,
    proxy: place?.proxy ?? null,
    agent: agent?.raw ?? null,
    os: agent?.os ?? null,
    browser: agent?.browser ?? null,
    device: null,
    deviceId: null,
    deviceName: null,
    session: only(finding.sessions) ?? null,
    root: null,
    transaction: null,
  };
}

/** The targets that an event names in one text, with what the finding knows of them. */
function targetsOf({ target, actor }: EvidenceEvent, finding: Finding): TimelineEvent['targets'] {
  const names = (target ?? '').split(', ').filter((name) => !isPlaceholder(name) && name !== actor);
  return names.map((name) => {
    const known = finding.targets.find(({ login, displayName, id }) =>
      [login, displayName, id].includes(name),
    );
    return known
      ? withoutPlaceholders(known)
      : { id: null, login: null, displayName: name, type: null };
  });
}

function withoutPlaceholders({ id, login, displayName, type }: Principal): Principal {
  return { id: named(id), login: named(login), displayName: named(displayName), type: named(type) };
}

function named(text: string | null): string | null {
  return text === null || isPlaceholder(text) ? null : text;
}
