import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import type { CompiledRuleSet } from '../../src/detection/compiled-rule.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { levels } from '../../src/rule/level.ts';
import type { Rule } from '../../src/rule/rule.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/rules');
const ruleSet = await loadRules([builtInRules()]);

const compiled = compileRules(ruleSet);

/** The rule set in which one rule reports, even if it otherwise only feeds others. */
function only(name: string): CompiledRuleSet {
  const rules = compiled.rules.map((rule) => ({ ...rule, generate: rule.name === name }));
  return { ...compiled, rules };
}

async function findingsIn(file: string, rules: CompiledRuleSet): Promise<Finding[]> {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const findings: Finding[] = [];
  for await (const outcome of hunt(
    lines.map((line) => JSON.parse(line)),
    rules,
  )) {
    if (outcome.kind === 'rejection') throw new Error(outcome.message);
    if (outcome.kind === 'finding') findings.push(outcome);
  }
  return findings;
}

/** Whether a rule asks for events around the event. */
function looksAround({ windows, correlation }: Rule): boolean {
  return correlation !== undefined || windows.some(({ list }) => list === undefined);
}

function samplesOf(name: string): string[] {
  try {
    return readdirSync(join(fixtures, name))
      .filter((file) => file.endsWith('.ndjson'))
      .sort();
  } catch {
    return [];
  }
}

test('every fixture folder belongs to a rule', () => {
  const names = new Set(ruleSet.rules.map((rule) => rule.name));
  expect(readdirSync(fixtures).filter((folder) => !names.has(folder))).toEqual([]);
});

for (const rule of ruleSet.rules) {
  describe(rule.name, () => {
    const samples = samplesOf(rule.name);
    const alone = only(rule.name);

    test('has its file name, a UUID, and what a reader needs', () => {
      expect(basename(rule.place.file, '.yml')).toBe(rule.name);
      expect(rule.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
      expect(rule.description).not.toBe('');
      if (!rule.generate) return;
      expect(rule.tags.some((tag) => /^attack\.t\d{4}(\.\d{3})?$/.test(tag))).toBe(true);
      expect(rule.falsepositives.length).toBeGreaterThan(0);
      expect(rule.response.length).toBeGreaterThan(0);
    });

    test('has a hit and a miss; two hits and three near twins if it reports on more than one event', () => {
      const several = rule.generate && looksAround(rule);
      const hits = samples.filter((file) => file.startsWith('hit')).length;
      expect(hits).toBeGreaterThanOrEqual(several ? 2 : 1);
      expect(samples.length - hits).toBeGreaterThanOrEqual(several ? 3 : 1);
    });

    for (const file of samples) {
      const [verdict = '', second = ''] = basename(file, '.ndjson').split('-');
      const level = levels.find((candidate) => candidate === second);
      if (verdict === 'hit') {
        test(`${file} gives a finding${level ? ` that is ${level}` : ''}`, async () => {
          const findings = await findingsIn(join(fixtures, rule.name, file), alone);
          expect(findings.length).toBeGreaterThan(0);
          expect(findings.every(({ why }) => why.length > 0)).toBe(true);
          if (level) expect(findings[0]?.severity).toBe(level);
        });
      } else {
        test(`${file} gives none`, async () => {
          expect(verdict).toBe('miss');
          const findings = await findingsIn(join(fixtures, rule.name, file), alone);
          expect(findings.map(({ title }) => title)).toEqual([]);
        });
      }
    }
  });
}
