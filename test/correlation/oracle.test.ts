import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { findingSchema } from '../../src/finding/schema.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import { RuleError } from '../../src/rule/problem.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { aCase, type Case } from './cases.ts';
import type { CorrelationSpec, Told } from './oracle.ts';
import { yamlOf } from './spec.ts';
import { tellNaively } from './tell.ts';

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

/** The rules of a case, unless they are refused: then it asks for nothing, or for what always is. */
function rulesOf(specs: readonly CorrelationSpec[]): RuleSet | undefined {
  try {
    return parseRules(yamlOf(specs));
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

const runs = Number(process.env['ORACLE_RUNS'] ?? 700);
let refused = 0;
let alerted = 0;
const property = fc.asyncProperty(aCase, async (given) => {
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
  expect(alerted / runs).toBeGreaterThan(0.3);
}, 600_000);
