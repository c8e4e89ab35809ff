import { expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { createClosestEvent } from '../../src/engine/closest-event.ts';
import type { JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { anEvent } from '../event/builders.ts';

const logsource = '{product: okta, service: okta}';
const rules = compileRules(
  parseRules(`title: T
name: refused
logsource: ${logsource}
context: {w: {before: 1h, fields: {n: {count: true}}}}
detection:
  a: {eventType: user.session.start, outcome.result: FAILURE, client.device: Mobile}
  admin: {actor.alternateId: admin@example.com}
  condition: a and not admin and few
  few: {w.n|lt: 5}
---
title: S
name: pushed
logsource: ${logsource}
detection: {a: {eventType: system.push.send_factor_verify_push, outcome.result: SUCCESS}, condition: a}
---
title: C
name: both
correlation: {type: temporal, rules: [refused, pushed], group-by: [actor.id], timespan: 1h}
`),
);

const published = (minute: number): string =>
  `2024-03-11T08:${String(minute).padStart(2, '0')}:00.000Z`;
const start = { eventType: 'user.session.start' };
const other = { eventType: 'system.push.send_factor_verify_push' };
const refused = { ...start, outcome: { result: 'FAILURE' } };
const near = { ...refused, client: { device: 'Computer' } };
const admin = {
  ...refused,
  client: { device: 'Mobile' },
  actor: { alternateId: 'admin@example.com' },
};
const worse = { ...near, actor: { alternateId: 'admin@example.com' } };

test.each<[string, string, readonly JsonObject[], number]>([
  ['of a type that it can want, not the last', 'refused', [start, other, other], 0],
  ['that meets most tests', 'refused', [start, near, start], 1],
  ['that misses one test of four, not two', 'refused', [worse, near, worse], 1],
  ['that only a window keeps away', 'refused', [{ ...admin, actor: { id: 'a' } }, admin], 0],
  ['the latest of equals, in any order', 'refused', [near, near, near], 2],
  ['the latest, where it can want none', 'refused', [other, other], 1],
  ['of any rule of a correlation', 'both', [other, { eventType: 'zone.delete' }], 0],
])('the closest event is the one %s', (_, rule, records, expected) => {
  const events = records.map((record, at) =>
    anEvent({ ...record, uuid: `u${at}`, published: published(at) }),
  );
  for (const order of [events, [...events].reverse()]) {
    const closest = createClosestEvent(rules, rule);
    for (const event of order) closest.see(event);
    expect(closest.uuid).toBe(`u${expected}`);
  }
});

test('of no events none is closest', () => {
  expect(createClosestEvent(rules, 'refused').uuid).toBeUndefined();
});
