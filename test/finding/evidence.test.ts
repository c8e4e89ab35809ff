import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { findingSchema } from '../../src/finding/finding-schema.ts';
import type { HuntOptions } from '../../src/hunt.ts';
import { aRuleSet, at, by, clock, hunted } from '../builders.ts';
import { effort } from '../effort.ts';

const around = aRuleSet({
  context: {
    w: {
      'group-by': ['actor.id'],
      before: '2h',
      fields: { ips: { distinct: 'client.ipAddress' } },
    },
  },
  detection: { a: { eventType: 'a' }, many: { 'w.ips|gte': 2 }, condition: 'a and many' },
});

async function one(
  log: readonly JsonObject[],
  rules = aRuleSet(),
  options: HuntOptions = {},
): Promise<Finding> {
  const { findings } = await hunted(log, rules, options);
  expect(findings).toHaveLength(1);
  return findingSchema.parse(findings[0]);
}

const from = (ipAddress: unknown, over: JsonObject = {}): JsonObject => ({
  client: {
    ipAddress,
    userAgent: { rawUserAgent: 'agent', os: 'Linux', browser: 'FIREFOX' },
  } as JsonObject,
  ...over,
});

describe('the events of a finding', () => {
  test('are those that match and the neighbours that the reasons rest on', async () => {
    const { evidence } = await one(
      [
        by('ann', 1, from('192.0.2.1', { eventType: 'b', uuid: 'n' })),
        by('bob', 2, from('192.0.2.3', { eventType: 'b' })),
        by('ann', 2, from('192.0.2.2', { uuid: 'm' })),
      ],
      around,
    );
    expect(evidence.events.map(({ uuid, role }) => [uuid, role])).toEqual([
      ['n', 'context'],
      ['m', 'match'],
    ]);
    expect(evidence).toMatchObject({ eventCount: 2, truncated: false });
  });

  test('are all counted, but at most twenty are listed, the ends among them, in order', async () => {
    const log = Array.from({ length: 50 }, (_, n) =>
      by('ann', n / 10, { uuid: `e${String(n).padStart(2, '0')}` }),
    );
    const { evidence, when } = await one([...log].reverse());
    expect(evidence).toMatchObject({ eventCount: 50, truncated: true });
    expect(evidence.events).toHaveLength(20);
    const uuids = evidence.events.map(({ uuid }) => uuid);
    expect(uuids).toEqual([...uuids].sort());
    expect([uuids[0], uuids.at(-1)]).toEqual(['e00', 'e49']);
    expect(when).toEqual({ firstEvent: clock(0), decisive: clock(0), lastEvent: clock(4.9) });
  });

  test('list each new address before more of the same', async () => {
    const log = Array.from({ length: 60 }, (_, n) =>
      by('ann', n / 10, from(`192.0.2.${n === 30 ? 7 : 1}`, { uuid: `e${n}` })),
    );
    const { evidence } = await one(log);
    expect(evidence.events.map(({ uuid }) => uuid)).toContain('e30');
  });

  test('name the decisive one, the first at the worst level, though it is one of many', async () => {
    const rules = aRuleSet({
      detection: {
        a: { eventType: 'a' },
        failed: { 'outcome.result': 'FAILURE' },
        condition: 'a',
      },
      raise: [{ level: 'high', condition: 'failed' }],
    });
    const failed = { outcome: { result: 'FAILURE' } };
    const log = Array.from({ length: 60 }, (_, n) =>
      by('ann', n / 10, { uuid: `e${n}`, ...(n === 30 || n === 31 ? failed : {}) }),
    );
    const { evidence } = await one(log, rules);
    expect(evidence.decisive).toBe('e30');
    expect(evidence.events.map(({ uuid }) => uuid)).toContain('e30');
  });

  test('exactly twenty are not cut', async () => {
    const { evidence } = await one(Array.from({ length: 20 }, (_, n) => by('ann', n / 10)));
    expect([evidence.eventCount, evidence.truncated, evidence.events.length]).toEqual([
      20,
      false,
      20,
    ]);
  });

  test('say what they are, with null for what is not there', async () => {
    const bare = { uuid: 'u', eventType: 'a', published: clock(1) };
    const { evidence, actor, where, userAgents, targets, sessions, outcomes } = await one([bare]);
    expect(evidence.events).toEqual([
      {
        uuid: 'u',
        published: clock(1),
        eventType: 'a',
        outcome: null,
        reason: null,
        role: 'match',
        actor: null,
        ip: null,
        session: null,
        os: null,
        browser: null,
        target: null,
      },
    ]);
    expect({ actor, where, userAgents, targets, sessions, outcomes }).toEqual({
      actor: null,
      where: [],
      userAgents: [],
      targets: [],
      sessions: [],
      outcomes: {},
    });
  });
});

