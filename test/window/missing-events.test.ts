import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import { oracleRuns } from '../effort.ts';
import { yamlOf } from './builders.ts';
import { aCase, aComputedCase, someRecords } from './generators.ts';
import type { RuleSpec } from './oracle.ts';

/** The events for which `top` holds. */
async function alertsOf(
  log: readonly JsonObject[],
  rules: readonly RuleSpec[],
): Promise<readonly string[]> {
  const alerts: string[] = [];
  for await (const outcome of hunt(log, parseRules(yamlOf(rules, 'top')))) {
    if (outcome.kind !== 'finding') continue;
    alerts.push(
      ...outcome.evidence.events.flatMap(({ uuid, role }) => (role === 'match' ? uuid : [])),
    );
  }
  return alerts;
}

/** `learn` believes what it does not know, so it may be wrong. */
function withoutBelief(rules: readonly RuleSpec[]): readonly RuleSpec[] {
  return rules.map((rule) => ({
    ...rule,
    windows: rule.windows.map((window) => ({ ...window, learn: undefined })),
  }));
}

/** The rules with what `top` asks for turned round, so that what does not hold is seen as well. */
function turned(rules: readonly RuleSpec[]): readonly RuleSpec[] {
  return rules.map((rule) =>
    rule.name === 'top' ? { ...rule, condition: { kind: 'not', of: rule.condition } } : rule,
  );
}

const timeOf = (record: JsonObject): number => Date.parse(String(record['published']));

/** Records as of another log: before the first or after the last of this one, in no session. */
function strangers(others: readonly JsonObject[], log: readonly JsonObject[], early: boolean) {
  const times = log.map(timeOf);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const theirs = others.map(timeOf);
  const shift = early ? from - 1 - Math.max(...theirs) : to + 1 - Math.min(...theirs);
  return others.map((record) => {
    const { authenticationContext: _, ...rest } = record;
    const published = new Date(timeOf(record) + shift).toISOString();
    return { ...rest, uuid: `stranger-${String(record['uuid'])}`, published };
  });
}

const runs = oracleRuns(200);
const property = fc.asyncProperty(
  fc.oneof({ weight: 2, arbitrary: aCase }, { weight: 1, arbitrary: aComputedCase(false) }),
  someRecords,
  someRecords,
  async ({ rules, records }, before, after) => {
    const believed = withoutBelief(rules);
    const whole = [
      ...strangers(before, records, true),
      ...records,
      ...strangers(after, records, false),
    ];
    for (const spec of [believed, turned(believed)]) {
      expect(await alertsOf(whole, spec)).toEqual(
        expect.arrayContaining((await alertsOf(records, spec)) as string[]),
      );
    }
  },
);

test('what was decided stays so when events come to light that the log did not have', async () => {
  await fc.assert(property, { numRuns: runs });
}, 600_000);
