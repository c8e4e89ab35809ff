import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { findingSchema } from '../../src/finding/finding-schema.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import { oracleRuns } from '../effort.ts';
import { yamlOf } from './builders.ts';
import { aCase, aCrowdedCase, type Case } from './generators.ts';
import { haveFewOrders, judgeNaively, type RuleSpec, type Verdict } from './oracle.ts';

/** What a hunt tells of one rule: the events that alert, and how many stayed undecided. */
interface Told {
  readonly alerts: readonly string[];
  readonly undecided: number;
}

async function tell(arrival: Case['arrival'], rules: readonly RuleSpec[]): Promise<Told> {
  const alerts: string[] = [];
  let undecided = 0;
  for await (const outcome of hunt(arrival, parseRules(yamlOf(rules, 'top')))) {
    if (outcome.kind === 'finding') {
      findingSchema.parse(outcome);
      const [match, ...others] = outcome.evidence.events.filter(({ role }) => role === 'match');
      expect(others).toEqual([]);
      alerts.push(match?.uuid ?? 'none');
    }
    if (outcome.kind === 'summary') undecided = outcome.rules[0]?.undecided ?? -1;
  }
  return { alerts: alerts.sort(), undecided };
}

function expected(verdicts: ReadonlyMap<string, Verdict>): Told {
  const having = (wanted: Verdict): string[] =>
    [...verdicts].filter(([, verdict]) => verdict === wanted).map(([uuid]) => uuid);
  return { alerts: having(2).sort(), undecided: having(1).length };
}

const runs = oracleRuns(1500);
/** Whether the order of all events of a log is known. */
const isOrdered = (records: readonly JsonObject[]): boolean =>
  new Set(records.map(({ published }) => published)).size === records.length;

/**
 * Holds the engine to the oracle; of events of one instant it may leave open what one order decides, since one of them
 * may be in doubt for one rule and sure for another. Gives how often it did.
 */
const agree = async ({ rules, records, arrival }: Case): Promise<number> => {
  fc.pre(haveFewOrders(records));
  const told = await tell(arrival, rules);
  const verdicts = judgeNaively(records, rules).get('top');
  const wanted = expected(verdicts as ReadonlyMap<string, Verdict>);
  if (isOrdered(records)) expect(told).toEqual(wanted);
  expect(wanted.alerts).toEqual(expect.arrayContaining([...told.alerts]));
  const left = wanted.alerts.length - told.alerts.length;
  expect(told.undecided).toBe(wanted.undecided + left);
  return left;
};

test('the engine and a naive oracle agree on every event, in any order of arrival', async () => {
  let [asked, open] = [0, 0];
  const property = fc.asyncProperty(aCase, async (given) => {
    if ((await agree(given)) > 0) open++;
    asked++;
  });
  await fc.assert(property, { numRuns: runs });
  expect(open).toBeLessThanOrEqual(Math.ceil(asked / 200));
}, 600_000);

test('they agree where most events share their instant, and their order is not known', async () => {
  let [asked, open] = [0, 0];
  const property = fc.asyncProperty(aCrowdedCase, async (given) => {
    if ((await agree(given)) > 0) open++;
    asked++;
  });
  await fc.assert(property, { numRuns: runs });
  expect(open).toBeLessThanOrEqual(Math.ceil(asked / 200));
}, 600_000);

/** The same records with other identifiers, which sort in another order. */
function relabelled(records: readonly JsonObject[], turn: number) {
  const names = records.map(({ uuid }) => String(uuid));
  const others = names.map((_, at) => names[(at * 7 + turn) % names.length] as string);
  const isPermutation = new Set(others).size === names.length;
  const given = isPermutation ? others : names.toReversed();
  const byName = new Map(names.map((name, at) => [name, given[at] as string]));
  const rename = (record: JsonObject): JsonObject => ({
    ...record,
    uuid: byName.get(String(record['uuid'])) as string,
  });
  return { rename, nameOf: (name: string) => byName.get(name) ?? name };
}

test('identifiers do not matter: with others the same events alert', async () => {
  const property = fc.asyncProperty(aCrowdedCase, fc.nat(), async ({ rules, records }, turn) => {
    const { rename, nameOf } = relabelled(records, turn);
    const [before, after] = [await tell(records, rules), await tell(records.map(rename), rules)];
    expect(after).toEqual({ ...before, alerts: before.alerts.map(nameOf).sort() });
  });
  await fc.assert(property, { numRuns: runs });
}, 600_000);
