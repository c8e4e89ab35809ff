import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AdminAct } from '../../../src/finding/case/admin-act.ts';
import { buildCases } from '../../../src/finding/case/build-cases.ts';
import type { Case, CaseLog } from '../../../src/finding/case/case.ts';
import type { FindingLinks, LinkedFinding } from '../../../src/finding/case/finding-links.ts';
import type { Finding } from '../../../src/finding/finding.ts';
import type { Level } from '../../../src/rule/level.ts';
import { levels } from '../../../src/rule/level.ts';
import { createRecordColumn } from '../../../src/store/record-column.ts';
import { createStore } from '../../../src/store/store.ts';
import { aFinding } from '../../report/builders.ts';

/** What a test says of a finding; everything else is its own. */
interface Told {
  readonly id: number;
  readonly hour: number;
  readonly severity?: Level;
  readonly who?: string;
  readonly type?: string;
  readonly session?: string;
  readonly device?: string;
  readonly ip?: string;
  readonly eventType?: string;
  readonly target?: string;
  readonly tags?: readonly string[];
  readonly decisive?: string;
  readonly targetType?: string;
}

const timeOf = (hour: number): string =>
  new Date(Date.UTC(2024, 0, 1) + hour * 3_600_000).toISOString();

const personOf = (id: string, type = 'User'): NonNullable<Finding['actor']> => ({
  id,
  login: `${id}@example.com`,
  displayName: id,
  type,
});

function told({ id, hour, ...over }: Told): LinkedFinding {
  const { severity = 'high', who = `u${id}`, session = `s${id}`, device = `d${id}` } = over;
  const { ip = `192.0.2.${id}`, eventType = 'user.authentication.sso', target } = over;
  const published = timeOf(hour);
  const targets = target === undefined ? [] : [personOf(target, over.targetType)];
  const act: AdminAct = {
    uuid: `e${id}`,
    published,
    type: eventType,
    isDone: true,
    actor: { id: who, login: null },
    targets: targets.map(({ type, id: own, login, displayName: name }) => {
      return { type, id: own, login, name };
    }),
  };
  const links: FindingLinks = {
    eventTypes: [eventType],
    actors: [who],
    sessions: [session],
    devices: [device],
    addresses: [ip],
    acts: eventType.startsWith('user.authentication') ? [] : [act],
  };
  const finding = aFinding({
    fingerprint: `okh1:${String(id).padStart(20, '0')}`,
    severity,
    title: `finding ${id}`,
    rule: { ...aFinding().rule, tags: [...(over.tags ?? ['attack.t1539'])] },
    actor: personOf(who, over.type),
    targets,
    sessions: [session],
    when: { firstEvent: published, decisive: published, lastEvent: published },
    evidence: { ...aFinding().evidence, decisive: over.decisive ?? act.uuid },
  });
  return { finding, links };
}

/** The cases of findings, read back. */
function casesOf(found: readonly LinkedFinding[], log: CaseLog): readonly Case[] {
  const records = createRecordColumn<Case>(createStore());
  const members = found.map((one) => {
    const { fingerprint, severity, when } = one.finding;
    return { fingerprint, severity, firstEvent: when.firstEvent, linked: () => one };
  });
  return buildCases(members, log, records).map(records.get);
}

/** A log in which each value has one user, but those that are named. */
function logWith(shared: Readonly<Record<string, number>> = {}, over: Partial<CaseLog> = {}) {
  return {
    useOf: (_, value) => ({ users: shared[value] ?? 1, last: undefined }),
    acts: [],
    actsAreCut: false,
    end: timeOf(100),
    ...over,
  } satisfies CaseLog as CaseLog;
}

/** Which findings are together, by their numbers. */
const partsOf = (cases: readonly Case[]): number[][] =>
  cases
    .map(({ findings }) => findings.map((fingerprint) => Number(fingerprint.slice(5))))
    .sort((a, b) => (a[0] as number) - (b[0] as number));

const parts = (found: readonly Told[], log = logWith()): number[][] =>
  partsOf(casesOf(found.map(told), log));

