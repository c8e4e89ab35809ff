/**
 * What `catalogue:` says is held to: for each idea that a rule names, `fixtures/catalogue/<id>/` has
 * logs in the form in which the idea's source describes it (`hit-<what>.ndjson`), and one at least of
 * what that source takes for it by mistake, or must not (`miss-<what>.ndjson`).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/detection/compile.ts';
import { hunt } from '../../src/hunt.ts';
import { loadCatalogue } from '../../src/input/idea-catalogue.ts';
import { builtInRules, loadRules } from '../../src/input/rule-files.ts';

const folder = join(import.meta.dirname, '../../fixtures/catalogue');
const ruleSet = await loadRules([builtInRules()]);
const compiled = compileRules(ruleSet);
const { ideas, reasons, costs } = await loadCatalogue();
const claimants = new Map<string, string[]>();
for (const { name, catalogue } of ruleSet.rules) {
  for (const id of catalogue) claimants.set(id, [...(claimants.get(id) ?? []), name]);
}

/** The names of the rules that find something in a log. */
async function firing(file: string): Promise<ReadonlySet<string>> {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = new Set<string>();
  for await (const outcome of hunt(
    lines.map((line) => JSON.parse(line)),
    compiled,
  )) {
    if (outcome.kind === 'rejection') throw new Error(outcome.message);
    if (outcome.kind === 'finding') names.add(outcome.rule.name);
  }
  return names;
}

test('every idea has a rule or a reason why there is none, and nothing has both', () => {
  const ids = [...ideas.keys()];
  expect(ids.filter((id) => claimants.has(id) === reasons.has(id))).toEqual([]);
  expect([...reasons.values()].filter((reason) => reason.trim().length < 20)).toEqual([]);
  expect([...claimants.keys()].filter((id) => !ideas.has(id))).toEqual([]);
});

test('what rules cost is known of rules that there are, and few of them are loud', () => {
  const names = new Set(ruleSet.rules.map(({ name }) => name));
  expect([...costs.findings.keys()].filter((name) => !names.has(name))).toEqual([]);
  const counts = (level: string): number =>
    [...costs.findings.values()]
      .flat()
      .reduce((sum, [own, count]) => sum + (own === level ? count : 0), 0);
  expect(costs.events).toBeGreaterThanOrEqual(1_000_000);
  expect((counts('high') + counts('critical')) * 100_000).toBeLessThan(costs.events);
  expect(counts('medium') * 10_000).toBeLessThan(costs.events);
});

test('the folders are the ideas that rules claim', () => {
  expect(readdirSync(folder).sort()).toEqual([...claimants.keys()].sort());
});

for (const [id, names] of claimants) {
  describe(`${id} ${ideas.get(id)}`, async () => {
    const files = readdirSync(join(folder, id)).sort();
    const fired = new Map<string, ReadonlySet<string>>();
    for (const file of files) fired.set(file, await firing(join(folder, id, file)));
    const hits = files.filter((file) => file.startsWith('hit-'));

    test('has a log that shows it, and one that does not', () => {
      expect(hits.length).toBeGreaterThan(0);
      expect(files.filter((file) => file.startsWith('miss-')).length).toBe(
        files.length - hits.length,
      );
      expect(files.length).toBeGreaterThan(hits.length);
    });

    test.each(files)('%s', (file) => {
      const claimed = names.filter((name) => fired.get(file)?.has(name));
      if (hits.includes(file)) expect(claimed).not.toEqual([]);
      else expect(claimed).toEqual([]);
    });

    test.each(names)('%s finds it in one of them', (name) => {
      expect(hits.filter((file) => fired.get(file)?.has(name))).not.toEqual([]);
    });
  });
}
