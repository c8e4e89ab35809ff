import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { hunted } from '../builders.ts';
import { oracleRuns } from '../effort.ts';
import { type Sighting, textsAt } from '../window/event-oracle.ts';
import { haveFewOrders } from '../window/oracle.ts';
import { logsOf, type Naive, tellNaively } from './alert-oracle.ts';
import { rulesOf } from './builders.ts';
import { aCase, aCrowdedCase, apart } from './generators.ts';
import {
  type CorrelationSpec,
  chains,
  compare,
  type Expression,
  eventsOf,
  keysOf,
  stretchAt,
  type Told,
} from './oracle.ts';

/** Whether all that a correlation's finding gives as its reason is what a naive oracle found. */

const runs = oracleRuns(300, 40);
const iso = (time: number): string => new Date(time).toISOString();
const rounded = (value: number): string => String(Math.round(value * 100) / 100 + 0);

/** The only reason of a finding, and the event that it is about. */
function reasonOf({ why, evidence }: Finding) {
  const [match, ...others] = evidence.events.filter(({ role }) => role === 'match');
  const [only, ...more] = why;
  if (!match || !only?.window || others.length + more.length > 0) throw new Error('one of each');
  return { ...only, window: only.window, event: match.uuid };
}

/** The number in a sentence; of steps in order, how many are named. */
function numberIn(fact: string, { type, condition }: CorrelationSpec): string | undefined {
  if (condition.kind === 'occurrence') return 'unknown';
  if (fact.startsWith('no ')) return '0';
  if (type === 'temporal_ordered') return String(fact.split(', then ').length);
  const said = /^(-?[\d.]+) (?:different|values? of|of|`)| is (-?[\d.]+)/.exec(fact);
  return said?.[1] ?? said?.[2];
}

/** The rules that surely hold for an event in the group: one that holds may be in another by its own alias. */
function rulesAt(
  event: Sighting,
  spec: CorrelationSpec,
  { key }: Told,
  { alerts }: Naive,
): readonly string[] {
  const group = JSON.stringify(key);
  return [...alerts].flatMap(([rule, some]) => {
    const own = some.filter((one) => one.event.uuid === event.uuid && one.verdict === 2);
    const groups = own.flatMap((one) => keysOf(spec, rule, one));
    return groups.some((each) => JSON.stringify(each) === group) ? [rule] : [];
  });
}

/** That what a sentence names did occur in the window and group, or was within bounds. */
function checkFact(fact: string, spec: CorrelationSpec, told: Told, naive: Naive): void {
  const { condition, type, rules } = spec;
  const members = told.within.map((event) => {
    return { event, sure: rulesAt(event, spec, told, naive), doubtful: [] };
  });
  const occurs = (rule: Expression): boolean =>
    members.some(({ sure }) => sure.includes(rule as string));
  if (condition.kind === 'occurrence') {
    const { expression } = condition;
    const parts = typeof expression === 'object' && 'and' in expression ? expression.and : [];
    for (const part of parts) {
      if (typeof part === 'string') expect(occurs(part)).toBe(true);
      else if (type === 'temporal' && 'not' in part && typeof part.not === 'string')
        expect(occurs(part.not)).toBe(false);
    }
    return;
  }
  const value = told.value as number;
  for (const [order, bound] of condition.bounds) expect(compare(order, value, bound)).toBe(true);
  if (type !== 'temporal_ordered') {
    expect([fact, numberIn(fact, spec)]).toEqual([fact, rounded(value)]);
    return;
  }
  const steps = rules.slice(0, value);
  if (value === 0) {
    expect(fact.startsWith(`no ${rules[0]} in the `)).toBe(true);
    expect(occurs(rules[0] as string)).toBe(false);
    return;
  }
  expect(fact.startsWith(`${steps.join(', then ')} in the `)).toBe(true);
  expect(chains(steps, members)).toBeGreaterThan(0);
}

test('every fact of a reason is true, where the order of events is known', async () => {
  const seen = new Set<string>();
  const property = fc.asyncProperty(aCase, async (crowded) => {
    const given = apart(crowded);
    const rules = rulesOf([given.high, given.low]);
    if (!rules) return;
    const naive = tellNaively(given);
    const events = eventsOf(given.records);
    const { findings } = await hunted(given.arrival, rules);
    for (const finding of findings) {
      const name = finding.rule.name as 'low' | 'high';
      const spec = given[name];
      const { event, fact, field, values, window } = reasonOf(finding);
      const key = JSON.stringify(Object.values(window.key));
      const told = naive[name].find(
        (one) => one.event.uuid === event && JSON.stringify(one.key) === key && one.verdict === 2,
      ) as Told;
      checkFact(fact, spec, told, naive);
      seen.add(`${spec.type} ${spec.condition.kind}`);
      expect(field).toBe(`correlation.${spec.type}`);
      expect(Object.keys(window.key)).toEqual(spec.groupBy);
      expect([window.from, window.to]).toEqual([told.from, told.to].map(iso));
      const { from, to } = stretchAt(told.event, events);
      if (window.covered) expect(from <= told.from && told.to <= to).toBe(true);
      expect(window.events).toEqual({
        total: told.within.length,
        first: told.within[0]?.uuid ?? null,
        last: told.within.at(-1)?.uuid ?? null,
      });
      const [only, ...more] = spec.condition.kind === 'bounds' ? (spec.condition.field ?? []) : [];
      if (spec.type !== 'value_count' || only === undefined || more.length > 0) continue;
      expect(values).toEqual([...new Set(told.within.flatMap((one) => textsAt(only, one)))]);
      expect(window.values?.total ?? 0).toBe(values.length);
      for (const [index, uuid] of (window.values?.events ?? []).entries()) {
        const bearer = told.within.find((one) => one.uuid === uuid) as Sighting;
        expect(textsAt(only, bearer)).toContain(values[index]);
      }
    }
  });
  await fc.assert(property, { numRuns: runs });
  if (runs >= 300) expect(seen.size).toBe(10);
}, 120_000);

test('the number is that of some order of each instant, and the same wherever it is told', async () => {
  let numbers = 0;
  const property = fc.asyncProperty(aCrowdedCase, async (given) => {
    const { low, high, records } = given;
    fc.pre(haveFewOrders(records, 60));
    const rules = rulesOf([low]);
    if (!rules) return;
    const { findings } = await hunted(records, rules);
    if (findings.length === 0) return;
    const possible = logsOf(records).flatMap((log) =>
      tellNaively({ low, high, records: log }).low.filter(({ verdict }) => verdict === 2),
    );
    const times = new Map(eventsOf(records).map(({ uuid, time }) => [uuid, time]));
    for (const finding of findings) {
      const { event, fact, window } = reasonOf(finding);
      const own = possible
        .filter((one) => one.event.time === times.get(event))
        .filter(({ key }) => JSON.stringify(key) === JSON.stringify(Object.values(window.key)))
        .map(({ value }) => (value === undefined ? 'unknown' : String(value)));
      expect(own).toContain(finding.title);
      const number = Number(finding.title);
      const said = Number.isNaN(number) ? 'unknown' : rounded(number);
      expect([fact, numberIn(fact, low)]).toEqual([fact, said]);
      const { explanation } = await hunted(records, rules, { explain: { rule: 'low', event } });
      for (const { key, condition } of explanation?.correlation?.groups ?? []) {
        if (JSON.stringify(key) !== JSON.stringify(window.key) || said === 'unknown') continue;
        expect(condition.found).toEqual([said]);
        numbers++;
      }
    }
  });
  await fc.assert(property, { numRuns: runs });
  expect(numbers).toBeGreaterThan(0);
}, 120_000);
