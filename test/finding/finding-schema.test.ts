import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findingSchema } from '../../src/finding/finding-schema.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import type { RuleSet } from '../../src/rule/rule.ts';
import { hunted } from '../builders.ts';
import { sample } from '../effort.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const rules = await loadRules([builtInRules()]);

function filesIn(folder: string, pattern: RegExp): string[] {
  const all = readdirSync(join(fixtures, folder), { recursive: true }) as string[];
  return all.filter((file) => pattern.test(file)).sort();
}

/** Hunts in a fixture; how many findings there are is told if all of them are whole. */
async function findWhole(path: string, ruleSet: RuleSet): Promise<number> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const { findings } = await hunted(
    lines.map((line) => JSON.parse(line)),
    ruleSet,
  );
  for (const finding of findings) {
    expect(findingSchema.parse(JSON.parse(JSON.stringify(finding)))).toEqual(finding);
    const { eventCount, truncated, events } = finding.evidence;
    expect([events.length, truncated]).toEqual([Math.min(eventCount, 20), eventCount > 20]);
    expect(events.some(({ role }) => role === 'match')).toBe(true);
    expect(events.map(({ uuid }) => uuid)).toContain(finding.evidence.decisive);
  }
  return findings.length;
}

test.each(filesIn('incidents', /\.ndjson$/))(
  'every finding in the incident %s is whole',
  async (file) => {
    const count = await findWhole(join(fixtures, 'incidents', file), rules);
    expect(count > 0 || file.startsWith('benign')).toBe(true);
  },
  60_000,
);

test.each(sample(filesIn('rules', /\bhit[^/\\]*\.ndjson$/)))(
  'every finding in %s is whole',
  async (file) => {
    const named = rules.rules.map((rule) => ({ ...rule, generate: rule.name === dirname(file) }));
    const count = await findWhole(join(fixtures, 'rules', file), { ...rules, rules: named });
    expect(count).toBeGreaterThan(0);
  },
  60_000,
);
