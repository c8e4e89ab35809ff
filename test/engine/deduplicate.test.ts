import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { CompiledRule } from '../../src/detection/compiled-rule.ts';
import { type AlertGroup, createDeduplicator, identityOf } from '../../src/engine/deduplicate.ts';
import { parseField } from '../../src/event/field.ts';
import { finish } from '../../src/store/pausable-work.ts';
import { createEventTable } from '../../src/window/event-table.ts';
import { aRuleSet, by, hunted } from '../builders.ts';
import { anEvent } from '../event/builders.ts';

const rule = compileRules(aRuleSet({ fingerprint: ['actor.id'] })).rules[0] as CompiledRule;

/** Gathers one alert for each actor, in this order. */
function gathered(actors: readonly string[], limit: number) {
  const table = createEventTable([parseField('actor.id')]);
  const alerts = createDeduplicator(limit, identityOf(rule, table), table.store);
  for (const id of actors) {
    const row = table.remember(anEvent({ actor: { id }, published: '2024-01-01T00:00:00Z' }));
    alerts.add({
      row,
      truths: [2],
      keys: new Map(),
      tests: [],
      facts: [],
      open: [],
      excludedBy: [],
    });
  }
  const names = ({ rows }: AlertGroup<unknown>): string | undefined =>
    table.texts(rows.get(0), 'actor.id')[0];
  const groups = finish(alerts.groups());
  return { groups, names: groups.map(names), dropped: alerts.dropped };
}

describe('alerts', () => {
  test('with one fingerprint are one group, in order of arrival', () => {
    const { groups, dropped } = gathered(['ann', 'bob', 'ann'], 10);
    expect(groups.map(({ rows }) => rows.length).sort()).toEqual([1, 2]);
    expect(dropped).toBe(0);
  });

  test('beyond the limit are dropped and counted by group; which ones does not depend on order', () => {
    const actors = fc.array(
      fc.nat({ max: 30 }).map((n) => `u${n}`),
      { maxLength: 120 },
    );
    const limits = fc.integer({ min: 0, max: 12 });
    const property = fc.property(
      actors,
      limits,
      fc.infiniteStream(fc.nat()),
      (some, limit, dice) => {
        const shuffled = some.map((name) => ({ name, die: dice.next().value as number }));
        shuffled.sort((a, b) => a.die - b.die);
        const all = gathered(some, Number.MAX_SAFE_INTEGER);
        const [one, other] = [
          gathered(some, limit),
          gathered(
            shuffled.map(({ name }) => name),
            limit,
          ),
        ];
        expect(one.names).toEqual(all.names.slice(0, limit));
        expect(other.names).toEqual(one.names);
        expect([one.dropped, other.dropped]).toEqual(
          Array(2).fill(all.names.length - one.names.length),
        );
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

describe('a hunt with more findings than it may keep', () => {
  const log = Array.from({ length: 25 }, (_, n) => by(`u${n}`, 1 + n / 100));

  test('says how many were let go', async () => {
    const { findings, summary } = await hunted(log, aRuleSet(), { findingsPerRule: 10 });
    expect(findings).toHaveLength(10);
    expect(summary.doubts).toEqual([
      { code: 'findings-dropped', message: expect.stringMatching(/^15 findings dropped/) },
    ]);
  });

  test('keeps the same ones in any order', async () => {
    const options = { findingsPerRule: 3 };
    const [one, other] = await Promise.all(
      [log, [...log].reverse()].map((events) => hunted(events, aRuleSet(), options)),
    );
    expect(one?.findings).toEqual(other?.findings);
  });

  test('has no doubt at the limit itself', async () => {
    const { findings, summary } = await hunted(log, aRuleSet(), { findingsPerRule: 25 });
    expect([findings.length, summary.doubts]).toEqual([25, []]);
  });
});

describe('the severity of a finding', () => {
  const rules = aRuleSet({
    level: 'low',
    fingerprint: ['actor.id'],
    context: { w: { before: '1h', after: '1h', fields: { n: { count: true } } } },
    detection: {
      a: { eventType: 'a' },
      failed: { 'outcome.result': 'FAILURE' },
      alone: { 'w.n': 1 },
      condition: 'a',
    },
    raise: [
      { level: 'critical', condition: 'failed and alone' },
      { level: 'medium', condition: 'failed' },
    ],
  });
  const failed = { outcome: { result: 'FAILURE' } };
  const severityOf = async (log: Parameters<typeof hunted>[0]) =>
    (await hunted(log, rules)).findings.map(({ severity }) => severity);
  const log = [by('x', 0, { eventType: 'c' }), by('x', 20, { eventType: 'c' })];

  test('is the level of the rule if nothing raises it', async () => {
    expect(await severityOf([...log, by('ann', 10)])).toEqual(['low']);
  });

  test('is the worst level that holds', async () => {
    expect(await severityOf([...log, by('ann', 10, failed)])).toEqual(['critical']);
  });

  test('is the worst of all its events', async () => {
    const events = [...log, by('ann', 5), by('ann', 10, failed), by('ann', 15)];
    expect(await severityOf(events)).toEqual(['critical']);
  });

  test('is not raised by what is undecided', async () => {
    const { findings, rule: outcome } = await hunted([by('ann', 10, failed)], rules);
    expect(findings.map(({ severity }) => severity)).toEqual(['medium']);
    expect(outcome).toMatchObject({ status: 'evaluated', undecided: 0 });
  });

  test('is raised if the event has one key with which the condition for it holds', async () => {
    const keyed = aRuleSet({
      level: 'low',
      context: { w: { 'group-by': ['target.id'], before: '1h', fields: { n: { count: true } } } },
      detection: {
        a: { eventType: 'a' },
        some: { 'w.n|gte': 1 },
        many: { 'w.n|gte': 3 },
        condition: 'a and some',
      },
      raise: [{ level: 'high', condition: 'many' }],
    });
    const on = (...ids: string[]) => ({ target: ids.map((id) => ({ id })) });
    const other = (hours: number) => by('ann', hours, { eventType: 'b', ...on('q') });
    for (const both of [on('p', 'q'), on('q', 'p')]) {
      const { findings } = await hunted([other(1), other(1.1), by('ann', 1.2, both)], keyed);
      expect(findings.map(({ severity }) => severity)).toEqual(['high']);
    }
  });

  test('is never below the level of the rule', async () => {
    const lowering = aRuleSet({
      level: 'high',
      detection: { a: { eventType: 'a' }, condition: 'a' },
      raise: [{ level: 'low', condition: 'a' }],
    });
    const { findings } = await hunted([by('ann', 1)], lowering);
    expect(findings[0]?.severity).toBe('high');
  });
});
