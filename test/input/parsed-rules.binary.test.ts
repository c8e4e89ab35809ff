import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadParsedRules, parseOnce, writtenRules } from '../../src/input/parsed-rules.ts';
import { builtInRules, readRules } from '../../src/input/rule-files.ts';
import { tell } from '../../src/language/message.ts';
import { linkRules } from '../../src/rule/link.ts';
import { parseRuleText, type RuleFile } from '../../src/rule/rule-file.ts';
import { mistakeAt } from '../../src/rule/yaml/diagnostic.ts';

const folder = mkdtempSync(join(tmpdir(), 'oktahunt-parsed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { texts, lists } = await readRules([builtInRules()]);
const path = join(folder, 'parsed-rules.bin');
writeFileSync(path, writtenRules(texts));

/** What a document holds besides its data are functions. */
function withoutDocuments({ documents: _, ...rest }: RuleFile) {
  return rest;
}

test('what was parsed before is what parsing gives, places included', async () => {
  const parsed = await loadParsedRules(path);
  expect(parsed.size).toBe(texts.length);
  const known = texts.map((text) => parseOnce(text, parsed));
  expect(known.some(({ documents }) => documents.size > 0)).toBe(false);
  expect(linkRules(known, lists)).toEqual(linkRules(texts.map(parseRuleText), lists));
});

test('a file whose text, name or encoding is another is parsed', async () => {
  const parsed = await loadParsedRules(path);
  const [text] = texts;
  if (!text) throw new Error('no rule');
  const changed = { ...text, text: `${text.text}\n# changed\n` };
  const renamed = { ...text, file: join('elsewhere', 'another.yml') };
  const damage = mistakeAt(
    { file: text.file, line: 1, column: 1 },
    tell('mistake.notUtf8', { offset: '0' }),
  );
  for (const other of [changed, renamed, { ...text, damage }]) {
    expect(withoutDocuments(parseOnce(other, parsed))).toEqual(
      withoutDocuments(parseRuleText(other)),
    );
  }
});

test('without the file, or with a damaged one, everything is parsed', async () => {
  expect((await loadParsedRules(join(folder, 'absent'))).size).toBe(0);
  const damaged = join(folder, 'damaged');
  writeFileSync(damaged, 'not what v8 writes');
  expect((await loadParsedRules(damaged)).size).toBe(0);
});

test('the build leaves the rules as they are now', async () => {
  const built = join(import.meta.dirname, '../../dist/parsed-rules.bin');
  expect(existsSync(built)).toBe(true);
  const parsed = await loadParsedRules(built);
  const missing = texts.filter((text) => parseOnce(text, parsed).documents.size > 0);
  expect(missing.map(({ file }) => file)).toEqual([]);
});
