import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/event/event.ts';
import type { Case } from '../../src/finding/case/case.ts';
import type { Finding } from '../../src/finding/finding.ts';
import type { Level } from '../../src/rule/level.ts';
import type { EventRequest } from '../../src/timeline/event-request.ts';
import type { Timeline } from '../../src/timeline/timeline.ts';
import { oracleRuns } from '../effort.ts';
import { aCase, aFinding, anEvidenceEvent } from '../report/builders.ts';
import { drawn, type Told, timeOf, told, uuidOf } from './builders.ts';

const ana: Partial<EventRequest> = { users: ['ana'] };

/** The steps as a table: when, what, in which lane, by whose hand, with how many events. */
function table({ steps }: Timeline): string[] {
  return steps.map(({ published, eventType, lane, whose, events }) => {
    const minute = (Date.parse(published) - Date.parse(timeOf(0))) / 60_000;
    return `${minute} ${eventType} ${lane} ${whose.party} ${events}`;
  });
}

/** A finding of events by ana, decided by the first, and its case. */
function attack(
  ids: readonly number[],
  minute: number,
  severity: Level = 'high',
): { readonly findings: readonly Finding[]; readonly cases: readonly Case[] } {
  const events = ids.map((id) =>
    anEvidenceEvent({ uuid: uuidOf(id), published: timeOf(minute), role: 'match' }),
  );
  const finding = aFinding({
    severity,
    actor: { id: 'ana', login: 'ana@example.com', displayName: 'ana', type: 'User' },
    when: { firstEvent: timeOf(minute), decisive: timeOf(minute), lastEvent: timeOf(minute) },
    evidence: { decisive: uuidOf(ids[0] ?? 0), eventCount: ids.length, truncated: false, events },
  });
  const one = aCase({
    severity,
    when: { firstSign: timeOf(minute), lastSign: timeOf(minute) },
    findings: [finding.fingerprint],
    cleanUp: [],
    ended: null,
    entities: {
      ...aCase().entities,
      actors: [{ id: 'ana', login: 'ana@example.com', displayName: 'ana', type: 'User' }],
      sessions: [],
      devices: [],
      addresses: aCase()
        .entities.addresses.slice(0, 1)
        .map((address) => ({ ...address, ip: '203.0.113.66', shared: false })),
      planted: [],
    },
  });
  return { findings: [finding], cases: [one] };
}

describe('what is asked for', () => {
  const log = [
    { id: 1, minute: 1 },
    { id: 2, minute: 2, who: 'bo', session: 's2', device: 'd-bo', ip: '203.0.113.9' },
    { id: 3, minute: 3, who: 'admin', session: 's3', device: 'd3', target: 'ana' },
    { id: 4, minute: 4, who: 'bo', session: 's9', root: 's1', device: 'd-bo', ip: '2001:db8::1' },
    {
      id: 5,
      minute: 5,
      who: 'okta',
      actorType: 'SystemPrincipal',
      session: null,
      device: null,
      transaction: 't2',
    },
    { id: 6, minute: 6, who: 'eve', session: null, device: 'd-ana', outcome: 'FAILURE' },
  ].map(told);

  test.each<[string, Partial<EventRequest>, number[]]>([
    ['a user by login, in any case', { users: ['ANA@example.com'] }, [1, 3]],
    ['a user by id, as actor and as target', { users: ['ana'] }, [1, 3]],
    ['one of two users, with what shares a transaction', { users: ['ana', 'bo'] }, [1, 2, 3, 4, 5]],
    ['a session, external or root, and its device without one', { sessions: ['s1'] }, [1, 4, 6]],
    ['an address, with what shares a transaction', { addresses: ['203.0.113.9'] }, [2, 5]],
    ['an address however it is written', { addresses: ['2001:DB8:0::1'] }, [4]],
    ['a network', { addresses: ['203.0.113.0/24'] }, [2, 5]],
    ['a device token', { devices: ['d-ana'] }, [1, 6]],
    ['a user at an address', { users: ['bo'], addresses: ['2001:db8::/32'] }, [4]],
    [
      'a time, whose end is not part of it',
      { since: Date.parse(timeOf(2)), until: Date.parse(timeOf(4)), users: ['bo', 'ana'] },
      [2, 3],
    ],
    ['nobody that is there', { users: ['carol'] }, []],
  ])('%s', (_, request, ids) => {
    const { steps, counts } = drawn(log, request);
    expect(steps.map(({ uuid }) => uuid)).toEqual(ids.map(uuidOf));
    expect(counts.asked + counts.joined).toBe(counts.shown);
  });

  test('of copies of an event the fullest, whichever comes first', () => {
    const [full, poor] = [{ agent: 'Firefox' }, { device: null }].map((over) =>
      told({ id: 1, minute: 1, ...over }),
    ) as [Event, Event];
    for (const copies of [
      [full, poor],
      [poor, full],
    ]) {
      const { steps, counts } = drawn(copies, { users: ['ana'] });
      expect([counts.shown, steps[0]?.machine, steps.length]).toEqual([1, 'm1', 1]);
      expect(drawn(copies, { users: ['ana'] }).machines[0]?.device).toBe('d-ana');
    }
  });

  test('says how much of a session was not asked for', () => {
    const { lanes } = drawn(log, { addresses: ['198.51.100.7'], users: ['ana'] });
    expect(lanes.map(({ sessions, unasked }) => [sessions, unasked])).toEqual([
      [['s1'], 1],
      [['s3'], 0],
    ]);
  });
});

