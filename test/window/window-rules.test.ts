import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { at, by, hunted } from '../builders.ts';

/**
 * Detections that need the events around an event, each as a rule, with a log in which it must hold
 * and logs in which it must not.
 */
async function findingsOf(rules: string, log: readonly JsonObject[]) {
  const yaml = rules
    .split('---\n')
    .map((rule) => `title: a rule\nlogsource: {product: okta, service: okta}\n${rule}`)
    .join('---\n');
  const { findings, rule } = await hunted(log, parseRules(yaml));
  return { findings, undecided: rule.undecided };
}

async function found(
  rules: string,
  log: readonly JsonObject[],
): Promise<readonly [number, number]> {
  const { findings, undecided } = await findingsOf(rules, log);
  return [findings.length, undecided];
}

type Over = { readonly [key: string]: Json };

/** Events that only say that the log was there, so many hours from one another. */
const quiet = (from: number, to: number, step = 12): JsonObject[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) =>
    at(from + n * step, { eventType: 'quiet', actor: { id: 'nobody' } }),
  );

const signIn = (who: string, hours: number, result: string, over: Over = {}): JsonObject =>
  by(who, hours, { eventType: 'user.session.start', outcome: { result }, ...over });
const from = (ipAddress: string): Over => ({ client: { ipAddress } });

const signIns = `name: failed
generate: false
detection: {s: {eventType: user.session.start, outcome.result: FAILURE}, condition: s}
---
name: succeeded
generate: false
detection: {s: {eventType: user.session.start, outcome.result: SUCCESS}, condition: s}
---
`;

describe('a password spray in two stages', () => {
  const rules = `${signIns}name: spray
fingerprint: [uuid]
context:
  address: {rules: [failed], group-by: [client.ipAddress], before: 1h, fields: {users: {distinct: actor.id}}}
  user: {rules: [failed], group-by: [actor.id], before: 1h, fields: {n: {count: true}}}
detection:
  in: {eventType: user.session.start, outcome.result: SUCCESS}
  sprayed: {address.users|gte: 5, user.n|gte: 1}
  condition: in and sprayed
`;
  const spray = ['a', 'b', 'c', 'd', 'e'].map((who, n) =>
    signIn(who, 5 + n / 100, 'FAILURE', from('192.0.2.1')),
  );

  test('holds for the sign-in that follows', async () => {
    const log = [...quiet(-12, 24), ...spray, signIn('c', 5.5, 'SUCCESS', from('192.0.2.1'))];
    expect(await found(rules, log)).toEqual([1, 0]);
  });

  test('does not hold for another user, another address, or an hour later', async () => {
    const others = [
      signIn('z', 5.5, 'SUCCESS', from('192.0.2.1')),
      signIn('c', 5.5, 'SUCCESS', from('192.0.2.2')),
      signIn('c', 6.5, 'SUCCESS', from('192.0.2.1')),
    ];
    expect(await found(rules, [...quiet(-12, 24), ...spray, ...others])).toEqual([0, 0]);
  });
});

test('a share of failures holds where most of many sign-ins failed', async () => {
  const rules = `${signIns}name: ratio
context:
  address:
    rules: [failed, succeeded]
    group-by: [client.ipAddress]
    before: 1h
    fields: {n: {count: true}, failures: {share: failed}}
detection:
  in: {eventType: user.session.start}
  mostly: {address.n|gte: 5, address.failures|gte: 0.8}
  condition: in and mostly
`;
  const log = (failures: number, ip: string) =>
    Array.from({ length: 5 }, (_, n) =>
      signIn(`u${n}`, 5 + n / 100, n < failures ? 'FAILURE' : 'SUCCESS', from(ip)),
    );
  expect(await found(rules, [...quiet(-12, 24), ...log(4, '192.0.2.1')])).toEqual([1, 0]);
  expect(await found(rules, [...quiet(-12, 24), ...log(3, '192.0.2.1')])).toEqual([0, 0]);
  const { findings } = await findingsOf(rules, [...quiet(-12, 24), ...log(4, '192.0.2.1')]);
  const facts = findings[0]?.why.map(({ fact }) => fact) ?? [];
  expect(
    facts.some((fact) => fact.startsWith('80% of `failed` or `succeeded` events match `failed`')),
  ).toBe(true);
});

