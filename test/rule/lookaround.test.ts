import { expect, test } from 'vitest';
import { parseRules } from '../../src/index.ts';
import { lookaroundOf } from '../../src/rule/lookaround.ts';

const minute = 60_000;
const logsource = 'logsource: {product: okta, service: okta}';
const plain = `title: plain
name: plain
${logsource}
detection: {a: {eventType: x}, condition: a}
level: low
`;
const near = `title: near
name: near
${logsource}
context:
  far: {group-by: [actor.id], before: 10m, fields: {n: {count: true}}}
  soon: {group-by: [actor.id], before: 2m, after: 5m, learn: 20m, fields: {n: {count: true}}}
detection: {a: {far.n|gte: 1, soon.n: 0}, condition: a}
level: low
`;
const through = `title: through
name: through
${logsource}
context:
  other: {rules: [near], group-by: [actor.id], before: 1h, fields: {n: {count: true}}}
detection: {a: {other.n|gte: 1}, condition: a}
level: low
`;
const past = `title: past
name: past
${logsource}
context:
  known: {group-by: [actor.id], before: 1h, until: 10m, learn: 55m, fields: {n: {count: true}}}
detection: {a: {known.n: 0}, condition: a}
level: low
`;
const old = `title: old
name: old
${logsource}
detection: {a: {log.days|gte: 2}, condition: a}
level: low
`;
const correlation = `title: often
name: often
correlation:
  type: event_count
  rules: [near]
  group-by: [actor.id]
  timespan: 30m
  condition: {gte: 3}
level: low
`;

test.each<[string, readonly string[], number, number]>([
  ['a rule without windows', [plain], 0, 0],
  ['windows', [near], 20, 5],
  ['a window that ends before the event', [past], 65, 0],
  ['a rule that asks how long the log has run', [old], 2_880, 0],
  ['a window over another rule', [near, through], 80, 5],
  ['a correlation', [near, correlation], 50, 35],
  ['the farthest', [plain, near, through, correlation], 80, 35],
])('the reach of %s', (_, texts, back, on) => {
  expect(lookaroundOf(parseRules(texts.join('---\n')))).toEqual({
    back: back * minute,
    on: on * minute,
  });
});
