import { createReadStream } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { CompiledRuleSet } from '../../src/detection/compiled-rule.ts';
import { hunt } from '../../src/hunt.ts';
import { readEvents } from '../../src/input/events.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { someRules } from '../builders.ts';

const incident = new URL('../../fixtures/incidents/beyondtrust-2023-10-02.ndjson', import.meta.url);

async function outcomesOf(rules: RuleSet | CompiledRuleSet): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  const events = readEvents(['-'], { stdin: createReadStream(incident) });
  for await (const outcome of hunt(events, rules)) outcomes.push(outcome);
  return outcomes;
}

/** No part of an expression as the rule language has it: what compiling leaves are numbers of tests. */
function syntaxIn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Map || value instanceof Set) return [...value].some(syntaxIn);
  if ('kind' in value && value.kind === 'members') return true;
  return 'condition' in value && 'raises' in value ? true : Object.values(value).some(syntaxIn);
}

test('compiled rules that went through bytes, as to another thread, find the same', async () => {
  const rules = await loadRules([builtInRules()]);
  const compiled = compileRules(rules);
  const sent: CompiledRuleSet = deserialize(serialize(compiled));
  expect(sent).toEqual(compiled);
  const expected = await outcomesOf(rules);
  expect(expected.length).toBeGreaterThan(20);
  expect(await outcomesOf(sent)).toEqual(expected);
  expect(await outcomesOf(sent)).toEqual(expected);
});

test('compiled rules keep nothing of the syntax of their conditions', () => {
  const { rules } = compileRules(
    someRules([
      {
        detection: {
          s: { 'target[any]': { type: 'User', 'alternateId|contains': 'x' } },
          w: ['word'],
          condition: 's or not w',
        },
        raise: [{ level: 'high', condition: 's' }],
      },
    ]),
  );
  expect(rules.some(syntaxIn)).toBe(false);
  expect(rules[0]?.conditions.verdicts).toHaveLength(2);
  expect(rules[0]?.conditions.tests).toHaveLength(4);
});
