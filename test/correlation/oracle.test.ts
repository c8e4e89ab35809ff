import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { findingSchema } from '../../src/finding/finding-schema.ts';
import { hunt } from '../../src/hunt.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { oracleRuns } from '../effort.ts';
import { haveFewOrders } from '../window/oracle.ts';
import { logsOf, tellNaively } from './alert-oracle.ts';
import { rulesOf } from './builders.ts';
import { aCase, aCrowdedCase, apart, type Case, type CrowdedCase } from './generators.ts';
import type { Told } from './oracle.ts';

/** What is told of a correlation: `uuid of the event, key, number` of every alert; how many stayed undecided. */
interface Answer {
  readonly alerts: readonly string[];
  readonly undecided: number;
}

type Answers = Readonly<Record<string, Answer>>;

async function ask(arrival: readonly JsonObject[], rules: RuleSet): Promise<Answers> {
  const alerts = new Map<string, string[]>([
    ['low', []],
    ['high', []],
  ]);
  for await (const outcome of hunt(arrival, rules)) {
    if (outcome.kind === 'finding') {
      findingSchema.parse(outcome);
      const [match, ...others] = outcome.evidence.events.filter(({ role }) => role === 'match');
      expect(others).toEqual([]);
      const key = Object.values(outcome.why[0]?.window?.key ?? {});
      alerts.get(outcome.rule.name)?.push(`${match?.uuid} ${JSON.stringify(key)} ${outcome.title}`);
    }
    if (outcome.kind === 'summary') {
      return Object.fromEntries(
        outcome.rules.map(({ name, undecided }) => [
          name,
          { alerts: (alerts.get(name) ?? []).sort(), undecided },
        ]),
      );
    }
  }
  return {};
}

function expected(given: Case): Answers {
  const { low, high } = tellNaively(given);
  return { low: answerOf(low), high: answerOf(high) };
}

function answerOf(told: readonly Told[]): Answer {
  return {
    alerts: told
      .filter(({ verdict }) => verdict === 2)
      .map(({ event, key, value }) => `${event.uuid} ${JSON.stringify(key)} ${value ?? 'unknown'}`)
      .sort(),
    undecided: new Set(told.filter(({ verdict }) => verdict === 1).map(({ event }) => event)).size,
  };
}

const runs = oracleRuns(700);
let refused = 0;
let alerted = 0;
const property = fc.asyncProperty(aCase, async (crowded) => {
  const given = apart(crowded);
  const rules = rulesOf([given.high, given.low]);
  if (!rules) {
    refused++;
    return;
  }
  const wanted = expected(given);
  alerted += Number(Object.values(wanted).some(({ alerts }) => alerts.length > 0));
  expect(await ask(given.arrival, rules)).toEqual(wanted);
});

test('the engine and a naive oracle agree on every alert, in any order of arrival', async () => {
  await fc.assert(property, { numRuns: runs });
  expect(refused / runs).toBeLessThan(0.4);
  expect(alerted / runs).toBeGreaterThan(0.15);
}, 600_000);

interface Alerted {
  readonly time: number;
  readonly key: string;
}

/** What alerts in some order of the events of each instant, by instant and key. */
function alertsInSomeOrder(given: CrowdedCase): readonly Alerted[] {
  const alerts = logsOf(given.records).flatMap((records) =>
    tellNaively({ ...given, records }).low.filter(({ verdict }) => verdict === 2),
  );
  const told = alerts.map(({ event, key }) => ({ time: event.time, key: JSON.stringify(key) }));
  return [...new Map(told.map((one) => [JSON.stringify(one), one])).values()];
}

async function alertsOf(records: readonly JsonObject[], rules: RuleSet): Promise<Alerted[]> {
  const found: Alerted[] = [];
  for await (const outcome of hunt(records, rules)) {
    if (outcome.kind !== 'finding') continue;
    const key = JSON.stringify(Object.values(outcome.why[0]?.window?.key ?? {}));
    found.push({ time: Date.parse(outcome.when.firstEvent), key });
  }
  return found.sort((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1));
}

/** Since when an episode that goes on at a time may have gone on: no pause is longer than a window. */
function beginningOf(records: readonly JsonObject[], time: number, span: number): number {
  const times = records.map(({ published }) => Date.parse(String(published)));
  const earlier = times.filter((one) => one <= time).sort((a, b) => b - a);
  return earlier.reduce((since, one) => (since - one <= span ? one : since), time);
}

test('what alerts in some order of the events of one instant alerts, once, whatever their identifiers', async () => {
  const property = fc.asyncProperty(aCrowdedCase, async ({ low, high, records }) => {
    fc.pre(haveFewOrders(records, 60));
    const rules = rulesOf([low]);
    if (!rules) return;
    const found = await alertsOf(records, rules);
    const possible = alertsInSomeOrder({ low, high, records });
    expect(possible).toEqual(expect.arrayContaining(found));
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(found.length);
    for (const { time, key } of possible) {
      // In another order the episode may begin later than in the one that helps most.
      const since = beginningOf(records, time, low.timespan * 60_000);
      const isTold = found.some((one) => one.key === key && one.time <= time && one.time >= since);
      expect(isTold).toBe(true);
    }
    const turned = records.map((record, at) => ({ ...record, uuid: `event-${90 - at}` }));
    expect(await alertsOf(turned, rules)).toEqual(found);
  });
  await fc.assert(property, { numRuns: runs * 2 });
}, 600_000);