test('far more applications than usual hold, against the days before', async () => {
  const rules = `name: app-access
generate: false
detection: {s: {eventType: user.authentication.sso}, condition: s}
---
name: usual
fingerprint: [actor.id]
context:
  today: {rules: [app-access], group-by: [actor.id], before: 1d, fields: {apps: {distinct: target.id}}}
  usual:
    rules: [app-access]
    group-by: [actor.id]
    before: 14d
    learn: 7d
    every: 1d
    fields: {z: {zscore: {distinct: target.id}}}
detection:
  sso: {eventType: user.authentication.sso}
  many: {today.apps|gte: 10, usual.z|gte: 3}
  condition: sso and many
`;
  const sso = (who: string, hours: number, app: number) =>
    by(who, hours, { eventType: 'user.authentication.sso', target: [{ id: `app${app}` }] });
  const days = (who: string, perDay: (day: number) => number, apps: number) => [
    ...Array.from({ length: 10 }, (_, day) =>
      Array.from({ length: perDay(day) }, (_unused, n) => sso(who, day * 24 + n / 10, n)),
    ).flat(),
    ...Array.from({ length: apps }, (_, n) => sso(who, 240 + n / 100, n)),
  ];
  const holds = async (...some: Parameters<typeof days>): Promise<boolean> => {
    const [findings] = await found(rules, [...quiet(0, 252), ...days(...some)]);
    return findings > 0;
  };
  expect(await holds('ann', (day) => 1 + (day % 3), 12)).toBe(true);
  expect(await holds('ann', () => 2, 12)).toBe(true);
  expect(await holds('ann', () => 2, 9)).toBe(false);
  expect(await holds('bob', (day) => 4 + 6 * (day % 3), 12)).toBe(false);
});

test('a country and device new to an administrator hold together, not alone', async () => {
  const rules = `name: novel
context:
  past:
    group-by: [actor.id]
    before: 30d
    learn: 7d
    fields:
      country: {new: client.geographicalContext.country}
      device: {new: [client.userAgent.os, debugContext.debugData.dtHash]}
detection:
  admin: {eventType: user.account.privilege.grant}
  novel: {past.country: true, past.device: true}
  condition: admin and novel
`;
  const act = (hours: number, country: string, os: string, eventType = 'other') =>
    by('ann', hours, {
      eventType,
      client: { geographicalContext: { country }, userAgent: { os } },
      debugContext: { debugData: { dtHash: 'same' } },
    });
  const grant = 'user.account.privilege.grant';
  const log = [...quiet(0, 240), act(200, 'France', 'macOS')];
  expect(await found(rules, [...log, act(220, 'Peru', 'Linux', grant)])).toEqual([1, 0]);
  expect(await found(rules, [...log, act(220, 'Peru', 'macOS', grant)])).toEqual([0, 0]);
  expect(await found(rules, [...log, act(220, 'France', 'Linux', grant)])).toEqual([0, 0]);
});

describe('what is absent', () => {
  const denied = `name: success
generate: false
detection: {s: {eventType: mfa.success}, condition: s}
---
name: silence
context:
  success: {rules: [success], group-by: [actor.id], after: 1h, fields: {n: {count: true}}}
detection:
  denied: {eventType: mfa.denied}
  silence: {success.n: 0}
  condition: denied and silence
`;
  const denial = by('ann', 5, { eventType: 'mfa.denied' });
  const success = (hours: number) => by('ann', hours, { eventType: 'mfa.success' });

  test('after an event holds once the time is over, and is undecided where the log ends', async () => {
    expect(await found(denied, [...quiet(-12, 24), denial])).toEqual([1, 0]);
    expect(await found(denied, [...quiet(-12, 24), denial, success(5.9)])).toEqual([0, 0]);
    expect(await found(denied, [...quiet(-12, 24), denial, success(6.1)])).toEqual([1, 0]);
    expect(await found(denied, [...quiet(-12, 0), denial])).toEqual([0, 1]);
  });

  const started = `name: start
generate: false
detection: {s: {eventType: user.session.start}, condition: s}
---
name: unstarted
context:
  start:
    rules: [start]
    group-by: [authenticationContext.rootSessionId]
    before: 24h
    fields: {n: {count: true}}
detection:
  used: {eventType: user.authentication.sso}
  unstarted: {start.n: 0}
  condition: used and unstarted
`;
  const inSession = (hours: number, eventType: string) =>
    at(hours, { eventType, authenticationContext: { rootSessionId: 's1' } });
  const used = inSession(20, 'user.authentication.sso');

  test('before an event holds where the log reaches back, and is undecided where it begins', async () => {
    expect(await found(started, [...quiet(-12, 24), used])).toEqual([1, 0]);
    const log = [...quiet(-12, 24), inSession(3, 'user.session.start'), used];
    expect(await found(started, log)).toEqual([0, 0]);
    expect(await found(started, [...quiet(0, 24), used])).toEqual([0, 1]);
  });
});