describe('the digest of the evidence', () => {
  const log = Array.from({ length: 50 }, (_, n) =>
    by('ann', 1 + n / 100, { uuid: `e${String(n).padStart(2, '0')}` }),
  );

  test('is the same for the same events in any order and multiplicity', async () => {
    const { evidenceDigest, fingerprint } = await one(log);
    expect(evidenceDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
    for (const other of [log.toReversed(), [...log, ...log.slice(3, 9)]]) {
      expect(await one(other)).toMatchObject({ evidenceDigest, fingerprint });
    }
  });

  test('is another one if an event was added, even one that is not listed', async () => {
    const seen = new Set<string>();
    for (const length of [10, 49, 50]) {
      const { evidenceDigest, fingerprint } = await one(log.slice(0, length));
      expect(fingerprint).toBe((await one(log)).fingerprint);
      seen.add(evidenceDigest);
    }
    expect(seen.size).toBe(3);
  });

  test('is another one if a neighbour was added that the reasons rest on', async () => {
    const events = [1, 2].map((n) => by('ann', n / 10, from(`192.0.2.${n}`, { uuid: `e${n}` })));
    const neighbour = by('ann', 0.05, from('192.0.2.9', { uuid: 'n', eventType: 'b' }));
    const [small, grown] = [await one(events, around), await one([...events, neighbour], around)];
    expect(grown.fingerprint).toBe(small.fingerprint);
    expect(grown.evidenceDigest).not.toBe(small.evidenceDigest);
  });
});

test('matches and neighbours stand in one order of time, and are counted as what they are', async () => {
  const rules = aRuleSet({
    context: {
      w: {
        'group-by': ['actor.id'],
        before: '2h',
        after: '2h',
        fields: { ips: { distinct: 'client.ipAddress' } },
      },
    },
    detection: { a: { eventType: 'a' }, many: { 'w.ips|gte': 2 }, condition: 'a and many' },
  });
  const event = fc.record({ minute: fc.nat(8), isMatch: fc.boolean(), name: fc.nat(99) });
  const logs = fc.uniqueArray(event, {
    selector: ({ name }) => name,
    minLength: 2,
    maxLength: 30,
  });
  const property = fc.asyncProperty(logs, async (some) => {
    fc.pre(some.some(({ isMatch }) => isMatch));
    // Each has an address of its own, so the finding rests on all of them.
    const log = some.map(({ minute, isMatch, name }, n) => {
      const over = { uuid: `e${name}`, eventType: isMatch ? 'a' : 'b' };
      return by('ann', 1 + minute / 60, from(`192.0.2.${n}`, over));
    });
    const inTime = some
      .map(({ minute, isMatch, name }) => ({ minute, isMatch, uuid: `e${name}` }))
      .sort((a, b) => a.minute - b.minute || (a.uuid < b.uuid ? -1 : 1));
    const lines = inTime.map(({ uuid }) => `${uuid}\n`).join('');
    const { evidence, evidenceDigest, outcomes, where } = await one(log, rules);
    expect(evidenceDigest).toBe(`sha256:${hash('sha256', lines)}`);
    expect(evidence.eventCount).toBe(some.length);
    expect(where.length).toBe(some.length);
    const matches = some.filter(({ isMatch }) => isMatch).length;
    expect(Object.values(outcomes)).toEqual([matches]);
    if (some.length > 20) return;
    expect(evidence.events.map(({ uuid, role }) => ({ uuid, role }))).toEqual(
      inTime.map(({ uuid, isMatch }) => ({ uuid, role: isMatch ? 'match' : 'context' })),
    );
  });
  await fc.assert(property, { numRuns: effort(200) });
});

describe('whole events', () => {
  const odd = by('ann', 2, from('192.0.2.2', { uuid: 'm', new: { 'a.b': [1, null, '\ud800'] } }));
  const neighbour = by('ann', 1, from('192.0.2.1', { eventType: 'b', uuid: 'n', more: true }));

  test('are in a finding if they were asked for, those of neighbours too', async () => {
    const { evidence } = await one([odd, neighbour], around, { rawEvents: true });
    expect(evidence.events.map(({ raw }) => raw)).toEqual([neighbour, odd]);
  });

  test('are left out else', async () => {
    const { evidence } = await one([odd, neighbour], around);
    expect(evidence.events.every((event) => !('raw' in event))).toBe(true);
  });

  test('change nothing else', async () => {
    const bare = await one([odd, neighbour], around);
    const whole = await one([odd, neighbour], around, { rawEvents: true });
    const events = whole.evidence.events.map(({ raw: _, ...event }) => event);
    expect({ ...whole, evidence: { ...whole.evidence, events } }).toEqual(bare);
  });

  test('are those of the fullest copy', async () => {
    const { evidence } = await one(
      [at(1, { uuid: 'u' }), at(1, { uuid: 'u', more: 1 })],
      aRuleSet(),
      {
        rawEvents: true,
      },
    );
    expect(evidence.events.map(({ raw }) => raw?.['more'])).toEqual([1]);
  });
});

describe('who and where', () => {
  test('counts the events of each address and agent, with what is known of them', async () => {
    const securityContext = { asNumber: 64500, asOrg: 'home isp', isProxy: true };
    const log = [
      by('ann', 1, from('192.0.2.1', { securityContext })),
      by('ann', 2, from('192.0.2.1')),
      by('ann', 3, from('192.0.2.2', { securityContext: null })),
    ];
    const { where, userAgents } = await one(log);
    expect(where).toEqual([
      {
        ip: '192.0.2.1',
        asn: 64500,
        org: 'home isp',
        country: null,
        countryCode: null,
        city: null,
        proxy: true,
        events: 2,
      },
      {
        ip: '192.0.2.2',
        asn: null,
        org: null,
        country: null,
        countryCode: null,
        city: null,
        proxy: null,
        events: 1,
      },
    ]);
    expect(userAgents).toEqual([{ raw: 'agent', os: 'Linux', browser: 'FIREFOX', events: 3 }]);
  });

  test('lists at most fifty addresses and agents, and twenty targets', async () => {
    const log = Array.from({ length: 70 }, (_, n) =>
      by('ann', n / 10, {
        client: { ipAddress: `192.0.2.${n}`, userAgent: { rawUserAgent: `agent ${n}` } },
        target: [
          { type: 'User', id: `t${n}`, alternateId: `t${n}@example.com`, displayName: `T ${n}` },
        ],
        authenticationContext: { externalSessionId: `s${n}` },
      }),
    );
    const { where, userAgents, targets, sessions } = await one(log);
    expect([where.length, userAgents.length, targets.length, sessions.length]).toEqual([
      50, 50, 20, 50,
    ]);
  });

  test('keeps the parts of a target together, each target once', async () => {
    const target = [
      { type: 'User', id: 't1', alternateId: 'x@example.com', displayName: null },
      { type: 'AppInstance', id: 't2' },
      'not an object',
      { type: 'User', id: 't1', alternateId: 'x@example.com', displayName: null },
    ];
    const { targets, evidence } = await one([by('ann', 1, { target }), by('ann', 2, { target })]);
    expect(targets).toEqual([
      { type: 'User', id: 't1', login: 'x@example.com', displayName: null },
      { type: 'AppInstance', id: 't2', login: null, displayName: null },
    ]);
    expect(evidence.events[0]?.target).toBe('x@example.com, t2');
  });

  test('counts outcomes by their names, whatever these are', async () => {
    const results = ['SUCCESS', 'FAILURE', 'SUCCESS', '__proto__', 'constructor'];
    const log = results.map((result, n) => by('ann', n, { outcome: { result } }));
    const { findings } = await hunted(log, aRuleSet());
    expect(JSON.parse(JSON.stringify(findings[0]?.outcomes))).toEqual(
      JSON.parse('{"SUCCESS": 2, "FAILURE": 1, "__proto__": 1, "constructor": 1}'),
    );
  });

  test.each<[unknown, number | null]>([
    [64500, 64500],
    ['64500', 64500],
    ['AS64500', null],
    [1.5, null],
    [null, null],
  ])('takes %j as network number %j', async (asNumber, expected) => {
    const { where } = await one([by('ann', 1, { securityContext: { asNumber } as JsonObject })]);
    expect(where[0]?.asn).toBe(expected);
  });
});

test('a log of odd shapes still makes whole findings', async () => {
  const odd = {
    actor: [{ id: 'a' }, { id: 'b' }],
    client: 'none',
    target: { id: 'not an array' },
    outcome: [],
    securityContext: { asNumber: {}, isProxy: 'perhaps' },
    authenticationContext: { externalSessionId: [['deep'], null, 7] },
  };
  expect((await one([at(1, odd)])).sessions).toEqual(['deep', '7']);
});
