import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import type { JsonObject } from '../../src/event/json.ts';
import type { Case } from '../../src/finding/case/case.ts';
import type { Finding } from '../../src/finding/finding.ts';
import type { EventRequest } from '../../src/timeline/event-request.ts';
import type { Timeline } from '../../src/timeline/timeline.ts';
import { draftTimeline } from '../../src/timeline/timeline-draft.ts';
import { timelineSchema } from '../../src/timeline/timeline-schema.ts';
import { aRecord } from '../event/builders.ts';

/** What a test says of an event, in a few words; everything else is as {@link aRecord} has it. */
export interface Told {
  readonly id: number;
  /** Minutes after the beginning of 2024. */
  readonly minute: number;
  readonly type?: string;
  readonly who?: string;
  readonly actorType?: string;
  readonly ip?: string;
  readonly asn?: number;
  readonly agent?: string;
  readonly device?: string | null;
  readonly session?: string | null;
  readonly root?: string | null;
  readonly transaction?: string;
  readonly outcome?: string;
  readonly target?: string;
  readonly app?: string;
}

export const uuidOf = (id: number): string =>
  `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;

export const timeOf = (minute: number): string =>
  new Date(Date.UTC(2024, 0, 1) + minute * 60_000).toISOString();

export function told(event: Told): Event {
  const decoded = decodeEvent(recordOf(event));
  if (decoded.kind !== 'event') throw new Error(decoded.message);
  return decoded;
}

/** The record of an event, as the log has it. */
export function recordOf(event: Told): JsonObject {
  const { id, minute, type = 'user.authentication.sso', who = 'ana', actorType = 'User' } = event;
  const { ip = '198.51.100.7', asn = 64500, agent = 'Firefox', device = 'd-ana' } = event;
  const { session = 's1', root = null, transaction = `t${id}`, outcome = 'SUCCESS' } = event;
  const { target, app } = event;
  return aRecord({
    uuid: uuidOf(id),
    published: timeOf(minute),
    eventType: type,
    actor: { id: who, type: actorType, alternateId: `${who}@example.com`, displayName: who },
    client: { userAgent: { rawUserAgent: agent, os: null, browser: null }, ipAddress: ip },
    securityContext: { asNumber: asn, asOrg: null, isProxy: false },
    authenticationContext: { externalSessionId: session, rootSessionId: root },
    transaction: { type: 'WEB', id: transaction, detail: {} },
    outcome: { result: outcome, reason: null },
    debugContext: { debugData: device === null ? {} : { dtHash: device } },
    target: [
      ...(app === undefined
        ? []
        : [{ id: app, type: 'AppInstance', alternateId: app, displayName: app }]),
      ...(target === undefined
        ? []
        : [
            { id: target, type: 'User', alternateId: `${target}@example.com`, displayName: target },
          ]),
    ],
  });
}

export const nobody: EventRequest = {
  users: [],
  sessions: [],
  addresses: [],
  devices: [],
  cases: [],
  findings: [],
  since: undefined,
  until: undefined,
};

/** Draws a timeline of events, and checks it against its schema. */
export function drawn(
  events: readonly Event[],
  request: Partial<EventRequest>,
  known: { readonly findings?: readonly Finding[]; readonly cases?: readonly Case[] } = {},
  limit = 1_000,
): Timeline {
  const { findings = [], cases = [] } = known;
  const draft = draftTimeline({ request: { ...nobody, ...request }, findings, cases, limit });
  for (const event of events) draft.seek(event);
  for (const event of events) draft.gather(event);
  return timelineSchema.parse(draft.timeline(true));
}
