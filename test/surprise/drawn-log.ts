import fc from 'fast-check';
import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import type { Json } from '../../src/event/json.ts';
import { features } from '../../src/surprise/feature.ts';
import { marks, type Seen } from '../../src/surprise/showing-book.ts';

const text = (...texts: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Json>(...texts) },
    { weight: 1, arbitrary: fc.constantFrom<Json>(null, '-', 7, ['a'], { a: 'b' }) },
  );
const record = fc.record({
  hour: fc.integer({ min: 0, max: 4 }),
  minute: fc.constantFrom(10, 30),
  actor: text('ann', 'bob'),
  login: text('ann@x.example', 'a@x.example'),
  actorType: fc.constantFrom<Json>('User', 'User', 'User', 'PublicClientApp', 'SystemPrincipal'),
  session: text('s1', 's2'),
  apiToken: fc.constantFrom<Json>(null, null, null, null, 'k1', 'k2'),
  clientId: fc.constantFrom<Json>(null, null, null, null, '0oa1', '0oa1', '0oa2', 'okta.x'),
  ipAddress: text('192.0.2.1', '192.0.2.2', '198.51.100.1', '2001:db8::1'),
  country: text('A', 'B'),
  state: text('C', 'D', 'unknown'),
  city: text('E', 'F'),
  browser: text('FIREFOX', 'UNKNOWN', 'UNKNOWN'),
  os: text('Linux', 'Unknown', 'Unknown'),
  rawUserAgent: text('curl/8', 'okta-sdk/1 x'),
  parts: fc.subarray(['client', 'geographicalContext', 'userAgent', 'device', 'securityContext'], {
    minLength: 3,
  }),
  device: text('d1', 'd2'),
  token: text('t1', 't2'),
  factor: text('push', 'sms'),
  network: text('Net', 'Other'),
  asNumber: fc.constantFrom(1, 2),
  tunnel: text('VPN', 'Tor'),
  result: fc.constantFrom('SUCCESS', 'SUCCESS', 'FAILURE'),
  eventType: fc.constantFrom('user.session.start', 'app.oauth2.token.grant', 'user.mfa.verify'),
  app: text('Mail', 'Wiki'),
});
export type DrawnEvent = typeof record extends fc.Arbitrary<infer T> ? T : never;

/** Events like one another, as those of a session are: all are one, but for a property or two, and in some logs for the hour. */
export const drawnLog = fc
  .tuple(record, fc.array(fc.tuple(record, fc.array(fc.nat()))), fc.boolean())
  .map(([first, others, isScattered]) =>
    others.map(([other, places]): DrawnEvent => {
      const names = Object.keys(first) as (keyof DrawnEvent)[];
      const changed = places
        .slice(0, 2)
        .map((place) => names[place % names.length] as keyof DrawnEvent);
      return {
        ...first,
        ...(isScattered && { hour: other.hour }),
        ...Object.fromEntries(changed.map((name) => [name, other[name]])),
      };
    }),
  );

export function eventOf(of: DrawnEvent): Event {
  const only = (name: string, value: Json): Json => (of.parts.includes(name) ? value : null);
  const { country, state, city, browser, os, rawUserAgent, ipAddress } = of;
  return decodeEvent({
    eventType: of.eventType,
    published: `2024-01-01T0${of.hour}:${of.minute}:00.000Z`,
    actor: { id: of.actor, alternateId: of.login, type: of.actorType },
    authenticationContext: { externalSessionId: of.session },
    client: only('client', {
      id: of.clientId,
      ipAddress,
      geographicalContext: only('geographicalContext', { country, state, city }),
      userAgent: only('userAgent', { browser, os, rawUserAgent }),
    }),
    device: only('device', { id: of.device }),
    debugContext: { debugData: { dtHash: of.token, factor: of.factor } },
    securityContext: only('securityContext', {
      asOrg: of.network,
      asNumber: of.asNumber,
      ipDetails: { ipServiceCategories: [{ operator: of.tunnel }] },
    }),
    outcome: { result: of.result },
    transaction: { detail: { requestApiTokenId: of.apiToken } },
    target: [{ type: 'AppInstance', displayName: of.app }],
  }) as Event;
}

/** What was seen, as sentences in order, so that numbers do not matter. */
export function toldOf({ subjects, units, slots, values, shown }: Seen): readonly string[] {
  return Array.from({ length: shown.size }, (_, pair) => {
    const slot = shown.first(pair);
    const { subject, session, kind } = units[slots.unitOf(slot)] ?? {};
    const value = values[Math.floor(shown.second(pair) / marks.count)];
    const who = subjects[subject ?? -1];
    const name = features[value?.feature ?? -1]?.name;
    const mark = shown.second(pair) % marks.count;
    return JSON.stringify([who, session, kind, slots.hourOf(slot), name, value?.text, mark]);
  }).sort();
}
