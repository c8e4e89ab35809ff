import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { digestOf } from '../../../src/cli/rules/rule-set.ts';
import { loadBundledRules } from '../../../src/cli/rules/shelf-file.ts';
import type { RuleShelf } from '../../../src/engine/rule-shelf.ts';
import { hunt } from '../../../src/hunt.ts';
import { builtInRules, loadRules } from '../../../src/input/rule-files.ts';
import { languageTags } from '../../../src/language/language-tag.ts';
import type { RuleSet } from '../../../src/rule/rule.ts';
import { translated } from '../../../src/rule/translation.ts';
import { oktahunt, root } from '../binary.ts';

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-shelf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const built = (language: string): string => join(root, 'dist', `compiled-rules.${language}.bin`);
const incident = join(root, 'fixtures/incidents/beyondtrust-2023-10-02.ndjson');
const records = readFileSync(incident, 'utf8').trimEnd().split('\n');

async function outcomesOf(rules: RuleSet | RuleShelf): Promise<string> {
  const outcomes: unknown[] = [];
  const events = records.map((line) => JSON.parse(line));
  for await (const outcome of hunt(events, rules)) outcomes.push(outcome);
  return JSON.stringify(outcomes);
}

test.each(languageTags)(
  'rules that the build compiled (%s) find what those in their files find',
  async (language) => {
    const bundled = await loadBundledRules(language, built(language));
    if (!bundled) throw new Error('build the package first');
    const loaded = await loadRules([builtInRules()], { language });
    const spoken = translated(loaded);
    expect(bundled.rulesDigest).toBe(digestOf(loaded));
    expect(bundled.packs.map(({ place: _, ...pack }) => pack)).toEqual(
      spoken.packs.map(({ place: _, ...pack }) => pack),
    );
    expect(await outcomesOf(bundled.shelf)).toBe(await outcomesOf(spoken));
  },
);

test('they tell no place on the machine of the build', () => {
  for (const language of languageTags) {
    expect(readFileSync(built(language)).includes(root)).toBe(false);
  }
});

test('they are used only if the files are still what they were made of', async () => {
  const copy = join(folder, 'rules');
  cpSync(builtInRules(), copy, { recursive: true });
  const load = () => loadBundledRules('en', built('en'), copy);
  expect(await load()).toBeDefined();
  const one = join(copy, 'session', 'session-moved-machine.yml');
  const text = readFileSync(one, 'utf8');
  for (const change of [
    () => writeFileSync(one, `${text}\n`),
    () => writeFileSync(one, text.replace('o', '0')),
    () => writeFileSync(join(copy, 'lists', 'another.txt'), ''),
    () => rmSync(one),
  ]) {
    change();
    expect(await load()).toBeUndefined();
    writeFileSync(one, text);
    rmSync(join(copy, 'lists', 'another.txt'), { force: true });
    expect(await load()).toBeDefined();
  }
});

test('what cannot be read is not used', async () => {
  const damaged = join(folder, 'damaged');
  const bytes = readFileSync(built('en'));
  for (const content of [Buffer.alloc(0), Buffer.from('rules'), bytes.subarray(0, 5_000)]) {
    writeFileSync(damaged, content);
    expect(await loadBundledRules('en', damaged)).toBeUndefined();
  }
  expect(await loadBundledRules('en', join(folder, 'absent'))).toBeUndefined();
});

test('the program reports the same with rules from files, byte by byte', async () => {
  const scan = ['scan', incident, '--format', 'json'];
  const files = ['--no-builtin-rules', '--rules', builtInRules()];
  const [compiled, loaded] = await Promise.all([
    oktahunt(scan, { cwd: folder }),
    oktahunt([...scan, ...files], { cwd: folder }),
  ]);
  expect(compiled).toEqual(loaded);
});