describe('lanes and folding', () => {
  test.each<[string, Told[], string[]]>([
    [
      'external and root session are one lane',
      [
        { id: 1, minute: 1, session: 's1', root: null },
        { id: 2, minute: 2, session: 's2', root: 's1', app: 'Slack' },
        { id: 3, minute: 3, session: null, root: 's2', app: 'Mail' },
      ],
      [
        '1 user.authentication.sso l1 unknown 1',
        '2 user.authentication.sso l1 unknown 1',
        '3 user.authentication.sso l1 unknown 1',
      ],
    ],
    [
      'an event without a session is in that of its transaction, and folded if it is Okta’s own step',
      [
        { id: 1, minute: 1, type: 'policy.evaluate_sign_on', session: null, transaction: 'x' },
        { id: 2, minute: 1, type: 'user.session.start', transaction: 'x' },
      ],
      ['1 user.session.start l1 unknown 2'],
    ],
    [
      'the checks of a sign-in are folded into it, each being a request of its own',
      [
        { id: 1, minute: 0, type: 'user.authentication.auth_via_mfa' },
        { id: 2, minute: 1, type: 'system.push.send_factor_verify_push', transaction: 't1' },
        { id: 3, minute: 1, type: 'user.session.start' },
        { id: 4, minute: 9, type: 'user.authentication.auth_via_mfa' },
      ],
      ['1 user.session.start l1 unknown 3', '9 user.authentication.auth_via_mfa l1 unknown 1'],
    ],
    [
      'a check that failed where its step did not stands by itself',
      [
        { id: 1, minute: 1, type: 'user.authentication.auth_via_mfa', outcome: 'FAILURE' },
        { id: 2, minute: 1, type: 'user.session.start' },
      ],
      ['1 user.authentication.auth_via_mfa l1 unknown 1', '1 user.session.start l1 unknown 1'],
    ],
    [
      'a check from another address stands by itself',
      [
        { id: 1, minute: 1, type: 'policy.evaluate_sign_on', ip: '203.0.113.9', transaction: 'x' },
        { id: 2, minute: 1, type: 'user.session.start', transaction: 'x' },
      ],
      ['1 policy.evaluate_sign_on l1 unknown 1', '1 user.session.start l1 unknown 1'],
    ],
    [
      'the same again, at once, is counted; another app, machine or outcome is not the same',
      [
        { id: 1, minute: 1, app: 'Slack' },
        { id: 2, minute: 2, app: 'Slack' },
        { id: 3, minute: 3, app: 'Mail' },
        { id: 4, minute: 4, app: 'Mail', device: 'd2' },
        { id: 5, minute: 5, app: 'Mail', device: 'd2', outcome: 'FAILURE' },
      ],
      [
        '1 user.authentication.sso l1 unknown 2',
        '3 user.authentication.sso l1 unknown 1',
        '4 user.authentication.sso l1 unknown 1',
        '5 user.authentication.sso l1 unknown 1',
      ],
    ],
    [
      'without any session a device is a lane, and without a device an actor',
      [
        { id: 1, minute: 1, session: null, device: 'd1' },
        { id: 2, minute: 2, session: null, device: null },
      ],
      ['1 user.authentication.sso l1 unknown 1', '2 user.authentication.sso l2 unknown 1'],
    ],
  ])('%s', (_, events, rows) => {
    expect(table(drawn(events.map(told), ana))).toEqual(rows);
  });

  test('what a finding rests on is never folded', () => {
    const log = [
      { id: 1, minute: 1, type: 'policy.evaluate_sign_on', transaction: 'x' },
      { id: 2, minute: 1, type: 'user.session.start', transaction: 'x' },
    ].map(told);
    const { steps, findings } = drawn(log, ana, attack([1], 1));
    expect(steps.map(({ uuid, findings: own }) => [uuid, own.length])).toEqual([
      [uuidOf(1), 1],
      [uuidOf(2), 0],
    ]);
    expect(findings.map(({ step }) => step)).toEqual([uuidOf(1)]);
  });
});