describe('what is rare joins', () => {
  test.each<[string, Partial<Told>, Partial<Told>]>([
    ['an actor within a day', { who: 'ann' }, { who: 'ann', hour: 24 }],
    ['a session at any time', { session: 's' }, { session: 's', hour: 1000 }],
    ['a device token within a week', { device: 'd' }, { device: 'd', hour: 160 }],
    ['an address within a week', { ip: 'ip' }, { ip: 'ip', hour: 160 }],
    [
      'an account that one makes and that acts in the other',
      { eventType: 'user.lifecycle.create', target: 'eve' },
      { who: 'eve', hour: 400 },
    ],
    [
      'an account that one makes and the other makes administrator',
      { eventType: 'user.lifecycle.create', target: 'eve' },
      { eventType: 'user.account.privilege.grant', target: 'eve', hour: 400 },
    ],
    [
      'an application that one makes and the other uses',
      { eventType: 'application.lifecycle.create', target: 'app', targetType: 'AppInstance' },
      { eventType: 'user.lifecycle.update', target: 'app', targetType: 'AppInstance', hour: 400 },
    ],
    [
      'an account that one opens and that acts in the other',
      { eventType: 'user.mfa.factor.reset_all', target: 'eve' },
      { who: 'eve', hour: 3 },
    ],
  ])('%s', (_, a, b) => {
    const pair = [
      { id: 1, hour: 0, ...a },
      { id: 2, hour: 1, ...b },
    ];
    expect(parts(pair)).toEqual([[1, 2]]);
  });

  test('one through the other', () => {
    expect(
      parts([
        { id: 1, hour: 0, who: 'ann' },
        { id: 2, hour: 1, who: 'ann', ip: 'x' },
        { id: 3, hour: 2, ip: 'x' },
      ]),
    ).toEqual([[1, 2, 3]]);
  });
});

describe('what is not rare joins nobody', () => {
  test.each<[string, Partial<Told>, Partial<Told>]>([
    ['nothing in common', {}, {}],
    ['an actor after more than a day', { who: 'ann' }, { who: 'ann', hour: 25 }],
    ['an address of a gateway', { ip: 'gateway' }, { ip: 'gateway' }],
    ['a device token of a kiosk', { device: 'kiosk' }, { device: 'kiosk' }],
    ['a session of several people', { session: 'many' }, { session: 'many' }],
    [
      'a system actor',
      { who: 'system', type: 'SystemPrincipal' },
      { who: 'system', type: 'SystemPrincipal' },
    ],
    [
      'a service app',
      { who: 'app', type: 'PublicClientApp' },
      { who: 'app', type: 'PublicClientApp' },
    ],
    [
      'the user behind an API token',
      { who: 'svc', session: 'trs1' },
      { who: 'svc', session: 'trs2' },
    ],
  ])('%s', (_, a, b) => {
    const pair = [
      { id: 1, hour: 0, ...a },
      { id: 2, hour: 1, ...b },
    ];
    expect(parts(pair, logWith({ gateway: 3, kiosk: 3, many: 3 }))).toEqual([[1], [2]]);
  });

  test('a weak finding goes to one case, and does not join two', () => {
    expect(
      parts([
        { id: 1, hour: 0, who: 'ann' },
        { id: 2, hour: 20, who: 'ann', severity: 'low' },
        { id: 3, hour: 40, who: 'ann' },
      ]),
    ).toEqual([[1, 2], [3]]);
  });

  test('nor does a responder who cleans up after two attackers', () => {
    const cleanUp = { who: 'owen', eventType: 'user.session.clear', severity: 'low' } as const;
    expect(
      parts([
        { id: 1, hour: 0, who: 'ann' },
        { id: 2, hour: 0, who: 'bob' },
        { id: 3, hour: 1, target: 'ann', ...cleanUp },
        { id: 4, hour: 1, target: 'bob', ...cleanUp },
      ]),
    ).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });
});

