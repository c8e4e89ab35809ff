/**
 * What the bundled rules say of days on which nobody attacks.
 *
 * `BENIGN_PEOPLE=300 npx vitest run test/bundled-rules/benign.test.ts` measures a hundred thousand events instead of
 * some ten thousand, and prints what was found.
 */
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { isAtLeast } from '../../src/rule/level.ts';
import { type BenignOrg, benignLog } from '../benign/log.ts';

const people = Number(process.env['BENIGN_PEOPLE'] ?? 40);
const rules = await loadRules([builtInRules()]);
const orgs: readonly BenignOrg[] = [
  { name: 'new', people, days: 10, hasRoots: true },
  { name: 'old', people, days: 10, hasRoots: false },
];

test.each(orgs)(
  'ten days of the $name org give no high, and hardly a medium',
  async (org) => {
    const log = benignLog(org);
    const findings: Finding[] = [];
    for await (const outcome of hunt(log, rules)) {
      if (outcome.kind === 'rejection') throw new Error(outcome.message);
      if (outcome.kind === 'finding') findings.push(outcome);
    }
    const told = findings.map(({ severity, rule }) => `${severity} ${rule.name}`);
    if (process.env['BENIGN_PEOPLE']) {
      const kinds = [...new Set(told)].sort();
      const counts = kinds.map(
        (kind) => `  ${told.filter((what) => what === kind).length} ${kind}`,
      );
      process.stdout.write(`${org.name}: ${log.length} events\n${counts.join('\n')}\n`);
    }
    expect(log.length).toBeGreaterThan(people * 120);
    expect(told.filter((_, at) => isAtLeast(findings[at]?.severity ?? 'low', 'high'))).toEqual([]);
    const mediums = findings.filter(({ severity }) => isAtLeast(severity, 'medium'));
    expect(mediums.length).toBeLessThanOrEqual(log.length / 5_000);
  },
  300_000,
);

test('the log is the same each time, and shows what is mistaken for attacks', () => {
  const org = { name: 'same', people: 30, days: 4, hasRoots: true };
  const log = benignLog(org);
  expect(JSON.stringify(benignLog(org))).toBe(JSON.stringify(log));
  const text = log.map((entry) => JSON.stringify(entry));
  const shapes = [
    '"isProxy":true',
    'APPLE_ICLOUD_RELAY_PROXY',
    'Okta-Integrations',
    '"asNumber":14618',
    'app.oauth2.interact.interaction_handle',
    'OV_RESPONSE_DENY',
    'Teams/24.1',
    'iOS (iPad)',
    'Chrome/118.',
    'skyreach mobile',
  ];
  expect(shapes.filter((shape) => !text.some((line) => line.includes(shape)))).toEqual([]);
});