test('sign-ins too far apart hold, and name the earlier one', async () => {
  const rules = `${signIns}name: travel
context:
  last:
    rules: [succeeded]
    group-by: [actor.id]
    before: 24h
    fields:
      km: {km: client.geographicalContext.geolocation}
      kmh: {kmh: client.geographicalContext.geolocation}
detection:
  in: {eventType: user.session.start, outcome.result: SUCCESS}
  far: {last.km|gte: 500, last.kmh|gte: 900}
  condition: in and far
summary: '{actor.id}: {last.km} km'
`;
  const near = (lat: number, lon: number): Over => ({
    client: { geographicalContext: { geolocation: { lat, lon } } },
  });
  const [lyon, paris, tokyo] = [near(45.76, 4.84), near(48.86, 2.35), near(35.68, 139.69)];
  const trip = (hours: number, to: Over, over: Over = {}) => [
    ...quiet(-36, 24),
    signIn('ann', 5, 'SUCCESS', { ...lyon, uuid: 'earlier' }),
    signIn('ann', 5.5, 'FAILURE', tokyo),
    signIn('ann', 5 + hours, 'SUCCESS', { ...to, ...over }),
  ];
  const { findings } = await findingsOf(rules, trip(2, tokyo));
  expect(findings.map(({ title }) => title)).toEqual(['ann: 9891.67 km']);
  expect(findings[0]?.evidence.events[0]).toMatchObject({ uuid: 'earlier', role: 'context' });
  expect(findings[0]?.why[1]?.fact).toMatch(/^4945\.83 km\/h from the last client\./);
  expect(await found(rules, trip(12, tokyo))).toEqual([0, 0]);
  expect(await found(rules, trip(0.1, paris))).toEqual([0, 0]);
  expect(await found(rules, trip(2, near(91, 0)))).toEqual([0, 0]);
  // The log begins with the sign-in: where it was before nobody knows.
  expect(await found(rules, [signIn('ann', 5, 'SUCCESS', tokyo)])).toEqual([0, 1]);
  expect(await found(rules, trip(2, tokyo).slice(-3))).toEqual([1, 1]);
});

describe('pushes, and then a sign-in', () => {
  const rules = `name: push
generate: false
detection: {s: {eventType: push}, condition: s}
---
name: fatigue
context:
  user: {rules: [push], group-by: [actor.id], before: 10m, fields: {n: {count: true}, since: {seconds: true}}}
detection:
  in: {eventType: user.session.start}
  worn: {user.n|gte: 5, user.since|lte: 60}
  condition: in and worn
`;
  const pushes = (count: number, end: number) =>
    Array.from({ length: count }, (_, n) => by('ann', end - n / 60, { eventType: 'push' }));
  const log = (count: number, seconds: number) => [
    ...quiet(-12, 24),
    ...pushes(count, 5 - seconds / 3_600),
    signIn('ann', 5, 'SUCCESS'),
  ];

  test('hold if there were enough of them, up to the last minute', async () => {
    expect(await found(rules, log(5, 60))).toEqual([1, 0]);
    expect(await found(rules, log(4, 60))).toEqual([0, 0]);
    expect(await found(rules, log(5, 61))).toEqual([0, 0]);
  });
});