describe('a case', () => {
  const takeover = { who: 'ann', tags: ['attack.credential-access', 'attack.t1539'] };
  const creating = { who: 'ann', eventType: 'user.lifecycle.create', target: 'eve' };
  const story = [told({ id: 1, hour: 0, ...takeover }), told({ id: 2, hour: 1, ...creating })];

  test('is critical where something is left behind after a takeover', () => {
    expect(casesOf(story, logWith())).toMatchObject([
      {
        id: 'okc_000000000000',
        severity: 'critical',
        title: "ann's session was taken over; the account eve was created",
        entities: { planted: [{ kind: 'account', name: 'eve@example.com', standing: true }] },
        ended: null,
      },
    ]);
  });

  test('is as severe as its findings where one event alone says both', () => {
    const [first, second] = [
      told({ id: 1, hour: 0, ...takeover }),
      told({ id: 2, hour: 1, ...creating, decisive: 'e1' }),
    ];
    expect(casesOf([first, second], logWith())).toMatchObject([{ severity: 'high' }]);
  });

  test('says what was removed, and whether what was cut of the log could tell', () => {
    const removal: AdminAct = {
      uuid: 'r',
      published: timeOf(2),
      type: 'user.lifecycle.deactivate',
      isDone: true,
      actor: { id: 'owen', login: 'owen@example.com' },
      targets: [{ type: 'User', id: 'eve', login: 'eve@example.com', name: null }],
    };
    const standing = (log: CaseLog) => casesOf(story, log)[0]?.entities.planted[0]?.standing;
    expect(standing(logWith({}, { acts: [removal] }))).toBe(false);
    expect(standing(logWith({}, { actsAreCut: true }))).toBe('unknown');
    const restored = {
      ...removal,
      uuid: 's',
      published: timeOf(3),
      type: 'user.lifecycle.unsuspend',
    };
    expect(standing(logWith({}, { acts: [removal, restored] }))).toBe(true);
    const [ended] = casesOf(story, logWith({}, { acts: [removal] }));
    expect(ended?.ended).toMatchObject({ at: timeOf(2), acts: [{ actor: 'owen@example.com' }] });
  });

  test('is still active if its session is in use at the end of the log, after any clean-up', () => {
    const active = (hour: number | undefined): Case['stillActive'] | undefined =>
      casesOf(
        story.slice(0, 1),
        logWith(
          {},
          {
            useOf: () => ({ users: 1, last: hour === undefined ? hour : Date.parse(timeOf(hour)) }),
          },
        ),
      )[0]?.stillActive;
    expect([active(95), active(90), active(undefined)]).toEqual([true, false, false]);
    expect(casesOf(story.slice(0, 1), logWith({}, { useOf: () => undefined }))).toMatchObject([
      { stillActive: 'unknown' },
    ]);
  });

  test('comes before others if it reached more, whatever their number', () => {
    const others = [3, 4, 5, 6].map((id) => told({ id, hour: 0, who: 'zoe' }));
    const ranked = casesOf([...others, ...story], logWith());
    expect(ranked.map(({ findings }) => findings.length)).toEqual([2, 4]);
  });
});

const someTold: fc.Arbitrary<Told[]> = fc
  .array(
    fc.record(
      {
        hour: fc.integer({ min: 0, max: 80 }),
        severity: fc.constantFrom(...levels),
        who: fc.constantFrom('ann', 'bob', 'eve', 'owen'),
        session: fc.constantFrom('s', 't', 'trsu'),
        device: fc.constantFrom('d', 'e', 'kiosk'),
        ip: fc.constantFrom('x', 'y', 'gateway'),
        eventType: fc.constantFrom(
          'user.authentication.sso',
          'user.lifecycle.create',
          'user.session.clear',
          'user.mfa.factor.reset_all',
        ),
        target: fc.constantFrom('ann', 'eve', 'zoe'),
      },
      { requiredKeys: ['hour'] },
    ),
    { maxLength: 12 },
  )
  .map((all) => all.map((one, index) => ({ id: index + 1, ...one })));

describe('for any findings', () => {
  const log = logWith({ kiosk: 3, gateway: 3 });

  test('each is in exactly one case', () => {
    fc.assert(
      fc.property(someTold, (all) => {
        const members = parts(all, log).flat();
        expect([...members].sort((a, b) => a - b)).toEqual(all.map(({ id }) => id));
      }),
    );
  });

  test('their order changes nothing', () => {
    fc.assert(
      fc.property(someTold, fc.infiniteStream(fc.nat()), (all, numbers) => {
        const keyed = all.map((one) => ({ one, key: numbers.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => told(one));
        expect(casesOf(shuffled, log)).toEqual(casesOf(all.map(told), log));
      }),
    );
  });

  test('what is shared might as well be each their own', () => {
    fc.assert(
      fc.property(someTold, (all) => {
        const apart = all.map((one) => ({
          ...one,
          ...(one.device === 'kiosk' && { device: `kiosk ${one.id}` }),
          ...(one.ip === 'gateway' && { ip: `gateway ${one.id}` }),
        }));
        expect(parts(all, log)).toEqual(parts(apart, log));
      }),
    );
  });
});
