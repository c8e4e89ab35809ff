import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import { createFields } from '../../src/event/field.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { type Ranking, type RankingAsked, rankSessions } from '../../src/surprise/rank-sessions.ts';
import type { Seen } from '../../src/surprise/showing-book.ts';
import { createShowings } from '../../src/surprise/showings.ts';
import { aRecord } from '../event/builders.ts';

/** Monday, 2 October 2023, midnight UTC. */
export const monday = Date.UTC(2023, 9, 2);
const hour = 3_600_000;

/** One session of somebody, as far as tests look at it. */
export interface Visit {
  readonly who: string;
  /** Days after that Monday, and the hour it begins. */
  readonly day: number;
  readonly at?: number;
  readonly session?: string | null;
  readonly country?: string;
  readonly network?: string;
  readonly ip?: string;
  readonly system?: string;
  readonly token?: string;
  /** The id of a device that Okta Verify vouches for. */
  readonly device?: string | null;
  readonly apps?: readonly string[];
  readonly types?: readonly string[];
  readonly result?: string;
  readonly apiToken?: string;
}

/** The records of a session: a sign-in, and a sign-on to each application. */
export function visited(visit: Visit): readonly JsonObject[] {
  const { apps = ['Slack', 'Zoom'], types = [] } = visit;
  const steps: readonly (readonly [type: string, app: string | null])[] = [
    ['user.session.start', null],
    ...apps.map((app) => ['user.authentication.sso', app] as const),
    ...types.map((type) => [type, null] as const),
  ];
  return steps.map(([type, app], step) => recordOf(visit, type, app, step));
}

function recordOf(visit: Visit, type: string, app: string | null, step: number): JsonObject {
  const { who, day, at = 9, country = 'France', network = 'home isp', ip = '198.51.100.7' } = visit;
  const { system = 'Windows 10', token = `token of ${who}`, device = null, result } = visit;
  const session = visit.session === undefined ? `session of ${who} on ${day}` : visit.session;
  const target = { id: app, type: 'AppInstance', alternateId: app, displayName: app };
  const time = monday + day * 24 * hour + at * hour + step * 60_000;
  return aRecord({
    actor: { id: `00u${who}`, type: 'User', alternateId: `${who}@example.com`, displayName: who },
    client: {
      userAgent: { rawUserAgent: 'Mozilla/5.0', os: system, browser: 'CHROME' },
      id: null,
      ipAddress: ip,
      geographicalContext: { city: country, state: country, country },
    },
    device: device === null ? null : { id: device, managed: true },
    authenticationContext: { externalSessionId: session, rootSessionId: session },
    eventType: type,
    outcome: { result: result ?? 'SUCCESS', reason: null },
    published: new Date(time).toISOString(),
    securityContext: { asNumber: 1, asOrg: network },
    debugContext: { debugData: { dtHash: token } },
    transaction: {
      type: 'WEB',
      id: `t${step}`,
      detail: visit.apiToken === undefined ? {} : { requestApiTokenId: visit.apiToken },
    },
    target: app === null ? [] : [target],
  });
}

/** People who do on every working day what they always do; `over` changes it. */
export function workOf(
  people: readonly string[],
  days: number,
  over: (who: string, day: number) => Partial<Visit> = () => ({}),
): readonly Visit[] {
  return Array.from({ length: days }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .flatMap((day) => people.map((who) => ({ who, day, ...over(who, day) })));
}

export const staff = Array.from({ length: 30 }, (_, n) => `p${String(n).padStart(2, '0')}`);

/** Ranks what was visited. */
export function ranked(visits: readonly Visit[], asked: Partial<RankingAsked> = {}): Ranking {
  return rankedRecords(visits.flatMap(visited), asked);
}

export function rankedRecords(
  records: readonly JsonObject[],
  asked: Partial<RankingAsked> = {},
  limit?: number,
): Ranking {
  const showings = createShowings(createFields(), limit);
  for (const event of visitEvents(records)) showings.see(event);
  return rankedOf(showings.seen(), asked);
}

export function visitEvents(records: readonly JsonObject[]): readonly Event[] {
  return records.map((record) => {
    const event = decodeEvent(record);
    if (event.kind !== 'event') throw new Error(event.message);
    return event;
  });
}

/** Ranks all that was seen. */
export function rankedOf(seen: Seen, asked: Partial<RankingAsked> = {}): Ranking {
  return rankSessions(seen, { top: 10_000, ...asked });
}

/** The bits of a person's session on a day. */
export function bitsOn(ranking: Ranking, who: string, day: number): number {
  const date = new Date(monday + day * 24 * hour).toISOString().slice(0, 10);
  const own = ranking.sessions.filter(
    ({ actor, when }) => actor.id === `00u${who}` && when.firstEvent.startsWith(date),
  );
  if (own.length === 0) throw new Error(`no session of ${who} on ${date}`);
  return Math.max(...own.map(({ surprise }) => surprise));
}