test('a chain of steps holds in its order only', async () => {
  const step = (name: string) =>
    `name: ${name}\ngenerate: false\ndetection: {s: {eventType: ${name}}, condition: s}\n---\n`;
  const rules = `${['one', 'two', 'three'].map(step).join('')}name: chain
context:
  chain: {rules: [one, two, three], group-by: [actor.id], before: 1h, fields: {n: {steps: true}, all: {rules: true}}}
detection:
  end: {eventType: three}
  done: {chain.n: 3}
  condition: end and done
`;
  const chain = (...types: readonly string[]) => [
    ...quiet(-12, 24),
    ...types.map((eventType, n) => by('ann', 5 + n / 10, { eventType })),
  ];
  expect(await found(rules, chain('one', 'two', 'three'))).toEqual([1, 0]);
  expect(await found(rules, chain('two', 'one', 'three'))).toEqual([0, 0]);
  expect(await found(rules, chain('two', 'one', 'two', 'x', 'three'))).toEqual([1, 0]);
  const anyOrder = rules.replace('done: {chain.n: 3}', 'done: {chain.all: 3}');
  expect(await found(anyOrder, chain('two', 'one', 'three'))).toEqual([1, 0]);
});

test('the rarest value holds where there is something to compare with', async () => {
  const rules = `name: rare
context:
  past:
    before: 7d
    learn: 1d
    fields: {n: {count: true}, known: {familiar: client.userAgent.os}}
detection:
  in: {eventType: user.session.start}
  rare: {past.n|gte: 50, past.known|lt: 0.02}
  condition: in and rare
`;
  const on = (os: string): Over => ({ client: { userAgent: { os } } });
  const usual = Array.from({ length: 60 }, (_, n) =>
    by('bob', 30 + n / 10, { eventType: 'x', ...on('Windows') }),
  );
  const log = (some: readonly JsonObject[], os: string) => [
    ...quiet(0, 48),
    ...some,
    signIn('ann', 40, 'SUCCESS', on(os)),
  ];
  expect(await found(rules, log(usual, 'TempleOS'))).toEqual([1, 0]);
  expect(await found(rules, log(usual, 'Windows'))).toEqual([0, 0]);
  expect(await found(rules, log(usual.slice(0, 10), 'TempleOS'))).toEqual([0, 0]);
});

describe('neighbours that have another name for the shared field', () => {
  const rules = `name: reset
id: 2b0d1f63-0000-4000-8000-000000000001
generate: false
detection: {s: {eventType: reset}, condition: s}
---
name: lent
generate: false
detection: {s: {eventType: lent}, condition: s}
---
name: taken-over
id: 2b0d1f63-0000-4000-8000-000000000002
fingerprint: [uuid]
context:
  reset:
    rules: [reset, 2b0d1f63-0000-4000-8000-000000000001, lent]
    group-by: [who]
    aliases:
      who:
        2b0d1f63-0000-4000-8000-000000000001: target.id
        2b0d1f63-0000-4000-8000-000000000002: actor.id
        lent: client.device
    before: 1h
    fields: {n: {count: true}}
detection:
  in: {eventType: user.session.start}
  some: {reset.n|gte: 1}
  condition: in and some
`;
  const reset = (of: string) => by('admin', 5, { eventType: 'reset', target: [{ id: of }] });
  const log = (...events: readonly JsonObject[]) => [
    ...quiet(-12, 24),
    ...events,
    signIn('ann', 5.5, 'SUCCESS'),
  ];

  test('are found by it, whether rules are named by name or by id', async () => {
    expect(await found(rules, log(reset('ann')))).toEqual([1, 0]);
    expect(await found(rules, log(reset('bob')))).toEqual([0, 0]);
    const lent = by('x', 5, { eventType: 'lent', client: { device: 'ann' } });
    expect(await found(rules, log(lent))).toEqual([1, 0]);
  });

  test('are named in the evidence by the name that the key has', async () => {
    const { findings } = await findingsOf(rules, log(reset('ann')));
    expect(findings[0]?.why[0]?.window?.key).toEqual({ who: 'ann' });
  });
});

test('numbers may be text; what is no number, or too great a one, is left out', async () => {
  const rules = `name: sizes
context:
  day: {group-by: [actor.id], before: 2h, fields: {sum: {sum: debugContext.debugData.size}}}
detection:
  end: {eventType: end}
  full: {day.sum: 3.5}
  condition: end and full
`;
  const sizes = [1, '2', '0.5', 'x', null, true, '', 1e16, '-1e16'];
  const events = sizes.map((size, n) =>
    by('ann', 5 + n / 10, { eventType: 'x', debugContext: { debugData: { size } } }),
  );
  const log = [...quiet(-12, 24), ...events, by('ann', 6.5, { eventType: 'end' })];
  expect(await found(rules, log)).toEqual([1, 0]);
});
