import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../src/event/decode.ts';
import type { Event } from '../../src/event/event.ts';
import { createFields } from '../../src/event/field.ts';
import type { Json } from '../../src/event/json.ts';
import { features } from '../../src/surprise/feature.ts';
import { marks } from '../../src/surprise/showing-book.ts';
import { createShowings } from '../../src/surprise/showings.ts';
import { effort } from '../effort.ts';

const fieldOf = createFields();

/** What was seen of events, as sentences in order, so that numbers do not matter. */
function seenOf(events: readonly Event[], room?: number): readonly string[] {
  const showings = createShowings(fieldOf, room);
  for (const event of events) showings.see(event);
  const { subjects, units, slots, values, shown } = showings.seen();
  const told = Array.from({ length: shown.size }, (_, pair) => {
    const slot = shown.first(pair);
    const { subject, session, kind } = units[slots.unitOf(slot)] ?? {};
    const value = values[Math.floor(shown.second(pair) / marks.count)];
    const who = subjects[subject ?? -1];
    const name = features[value?.feature ?? -1]?.name;
    const mark = shown.second(pair) % marks.count;
    return JSON.stringify([who, session, kind, slots.hourOf(slot), name, value?.text, mark]);
  });
  expect(new Set(told).size).toBe(told.length);
  return told.sort();
}

/** The same of each event by itself, of which nothing was seen before. */
function seenOneByOne(events: readonly Event[]): readonly string[] {
  return [...new Set(events.flatMap((event) => seenOf([event])))].sort();
}

const text = (...texts: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Json>(...texts) },
    { weight: 1, arbitrary: fc.constantFrom<Json>(null, '-', 7, ['a'], { a: 'b' }) },
  );
const record = fc.record({
  hour: fc.integer({ min: 0, max: 2 }),
  actor: text('ann', 'bob'),
  login: text('ann@x.example'),
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
type Drawn = typeof record extends fc.Arbitrary<infer T> ? T : never;

/** Events like one another, as those of a session are: all are one, but for a property or two. */
const log = fc
  .tuple(record, fc.array(fc.tuple(record, fc.array(fc.nat()))))
  .map(([first, others]) =>
    others.map(([other, places]): Drawn => {
      const names = Object.keys(first) as (keyof Drawn)[];
      const changed = places.slice(0, 2).map((place) => names[place % names.length] as keyof Drawn);
      return { ...first, ...Object.fromEntries(changed.map((name) => [name, other[name]])) };
    }),
  );

function eventOf(of: Drawn): Event {
  const only = (name: string, value: Json): Json => (of.parts.includes(name) ? value : null);
  const { country, state, city, browser, os, rawUserAgent, ipAddress } = of;
  return decodeEvent({
    eventType: of.eventType,
    published: `2024-01-01T0${of.hour}:30:00.000Z`,
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

describe('what sessions show', () => {
  test('is what each of their events shows, whatever came before it', () => {
    fc.assert(
      fc.property(log, (drawn) => {
        const events = drawn.map(eventOf);
        expect(seenOf(events)).toEqual(seenOneByOne(events));
      }),
      { numRuns: effort(10_000) },
    );
  });

  test('stays the same of the hours that are kept where the first are forgotten', () => {
    const logs = log.map((drawn) => drawn.sort((a, b) => a.hour - b.hour).map(eventOf));
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 60 }), (events, room) => {
        const kept = seenOf(events, room);
        const hourOf = (told: string): number => JSON.parse(told)[3];
        const earliest = Math.min(...kept.map(hourOf), 2 ** 40);
        expect(kept).toEqual(seenOf(events).filter((told) => hourOf(told) >= earliest));
      }),
      { numRuns: effort(5_000) },
    );
  });
});
