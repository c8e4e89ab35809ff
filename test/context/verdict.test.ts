import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingSchema } from '../../src/finding/schema.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import { aCase, type Case } from './cases.ts';
import { judgeNaively, type RuleSpec, type Verdict } from './oracle.ts';
import { yamlOf } from './spec.ts';

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

const runs = Number(process.env['ORACLE_RUNS'] ?? 1500);
const property = fc.asyncProperty(aCase, async ({ rules, records, arrival }) => {
  const verdicts = judgeNaively(records, rules).get('top');
  expect(await tell(arrival, rules)).toEqual(expected(verdicts as ReadonlyMap<string, Verdict>));
});

test('the engine and a naive oracle agree on every event, in any order of arrival', async () => {
  await fc.assert(property, { numRuns: runs });
}, 600_000);