describe('changes', () => {
  test('are those against the step before in the same lane', () => {
    const log = [
      { id: 1, minute: 1 },
      { id: 2, minute: 2, session: 's2', ip: '203.0.113.1' },
      { id: 3, minute: 3, ip: '203.0.113.9', asn: 64511, device: null, app: 'Slack' },
      { id: 4, minute: 4, ip: '203.0.113.9', asn: 64511, device: null, app: 'Mail' },
      { id: 5, minute: 5, device: 'd2', app: 'Mail' },
    ].map(told);
    const { steps } = drawn(log, ana);
    expect(steps.map(({ changes }) => changes.map(({ what, to }) => [what, to]))).toEqual([
      [],
      [],
      [
        ['address', '203.0.113.9'],
        ['network', 'AS64511'],
        ['device', null],
      ],
      [['app', 'Mail']],
      [
        ['address', '198.51.100.7'],
        ['network', 'AS64500'],
        ['device', 'd2'],
      ],
    ]);
  });

  test('Okta’s own acts change nothing', () => {
    const log = [
      { id: 1, minute: 1 },
      { id: 2, minute: 2, actorType: 'SystemPrincipal', ip: '203.0.113.9' },
      { id: 3, minute: 3, app: 'Mail' },
    ].map(told);
    expect(drawn(log, ana).steps.flatMap(({ changes }) => changes)).toEqual([]);
  });
});

