import { expect, test } from 'vitest';
import { levels } from '../../src/rule/level.ts';
import { aRuleSet, by, clock, hunted } from '../builders.ts';

test('findings are told worst first, then by time, each with events of its own, in whatever order these came', async () => {
  const rules = aRuleSet({
    level: 'low',
    detection: { a: { eventType: 'a' }, failed: { 'outcome.result': 'FAILURE' }, condition: 'a' },
    raise: [{ level: 'high', condition: 'failed' }],
  });
  const count = 700;
  // Numbers that have nothing in common with the order of arrival.
  const mixed = (n: number, by: number): number => (n * by) % count;
  const log = Array.from({ length: count }, (_, n) => {
    const result = mixed(n, 37) % 3 === 0 ? 'FAILURE' : 'SUCCESS';
    return by(`u${n}`, 1 + mixed(n, 223) / 100, { uuid: `e${n}`, outcome: { result } });
  });
  const { findings } = await hunted(log, rules);
  const expected = Array.from({ length: count }, (_, n) => ({
    severity: mixed(n, 37) % 3 === 0 ? 'high' : 'low',
    at: clock(1 + mixed(n, 223) / 100),
    actor: `u${n}`,
    events: [[`e${n}`, `u${n}@example.com`]],
  })).sort(
    (a, b) =>
      levels.indexOf(b.severity as 'high') - levels.indexOf(a.severity as 'high') ||
      (a.at < b.at ? -1 : 1),
  );
  const told = findings.map(({ severity, when, actor, evidence }) => ({
    severity,
    at: when.firstEvent,
    actor: actor?.id,
    events: evidence.events.map((event) => [event.uuid, event.actor]),
  }));
  expect(told).toEqual(expected);
});
