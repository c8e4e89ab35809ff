import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { builtInRules, loadRules } from '../../../src/input/rule-files.ts';
import { areaOf } from '../../../src/rule/rule.ts';
import { aWorld } from '../world.ts';

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function docs(...argv: readonly string[]) {
  const world = aWorld();
  const code = await main(['rules', 'docs', ...argv], world);
  return { code, out: world.out(), err: world.err() };
}

test('every rule has a page, every link a file, every idea a row, and twice is the same', async () => {
  const out = join(folder, 'pages');
  expect(await docs('--out', out)).toMatchObject({ code: 0 });
  const pagesIn = () =>
    readdirSync(out, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .sort();
  const textOf = (path: string): string => readFileSync(join(out, path), 'utf8');
  const pages = pagesIn();
  const { rules } = await loadRules([builtInRules()]);
  const reporting = rules.filter(({ generate }) => generate);
  expect(pages).toEqual(
    ['README.md', 'ideas.md', ...reporting.map((rule) => `${areaOf(rule)}/${rule.name}.md`)].sort(),
  );
  for (const page of pages) {
    for (const [, to = ''] of textOf(page).matchAll(/\]\(([^)<>\s]+)\)/g)) {
      expect(pages).toContain(normalize(join(dirname(page), to)));
    }
  }
  const index = textOf('README.md');
  for (const { name } of reporting) expect(index).toContain(`\`${name}\``);
  const ideas = textOf('ideas.md');
  for (const rule of reporting) {
    for (const id of rule.catalogue) {
      expect(ideas.split('\n').find((line) => line.startsWith(`| \`${id}\``))).toContain(rule.name);
    }
  }
  const before = pages.map(textOf);
  await docs('--out', out);
  expect(pagesIn().map(textOf)).toEqual(before);
});

test('in Japanese every page tells what its rule is about, and how often it reports', async () => {
  const out = join(folder, 'japanese');
  expect(await docs('--out', out, '--lang', 'ja')).toMatchObject({ code: 0 });
  const { rules, translations } = await loadRules([builtInRules()], { language: 'ja' });
  const reporting = rules.filter(({ generate }) => generate);
  const beginningOf = (name: string): string =>
    translations.rules.get(name)?.description?.split(/[\n。_*`[(]/)[0] ?? '?';
  for (const rule of reporting) {
    const [told = ''] = readFileSync(join(out, areaOf(rule), `${rule.name}.md`), 'utf8').split(
      '```',
    );
    expect(told).toContain(beginningOf(rule.name));
    expect(told).toMatch(/件あたり、検出(なし| ((情報|低|中|高|重大) [\d.]+ 件、?)+) \(/);
  }
  const ideas = readFileSync(join(out, 'ideas.md'), 'utf8');
  expect(ideas).toMatch(/^\| `E25` +\| グループへのユーザーの追加 +\|/m);
  expect(ideas).toMatch(
    /^\| `O03` .*\| 別のデータソースが必要: フィッシングに関するアラート +\|$/m,
  );
});

test('a rule whose name leads elsewhere has no page', async () => {
  const file = join(folder, 'evil.yml');
  const rule = {
    title: 'T',
    name: '../../evil',
    logsource: { product: 'okta', service: 'okta' },
    detection: { sel: { eventType: 'a' }, condition: 'sel' },
  };
  writeFileSync(file, JSON.stringify(rule));
  const { code, err } = await docs(
    '--out',
    join(folder, 'x'),
    '--no-builtin-rules',
    '--rules',
    file,
  );
  expect(code).toBe(2);
  expect(err).toContain('cannot have a page of that name');
});
