import { describe, expect, test } from 'vitest';
import { parseRules } from '../../src/rule/link.ts';

const feeder = `title: F
name: starts
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b12
generate: false
logsource: {product: okta, service: okta}
detection: {f: {eventType: user.session.start}, condition: f}
level: low
`;

/** A rule with a window that has a surprise and a number; `more` stands in its detection and below it. */
const ruleOf = (level: string, detection: string, more = ''): string => `${feeder}---
title: R
name: odd
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b13
logsource: {product: okta, service: okta}
context:
  w:
    rules: [starts]
    group-by: [actor.id]
    before: 1h
    fields: {odd: {surprise: client.ipAddress}, n: {count: true}}
detection:
${detection}
level: ${level}
${more}`;

const odd = 'w.odd|gte: 5';

describe('surprise by itself', () => {
  test.each([
    [`{${odd}}`, 'low', false],
    [`{${odd}}`, 'medium', true],
    [`{eventType: user.session.start, ${odd}}`, 'critical', true],
    [`{eventType: user.session.start, outcome.result: SUCCESS, ${odd}}`, 'high', true],
    [`{${odd}, w.n|gte: 3}`, 'high', false],
    [`{${odd}, client.device: Unknown}`, 'high', false],
    ['{w.n|gte: 3}', 'high', false],
  ])('%s of level %s is refused: %s', (selection, level, isRefused) => {
    const load = () => parseRules(ruleOf(level, `  a: ${selection}\n  condition: a`), 'r.yml');
    if (isRefused) expect(load).toThrow(/r\.yml:\d+:\d+: surprise alone cannot be/);
    else expect(load).not.toThrow();
  });

  test.each([
    ['b', true],
    ['c', false],
  ])('raises no level either: %s', (name, isRefused) => {
    const detection = `  a: {eventType: user.session.start}
  b: {${odd}}
  c: {${odd}, w.n|gte: 3}
  condition: a`;
    const raise = `raise: [{level: high, condition: ${name}}]\n`;
    const load = () => parseRules(ruleOf('low', detection, raise), 'r.yml');
    if (isRefused) expect(load).toThrow(/surprise alone cannot be high/);
    else expect(load).not.toThrow();
  });
});
