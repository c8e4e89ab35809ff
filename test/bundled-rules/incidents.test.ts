import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { hunt } from '../../src/hunt.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';
import { isAtLeast } from '../../src/rule/level.ts';
import { expectationsOf } from '../stories/page.ts';

const folder = join(import.meta.dirname, '../../fixtures/incidents');
const slugs = readdirSync(folder)
  .filter((file) => file.endsWith('.ndjson'))
  .map((file) => file.replace(/\.ndjson$/, ''));
const rules = await loadRules([builtInRules()]);

async function findingsOf(slug: string): Promise<Finding[]> {
  const lines = readFileSync(join(folder, `${slug}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n');
  const findings: Finding[] = [];
  for await (const outcome of hunt(
    lines.map((line) => JSON.parse(line)),
    rules,
  )) {
    if (outcome.kind === 'finding') findings.push(outcome);
  }
  return findings;
}

for (const slug of slugs) {
  describe(slug, async () => {
    const page = readFileSync(join(folder, `${slug}.md`), 'utf8');
    const expected = expectationsOf(page);
    const findings = await findingsOf(slug);

    for (const must of expected.must ?? []) {
      test(`${must.rule} names ${must.actor ?? must.target ?? 'its events'}`, () => {
        const told = findings.filter((finding) => tells(finding, must));
        expect(told.length, JSON.stringify(findings.map(({ title }) => title))).toBeGreaterThan(0);
      });
    }

    test('nothing else is found that the page does not allow', () => {
      const right = [...(expected.must ?? []).map(({ rule }) => rule), ...(expected.may ?? [])];
      const limit = expected['nothing-above'];
      const wrong = findings.filter(({ rule, severity }) =>
        limit
          ? isAtLeast(severity, 'medium')
          : !right.includes(rule.name) && isAtLeast(severity, 'medium'),
      );
      expect(wrong.map(({ title }) => title)).toEqual([]);
    });
  });
}

type Must = NonNullable<ReturnType<typeof expectationsOf>['must']>[number];

function tells(finding: Finding, must: Must): boolean {
  const named = [finding.actor?.login, ...finding.targets.map(({ login }) => login)];
  const targets = [...named, ...finding.targets.map(({ displayName }) => displayName)];
  return (
    finding.rule.name === must.rule &&
    (must.level === undefined || finding.severity === must.level) &&
    (must.actor === undefined || finding.actor?.login === must.actor) &&
    (must.target === undefined || targets.includes(must.target)) &&
    meets(
      must.ips,
      finding.where.map(({ ip }) => ip),
    ) &&
    meets(
      must.events,
      finding.evidence.events.map(({ uuid }) => uuid),
    )
  );
}

function meets(wanted: readonly string[] | undefined, found: readonly string[]): boolean {
  return wanted === undefined || wanted.some((value) => found.includes(value));
}