describe('by whose hand', () => {
  const dayBefore: Told = { id: 30, minute: -1500, session: 's0' };
  const before: Told[] = [
    dayBefore,
    { id: 1, minute: 1 },
    { id: 2, minute: 2, ip: '203.0.113.66', device: 'd-bad', agent: 'bad', outcome: 'FAILURE' },
  ];
  const strange = { ip: '203.0.113.66', asn: 64666 };

  test.each<[string, Told, string]>([
    [
      'the first sign counts, so before it is the owner',
      { id: 9, minute: 5, ...strange, device: 'x', agent: 'y' },
      'owner',
    ],
    [
      'a new address and a new machine',
      { id: 9, minute: 20, ...strange, device: 'd-bad', agent: 'bad' },
      'intruder',
    ],
    [
      'what only failed there before is new',
      { id: 9, minute: 20, ...strange, device: null, agent: 'bad' },
      'intruder',
    ],
    ['a known address and a known machine', { id: 9, minute: 20 }, 'owner'],
    [
      'a new address in a known network, a known machine',
      { id: 9, minute: 20, ip: '198.51.100.99' },
      'owner',
    ],
    ['a new address with a known machine', { id: 9, minute: 20, ...strange }, 'unknown'],
    ['a new machine at a known address', { id: 9, minute: 20, device: 'x', agent: 'y' }, 'unknown'],
    [
      'a new address with a known machine, in a grave finding',
      { id: 8, minute: 20, ...strange },
      'intruder',
    ],
    [
      'a new token in a known agent, at a new address',
      { id: 9, minute: 20, ...strange, device: 'x' },
      'unknown',
    ],
    [
      'a new address and machine that the case does not know: a phone',
      { id: 9, minute: 20, ip: '203.0.113.77', asn: 64777, device: 'phone', agent: 'y' },
      'unknown',
    ],
    [
      'somebody else at the address that decided it',
      { id: 9, minute: 20, who: 'bo', target: 'ana', ...strange },
      'unknown',
    ],
    [
      'somebody else, of whom there is no sign',
      { id: 9, minute: 20, who: 'bo', target: 'ana' },
      'unknown',
    ],
    [
      'Okta itself',
      { id: 9, minute: 20, who: 'sys', actorType: 'SystemPrincipal', target: 'ana' },
      'okta',
    ],
  ])('%s', (_, event, party) => {
    const { steps } = drawn([...before, event].map(told), ana, attack([8], 10));
    expect(steps.find(({ uuid }) => uuid === uuidOf(event.id))?.whose.party).toBe(party);
  });

  test('what decided a grave finding is not known from the hours before, but from days before it is', () => {
    const days = 3 * 24 * 60;
    const early = { id: 1, minute: 1, ip: '203.0.113.66', asn: 64666, device: 'x', agent: 'y' };
    const late = { ...early, id: 9, minute: days + 20 };
    const partyOf = (first: number): string | undefined => {
      const log = [{ id: 2, minute: 1 }, { ...early, minute: first }, late].map(told);
      const { steps } = drawn(log, ana, attack([9], days + 10));
      return steps.find(({ uuid }) => uuid === uuidOf(9))?.whose.party;
    };
    expect([partyOf(days), partyOf(days - 60), partyOf(2)]).toEqual([
      'intruder',
      'intruder',
      'owner',
    ]);
  });

  test('others at a rare address that decided a finding are in the same hand', () => {
    const log = [
      { id: 1, minute: 1 },
      { id: 8, minute: 20, ...strange, device: 'x', agent: 'y' },
      { id: 9, minute: 21, who: 'bo', session: 's2', ...strange },
      { id: 10, minute: 22, who: 'bo', session: 's2' },
    ].map(told);
    const { steps } = drawn(log, { users: ['bo'] }, attack([8], 10));
    expect(steps.map(({ whose }) => [whose.party, ...whose.because])).toEqual([
      ['intruder', 'case-address'],
      ['unknown', 'no-sign'],
    ]);
  });

  test('cannot be told if nothing was seen before, or only for some hours', () => {
    const late = { id: 9, minute: 20, ...strange };
    for (const log of [[late], [{ id: 1, minute: -600 }, late]]) {
      const { steps, turn } = drawn(log.map(told), ana, attack([9], 10));
      expect(steps.at(-1)?.whose).toEqual({ party: 'unknown', because: ['no-history'] });
      expect(turn).toBeNull();
    }
  });

  test('an account that was planted acts for the intruder; who cleans up is a responder', () => {
    const { findings, cases } = attack([3], 10);
    const [one] = cases as [Case];
    const act = {
      uuid: uuidOf(6),
      published: timeOf(30),
      eventType: 'user.lifecycle.deactivate',
      actor: 'admin@example.com',
      target: 'eve',
    };
    const planted = {
      kind: 'account',
      verb: 'created',
      id: 'eve',
      name: 'eve',
      event: uuidOf(3),
      published: timeOf(10),
      standing: false,
    } as const;
    const ended = {
      ...one,
      entities: { ...one.entities, planted: [planted] },
      ended: { at: timeOf(30), acts: [act] },
    };
    const log = [
      { id: 3, minute: 10, ...strange, device: 'x', agent: 'y', target: 'eve' },
      { id: 4, minute: 11, who: 'eve', session: 's4' },
      { id: 5, minute: 20, who: 'admin', session: 's5', target: 'eve' },
      { id: 6, minute: 30, who: 'admin', session: 's5', target: 'eve' },
      { id: 7, minute: 40, who: 'admin', session: 's5', target: 'eve', app: 'Mail' },
    ].map(told);
    const timeline = drawn(
      [told(dayBefore), told({ id: 1, minute: 1 }), ...log],
      { cases: [ended], findings },
      { findings, cases: [ended] },
    );
    expect(table(timeline).map((row) => row.split(' ')[3])).toEqual([
      'owner',
      'intruder',
      'intruder',
      'unknown',
      'responder',
      'responder',
    ]);
    expect(timeline.turn).toBe(uuidOf(3));
    expect(timeline.firstSign).toBe(timeOf(10));
  });
});

describe('a limit', () => {
  const log = Array.from({ length: 100 }, (_, at) =>
    told({ id: at, minute: at, app: `app ${at}` }),
  );

  test('keeps the latest events, and says which are left out', () => {
    const { steps, counts, omitted } = drawn(log, ana, {}, 10);
    expect(steps.map(({ uuid }) => uuid)).toEqual(log.slice(90).map(({ uuid }) => uuid));
    expect(counts).toEqual({ asked: 100, joined: 0, shown: 10, leftOut: 90 });
    expect(omitted).toEqual({ firstEvent: timeOf(0), lastEvent: timeOf(89) });
  });

  test('keeps those nearest to what was found, and its evidence however far', () => {
    const { findings, cases } = attack([50, 3], 50);
    const { steps } = drawn(log, ana, { findings, cases }, 5);
    expect(steps.map(({ uuid }) => uuid)).toEqual([3, 48, 49, 50, 51].map(uuidOf));
  });
});

const anEvent: fc.Arbitrary<Told> = fc.record({
  id: fc.integer({ min: 0, max: 60 }),
  minute: fc.integer({ min: 0, max: 30 }),
  type: fc.constantFrom(
    'user.authentication.sso',
    'user.session.start',
    'policy.evaluate_sign_on',
    'user.authentication.auth_via_mfa',
    'system.push.send_factor_verify_push',
    'user.lifecycle.create',
  ),
  who: fc.constantFrom('ana', 'bo', 'eve'),
  actorType: fc.constantFrom('User', 'User', 'SystemPrincipal'),
  ip: fc.constantFrom('198.51.100.7', '203.0.113.9', '203.0.113.10'),
  asn: fc.constantFrom(64500, 64511),
  agent: fc.constantFrom('Firefox', 'curl'),
  device: fc.constantFrom(null, 'd1', 'd2'),
  session: fc.constantFrom(null, 's1', 's2', 'unknown'),
  root: fc.constantFrom(null, 's1', 's3'),
  transaction: fc.constantFrom('t1', 't2', 't3', 'unknown'),
  outcome: fc.constantFrom('SUCCESS', 'FAILURE', 'DENY'),
  target: fc.constantFrom('ana', 'eve'),
});

describe('any log', () => {
  const someLog = fc.uniqueArray(anEvent, { selector: ({ id }) => id, maxLength: 40 });

  test('gives the same timeline in any order and multiplicity, and loses no event', () => {
    fc.assert(
      fc.property(
        someLog,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 50 }),
        (events, numbers, limit) => {
          const log = events.map(told);
          const known = attack([1, 2, 3], 15);
          const asked = [{ users: ['ana'] }, { sessions: ['s1'] }, { addresses: ['203.0.113.9'] }];
          for (const request of asked) {
            const timeline = drawn(log, request, known, limit);
            const shuffled = shuffle([...log, ...log.slice(0, 5)], numbers);
            expect(drawn(shuffled, request, known, limit)).toEqual(timeline);
            checkSums(timeline);
          }
        },
      ),
      { numRuns: oracleRuns(300, 40) },
    );
  });

  test('shows what a filter of the log shows, and what shares a transaction with it', () => {
    fc.assert(
      fc.property(someLog, (events) => {
        const log = events.map(told);
        const { counts } = drawn(log, { users: ['ana'] });
        const asked = events.filter(({ who, target }) => who === 'ana' || target === 'ana');
        const transactions = new Set(
          asked.map(({ transaction }) => transaction).filter((id) => id !== 'unknown'),
        );
        const joined = events.filter(
          (one) => !asked.includes(one) && transactions.has(one.transaction ?? ''),
        );
        expect([counts.asked, counts.joined]).toEqual([asked.length, joined.length]);
      }),
      { numRuns: oracleRuns(300, 40) },
    );
  });
});

/** Every event is told once: in a step, a lane, and among those left out. */
function checkSums({ steps, lanes, counts }: Timeline): void {
  const sum = (parts: readonly { readonly events: number }[]): number =>
    parts.reduce((total, { events }) => total + events, 0);
  expect(sum(steps)).toBe(counts.shown);
  expect(sum(lanes)).toBe(counts.shown);
  expect(counts.asked + counts.joined).toBe(counts.shown + counts.leftOut);
  const times = steps.map(({ published }) => published);
  expect(times).toEqual([...times].sort());
}

function shuffle(events: readonly Event[], numbers: fc.Stream<number>): Event[] {
  return events
    .map((event) => ({ event, key: numbers.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ event }) => event);
}
